import ScriptSyntax
import Simulation

/// `fail b writes`: the node is up but takes no writes.
struct FailCommand: Command {
  static let signature = Signature(
    "fail", .faults, "Makes nodes refuse writes, as with a full disk.",
    syntax: ["fail NODES writes"],
    parameters: [.positional("NODES", .nodes), .flag("writes", "what fails")],
    details: [
      "Clients' writes are refused (`unavailable`); reads are answered, and what other leaders",
      "send is taken in. `mend` ends it.",
    ],
    example: "nodes a\nfail a writes\nexpect error unavailable { put title \"B\" at a }\n"
      + "show nodes\nmend a",
    seeAlso: ["mend", "crash"])

  private let nodes: NodeSelector

  init(_ arguments: inout ArgumentReader) throws(Diagnostic) {
    nodes = try arguments.nodes()
    guard arguments.flag("writes") else { throw arguments.missing("`writes`") }
  }

  func run(in session: inout Session, into sink: inout some Sink) throws(Halt) {
    let nodes = try session.nodes(nodes)
    try session.decideEach(nodes, at: self.nodes.span) { .failWrites($0) }
    session.confirm("\(session.text(nodes)): no writes", into: &sink)
  }
}
