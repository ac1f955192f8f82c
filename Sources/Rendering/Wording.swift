import Commands
import Replication

extension Reason {
  /// Whether the words say which tie rule decided.
  var namesTie: Bool {
    switch self {
    case .tieHighestNode, .tieLowestNode, .tieLargerValue, .tieRemote, .tieLocal: true
    default: false
    }
  }

  /// The stable word for programs.
  var code: String {
    switch self {
    case .newerStamp: "newer-stamp"
    case .olderStamp: "older-stamp"
    case .laterDot: "later-dot"
    case .tieHighestNode: "tie-highest-node"
    case .tieLowestNode: "tie-lowest-node"
    case .tieLargerValue: "tie-larger-value"
    case .tieRemote: "tie-remote"
    case .tieLocal: "tie-local"
    case .higherNode: "higher-node"
    case .largerValue: "larger-value"
    case .smallerValue: "smaller-value"
    case .keptLocal: "kept-local"
    case .tookRemote: "took-remote"
    case .keptAll: "kept-all"
    case .lowerNode: "lower-node"
    case .moreUpdates: "more-updates"
    case .deletionWins: "deletion-wins"
    case .liveWins: "live-wins"
    case .otherBase: "other-base"
    case .tieColumn: "tie-column"
    case .joined: "joined"
    case .drawn: "drawn"
    case .skipped: "skipped"
    case .stopped: "stopped"
    case .asked: "asked"
    case .chosenByCode: "chosen-by-code"
    case .failed: "failed"
    }
  }
}

extension EventLine.Fate {
  /// What became of a message, in words; nil: what everyone expects.
  var words: String? {
    switch self {
    case .applied, .answered, .asked, .counted, .repaired, .handedOff, .synced: nil
    case .redundant: "known already"
    case .ignored: "dropped: its origin is not taken here"
    case .buffered: "waits: depends on what has not arrived"
    case .accepted: "accepted"
    case .refused: "refused"
    case .committed: "committed"
    case .aborted: "aborted"
    case .hinted: "kept for another"
    case .late: "late"
    case .outdated: "ignored: its sender leads no more"
    }
  }
}
