import Rendering
import ScriptSyntax

/// What a person is asked for next.
struct Prompt {
  /// How far the world has come.
  var progress = RunProgress()
  /// What the entry so far ends inside of; nil: a new entry.
  var open: OpenDelimiter?
  /// The lines of the entry so far, each with its end.
  var entry: [UInt8] = []

  /// The lines of the entry so far, as text.
  var entryText: String { String(decoding: entry, as: UTF8.self) }

  /// How prompts look.
  struct Style {
    var isColoured: Bool
  }

  /// `parley 42ms (2)> `: the clock and the messages in flight; neither where it is nothing.
  ///
  /// `....> ` after what is open, as wide as `parley> ` where that is one character.
  var text: String {
    switch open {
    case nil: "parley" + progressText + "> "
    case .block, .object: "{ ....> "
    case .array: "[ ....> "
    case .continuation: "\\ ....> "
    case .heredoc(let end): "\(Prompt.shown(end)) ....> "
    }
  }

  private var progressText: String {
    let isBeginning = progress.now == 0 && progress.inFlight == 0
    let time = isBeginning ? "" : " " + ShortTime.text(progress.now)
    return progress.inFlight == 0 ? time : "\(time) (\(progress.inFlight))"
  }

  /// What is open, for a sentence.
  var openName: String {
    switch open {
    case nil: "nothing"
    case .block: "a block {"
    case .object: "an object {"
    case .array: "an array ["
    case .continuation: "a line continued by \\"
    case .heredoc(let end): "text up to a line \(Prompt.shown(end))"
    }
  }

  /// The text with its escape codes between two `\u{1}`, which libedit takes for having no width.
  ///
  /// The blank at the end stays outside: libedit loses what is last inside.
  func text(_ style: Style) -> String {
    Prompt.marked(String(text.dropLast()), as: .prompt, style) + " "
  }

  /// A text in its colour, the escape codes between two `\u{1}`.
  static func marked(_ text: String, as role: Palette.Role, _ style: Style) -> String {
    guard style.isColoured else { return text }
    let marks = Palette.coloured.marks(role)
    return "\u{1}\(marks.opening)\u{1}\(text)\u{1}\(marks.closing)\u{1}"
  }

  /// A text on one line, such that nothing in it can drive the terminal.
  static func shown(_ text: String) -> String {
    var bytes: [UInt8] = []
    TextRenderer.append(text, keepsLines: false, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The line that greets a person.
  static func banner(seed: UInt64) -> String {
    "Parley \(Release.version), seed \(seed)."
      + " Try `demo`; `help` lists what there is, Ctrl-D leaves.\n"
  }
}
