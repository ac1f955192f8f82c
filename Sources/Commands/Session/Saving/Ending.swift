import ScriptSyntax

/// How a statement of the top level, or a whole run, ended.
package enum Ending: Hashable, Sendable {
  /// It did what it says.
  case held
  /// A judgement did not hold; what was judged.
  case failed(String)
  /// It was refused, with this code.
  case refused(String)
  /// It was stopped on its way: by the user, or as too many statements had run.
  case stopped

  /// What became of a statement that ended before its end.
  init(_ halt: Halt) {
    switch halt {
    case .refused(let complaint): self = .refused(complaint.code)
    case .failed(let verdict): self = .failed(verdict.predicate)
    case .budget, .interrupted: self = .stopped
    case .quit: self = .held
    }
  }

  /// In one line: `held`, `failed: title at c = "C"`, `refused: down`.
  package var text: String {
    switch self {
    case .held: "held"
    case .failed(let predicate): "failed: \(predicate.inOneLine)"
    case .refused(let code): "refused: \(code)"
    case .stopped: "stopped"
    }
  }
}

/// The last statement that failed, with what led there: an entry that fails may leave no trace.
struct FailedStatement: Sendable {
  /// The statements before it, then itself.
  let steps: [Timeline.Step]

  /// How it failed.
  var ending: Ending { steps.last?.ending ?? .held }
}

extension String {
  /// The words with one blank between each two.
  var inOneLine: String {
    split { $0 == " " || $0 == "\t" || $0.isNewline }.joined(separator: " ")
  }
}
