import ScriptSyntax

/// `reset`: a new, empty world.
struct ResetCommand: Command {
  static let signature = Signature(
    "reset", .session, "Starts over with an empty world of the same seed.", syntax: ["reset"],
    details: [
      "Nodes, links, keys, clients, strategies, bindings and the clock are as at the start;",
      "variables and definitions stay.",
    ],
    example: "nodes a b\nput k 1 at a\nreset\nnodes c\nshow nodes", seeAlso: ["seed"])

  init(_ arguments: inout ArgumentReader) throws(Diagnostic) {}

  func run(in session: inout Session, into sink: inout some Sink) throws(Halt) {
    session.reset()
    session.confirm("an empty world, seed \(session.options.seed)", into: &sink)
  }
}
