import ScriptSyntax
import Simulation

/// `link a -> b -> c -> a`: lets nodes replicate to others.
struct LinkCommand: Command {
  static let signature = Signature(
    "link", .topology, "Lets nodes replicate to others.",
    syntax: [
      "link NODES -> NODES", "link a -> b -> c -> a", "link a <-> b latency=20ms",
    ],
    parameters: [
      .positional("NODES", .nodes, "`->` one way, `<->` both ways; chains may mix them"),
      .option(
        "latency", .duration, "as `latency` takes it, without spaces: `1ms..3ms` (default 10ms)"),
    ],
    details: [
      "Several nodes next to an arrow stand for each of them: `a -> b,c`, `hub <-> all`. A link",
      "that stands already keeps its messages, and takes the latency stated.",
      "With one leader or none, nodes all reach each other until a link is stated; then requests",
      "and entries of the log go along links only, and answers come back the same way.",
    ],
    example: "nodes a b c\nlink a -> b -> c latency=20ms\nlink a <-> c\nput k 1 at a\nsettle\n"
      + "expect k at all = 1",
    seeAlso: ["unlink", "topology", "latency"])

  private let chain: LinkChain
  private let latency: StatedLatency?
  private let span: SourceSpan

  init(_ arguments: inout ArgumentReader) throws(Diagnostic) {
    span = arguments.span
    chain = try LinkChain(&arguments)
    latency = try arguments.latencyOption()
  }

  func run(in session: inout Session, into sink: inout some Sink) throws(Halt) {
    let arcs = try chain.arcs(in: session)
    var model: LatencyModel?
    if let latency { model = session.world.model(of: latency) }
    for arc in arcs { try session.decide(.link(arc, model), at: span) }
    session.confirm("linked \(session.text(arcs))", into: &sink)
  }
}
