import Rendering
import ScriptSyntax

/// What a person is asked for next.
struct Prompt {
  /// What the entry so far ends inside of; nil: a new entry.
  var open: OpenDelimiter?

  /// How prompts look.
  struct Style {
    var isColoured: Bool
  }

  /// The text; `....> ` after what is open, as wide as `parley> ` where that is one character.
  var text: String {
    switch open {
    case nil: "parley> "
    case .block, .object: "{ ....> "
    case .array: "[ ....> "
    case .continuation: "\\ ....> "
    case .heredoc(let end): "\(end) ....> "
    }
  }

  /// What is open, for a sentence.
  var openName: String {
    switch open {
    case nil: "nothing"
    case .block: "a block {"
    case .object: "an object {"
    case .array: "an array ["
    case .continuation: "a line continued by \\"
    case .heredoc(let end): "text up to a line \(end)"
    }
  }

  /// The text with its escape codes between two `\u{1}`, which libedit takes for having no width.
  ///
  /// The blank at the end stays outside: libedit loses what is last inside.
  func text(_ style: Style) -> String {
    let marks = (style.isColoured ? Palette.coloured : Palette.plain).marks(.prompt)
    guard style.isColoured else { return text }
    return "\u{1}\(marks.opening)\u{1}\(text.dropLast())\u{1}\(marks.closing)\u{1} "
  }

  /// The line that greets a person.
  static func banner(seed: UInt64) -> String {
    "Parley \(Release.version), seed \(seed). `help` lists what there is, Ctrl-D leaves.\n"
  }
}
