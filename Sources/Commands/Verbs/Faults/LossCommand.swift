import ScriptSyntax
import Simulation

/// `loss a->b 5%`: messages are lost at random.
struct LossCommand: Command {
  static let signature = Signature(
    "loss", .faults, "Sets how likely messages are lost, from now on.",
    syntax: ["loss all 5%", "loss A->B 5%", "loss KIND 5%", "loss A->B#N"],
    parameters: StatedScope.parameters + [
      .positional("5%", .percentage, "of the messages sent from now on; `0%` ends it")
    ],
    details: [
      "The lot of a message is drawn when it is sent, from the seed and its name alone, and shows",
      "when it falls due: `(lost)`. What is in flight keeps its lot, and `deliver` does not change",
      "it. A lost request or answer may end its operation with `timeout` or `unavailable`; a lost",
      "replication message is made up for by anti-entropy alone.",
    ],
    example: """
      nodes a b
      link a -> b
      loss a->b#2
      put k 1 at a
      put k 2 at a
      settle
      expect k at b = 1
      """,
    seeAlso: ["duplicates", "drop", "anti-entropy", "faults"])

  private let odds: StatedOdds

  init(_ arguments: inout ArgumentReader) throws(Diagnostic) { odds = try StatedOdds(&arguments) }

  func run(in session: inout Session, into sink: inout some Sink) throws(Halt) {
    var fate = Fate()
    fate.isLost = true
    let text = try odds.decide(fate, in: &session) { .loss($0, $1) }
    session.confirm("\(text) lost", into: &sink)
  }
}
