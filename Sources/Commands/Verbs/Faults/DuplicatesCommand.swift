import ScriptSyntax
import Simulation

/// `duplicates all 1%`: messages go out twice at random.
struct DuplicatesCommand: Command {
  static let signature = Signature(
    "duplicates", .faults, "Sets how likely messages are sent twice, from now on.",
    syntax: ["duplicates all 1%", "duplicates A->B 1%", "duplicates KIND 1%", "duplicates A->B#N"],
    parameters: StatedScope.parameters + [
      .positional("1%", .percentage, "of the messages sent from now on; `0%` ends it")
    ],
    details: [
      "The copy gets the link's next ordinal, and a latency and a chance to be lost of its own; it",
      "is not copied again. A version that came before changes nothing: `(known already)`.",
    ],
    example: """
      nodes a b
      link a -> b
      duplicates all 100%
      put k 1 at a
      settle
      expect delivered at b = 2 and redundant at b = 1
      """,
    seeAlso: ["loss", "duplicate", "faults"])

  private let odds: StatedOdds

  init(_ arguments: inout ArgumentReader) throws(Diagnostic) { odds = try StatedOdds(&arguments) }

  func run(in session: inout Session, into sink: inout some Sink) throws(Halt) {
    var fate = Fate()
    fate.isDoubled = true
    let text = try odds.decide(fate, in: &session) { .duplicates($0, $1) }
    session.confirm("\(text) sent twice", into: &sink)
  }
}
