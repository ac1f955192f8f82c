import CEditline
import Glibc

/// The questions of a review: whether an output is the one that is wanted.
struct ReviewQuestion {
  /// What a person may answer.
  private enum Answer {
    case accept, leave, acceptAll, quit
  }

  /// The answer to all further questions, once it is given.
  private var standing: Answer?

  /// Shows a difference and asks whether the output is accepted, unless that was said for all.
  mutating func accepts(_ difference: [UInt8], _ outlet: Outlet) -> Bool {
    let answer = standing ?? ask(after: difference, outlet)
    if answer == .acceptAll || answer == .quit { standing = answer }
    return answer == .accept || answer == .acceptAll
  }

  private func ask(after difference: [UInt8], _ outlet: Outlet) -> Answer {
    outlet.write(difference)
    while true {
      outlet.write(Array("accept it? y yes, n no, a yes to all, q no to all: ".utf8))
      outlet.flush()
      var reader = PlainReader(STDIN_FILENO, prompts: false)
      guard case .line(let bytes) = reader.next(Prompt(), Prompt.Style(isColoured: false)) else {
        outlet.write([UInt8(ascii: "\n")])
        return .quit
      }
      let blanks = [UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r")]
      switch bytes.filter({ !blanks.contains($0) }) {
      case [UInt8(ascii: "y")]: return .accept
      case [UInt8(ascii: "n")]: return .leave
      case [UInt8(ascii: "a")]: return .acceptAll
      case [UInt8(ascii: "q")]: return .quit
      default: continue
      }
    }
  }
}
