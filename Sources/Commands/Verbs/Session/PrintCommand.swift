import ScriptSyntax

/// `print "text $x"`: says something.
struct PrintCommand: Command {
  static let signature = Signature(
    "print", .session, "Prints a text.", syntax: ["print \"TEXT $x\""],
    parameters: [.positional("TEXT", .text, "variables in it are replaced")],
    example: "let x = 3\nprint \"x is $x\"", seeAlso: ["section", "let"])

  private let text: String
  var isUnit: Bool { false }

  init(_ arguments: inout ArgumentReader) throws(Diagnostic) {
    guard let fragment = arguments.fragment() else { throw arguments.missing("a text") }
    text = fragment.shown
  }

  func run(in session: inout Session, into sink: inout some Sink) throws(Halt) {
    sink.emit(.note(text))
  }
}
