import ScriptSyntax
import Simulation

/// `seed 42`: the seed of all chance.
struct SeedCommand: Command {
  static let signature = Signature(
    "seed", .topology, "Chooses the seed of all chance; only before the first event.",
    syntax: ["seed NUMBER"],
    parameters: [.positional("NUMBER", .number, "0 and more (default 42)")],
    details: ["The same script with the same seed does the same, on any machine."],
    example: "seed 7\nnodes a b\nlink a -> b latency=1ms..9ms\nput k 1 at a\nsettle",
    seeAlso: ["reset", "latency"])

  private let seed: UInt64
  private let span: SourceSpan

  init(_ arguments: inout ArgumentReader) throws(Diagnostic) {
    span = arguments.span
    seed = UInt64(clamping: try arguments.integer(in: 0 ... .max))
  }

  func run(in session: inout Session, into sink: inout some Sink) throws(Halt) {
    try session.decide(.seed(seed), at: span)
    session.options.seed = seed
    session.confirm("seed \(seed)", into: &sink)
  }
}
