import Commands
import Replication

extension Reason {
  /// The reason in words, as it stands after a decision.
  var words: String {
    switch self {
    case .newerStamp: "newer stamp"
    case .olderStamp: "older stamp"
    case .laterDot: "equal stamps of one origin, later write"
    case .tieHighestNode: "equal stamps, tie=highest-node"
    case .tieLowestNode: "equal stamps, tie=lowest-node"
    case .tieLargerValue: "equal stamps, tie=larger-value"
    case .tieRemote: "equal stamps, tie=remote"
    case .tieLocal: "equal stamps, tie=local"
    case .higherNode: "higher node"
    case .largerValue: "larger value"
    case .smallerValue: "smaller value"
    case .keptLocal: "what is stored stays"
    case .tookRemote: "what arrives is taken"
    case .keptAll: "all are kept"
    case .joined: "joined"
    case .drawn: "drawn by lot"
    case .skipped: "both sides stay as they are"
    case .stopped: "a person has to decide"
    case .asked: "the reader decided"
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
    case .joined: "joined"
    case .drawn: "drawn"
    case .skipped: "skipped"
    case .stopped: "stopped"
    case .asked: "asked"
    }
  }
}

extension EventLine.Fate {
  /// What became of a message, in words; nil: what everyone expects.
  var words: String? {
    switch self {
    case .applied, .answered: nil
    case .redundant: "known already"
    case .ignored: "dropped: its origin is not taken here"
    case .buffered: "waits: depends on what has not arrived"
    case .accepted: "accepted"
    case .refused: "refused"
    case .committed: "committed"
    case .aborted: "aborted"
    }
  }
}
