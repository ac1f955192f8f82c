import ScriptSyntax

/// `include "setup.repl"`: the statements of another file, as if they stood here.
struct IncludeCommand: Command {
  static let signature = Signature(
    "include", .session, "Runs the statements of another file, as if they stood here.",
    syntax: ["include \"FILE\""],
    parameters: [.positional("FILE", .file, "relative to the folder of the including file")],
    details: [
      "The file is read when the script is loaded, so that all mistakes are found before anything",
      "runs. A file that includes itself is refused; includes nest at most 64 deep. It lies in the",
      "folder of the outermost script, or below it. In the example, `setup.repl` says",
      "`nodes a b; link a <-> b`.",
    ],
    example: "include \"setup.repl\"\nput title \"B\" at a\nsettle", seeAlso: ["define", "section"])

  var isTransparent: Bool { true }

  private let path: String
  private let block: Block
  private let span: SourceSpan

  init(_ arguments: inout ArgumentReader) throws(Diagnostic) {
    span = arguments.span
    if let item = arguments.next, item.hasVariables {
      throw arguments.wrongKind(
        "a file name without variables", item, remedy: "files are read before anything runs")
    }
    let file = try arguments.file()
    path = file.path
    block = try arguments.include(path, at: file.span)
  }

  func run(in session: inout Session, into sink: inout some Sink) throws(Halt) {
    session.environment.enter(.include(path, span))
    defer { session.environment.leave() }
    try session.runInPlace(block, into: &sink)
  }
}
