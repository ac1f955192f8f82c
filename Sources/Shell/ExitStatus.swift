import Commands
import Glibc

/// What the process ends with; the numbers are part of the language.
package enum ExitStatus: Int32, Sendable {
  /// Everything held.
  case held = 0
  /// An expectation, an invariant or expected output failed.
  case failed = 1
  /// The command line or a script is wrong, or a file cannot be read: nothing ran.
  case usage = 2
  /// The world said no, and the script did not expect it.
  case refused = 3
  /// Two runs differed.
  case differed = 4
  /// A budget ran out.
  case budget = 5
  /// The user stopped it.
  case interrupted = 130

  /// Ends the process.
  package func leave() -> Never { exit(rawValue) }

  /// The status of a run.
  init(_ result: RunResult) {
    switch result {
    case .ok, .quit: self = .held
    case .failed: self = .failed
    case .refused: self = .refused
    case .budget: self = .budget
    case .interrupted: self = .interrupted
    case .differed: self = .differed
    }
  }

  /// The status of this and what followed: the first that did not hold.
  func followed(by next: ExitStatus) -> ExitStatus { self == .held ? next : self }
}
