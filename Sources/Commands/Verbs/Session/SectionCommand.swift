import ScriptSyntax

/// `section "name" { … }`: a named part of a script.
struct SectionCommand: Command {
  static let signature = Signature(
    "section", .session, "Names a part of a script; failures inside say so.",
    syntax: ["section \"NAME\" { … }"],
    parameters: [
      .positional("NAME", .text, "what failures inside are told with"),
      .positional("{ … }", .block, "the statements of the part"),
    ],
    details: ["Variables defined inside end with the section; definitions live on."],
    example: "section \"setup\" { nodes a b; link a -> b }\n"
      + "section \"replicates\" { put k 1 at a; settle; expect k at b = 1 }",
    seeAlso: ["print", "include"])

  var isTransparent: Bool { true }

  private let name: String
  private let block: Block
  private let span: SourceSpan

  init(_ arguments: inout ArgumentReader) throws(Diagnostic) {
    span = arguments.span
    name = try arguments.text()
    block = try arguments.block(as: .section)
  }

  func run(in session: inout Session, into sink: inout some Sink) throws(Halt) {
    session.environment.enter(.section(name, span))
    defer { session.environment.leave() }
    try session.run(block, into: &sink)
  }
}

extension Statement {
  /// The name this gives to a part of a script, as it is written; nil: it is no `section`.
  package var sectionName: String? {
    guard verb == SectionCommand.signature.verb, let name = items.first?.kind else { return nil }
    switch name {
    case .word(let template), .literal(.text(let template)):
      return template.plain ?? ScriptPrinter.print(Statement(verb: verb, items: [items[0]]))
    case .literal(.raw(let text)): return text
    default: return ScriptPrinter.print(Statement(verb: verb, items: [items[0]]))
    }
  }
}
