import Replication

extension Reason {
  /// The reason in words, as it stands after a decision.
  package var words: String {
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
    case .chosenByCode: "its code chose so"
    case .failed: "its code failed"
    case .lowerNode: "lower node"
    case .moreUpdates: "more updates"
    case .deletionWins: "a deletion wins"
    case .liveWins: "what is not deleted wins"
    case .otherBase: "its writer was shown something else"
    case .tieColumn: "equal columns, the tie rule decides"
    }
  }
}
