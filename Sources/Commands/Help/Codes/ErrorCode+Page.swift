import Simulation

extension ErrorCode {
  /// What the code means; a code without a page does not compile.
  package var page: CodePage {
    switch self {
    case .unavailable: .unavailable
    case .timeout: .timeout
    case .conflict: .conflict
    case .down: .down
    case .unknownNode: .unknownNode
    case .unknownKey: .unknownKey
    case .unknownStrategy: .unknownStrategy
    case .duplicateName: .duplicateName
    case .type: .type
    case .strategy: .strategy
    case .budget: .budget
    case .forbidden: .forbidden
    case .state: .state
    }
  }
}
