import ScriptSyntax
import Simulation

/// `anti-entropy every=1s`: nodes compare what they hold, again and again.
struct AntiEntropyCommand: Command {
  static let signature = Signature(
    "anti-entropy", .quorums, "Lets two nodes drawn by lot compare what they hold, ever so often.",
    syntax: ["anti-entropy every=DURATION", "anti-entropy off"],
    parameters: [
      .positional("off", .choice(["off"]), "never (the default)"),
      .option("every", .duration, "how long after one comparison the next comes (default: never)"),
    ],
    details: [
      "Each round two of the nodes that are up, drawn by lot, compare as by `sync`, whenever time",
      "is made to pass. `settle` goes on, and it is not `quiet`, until no round could bring a node",
      "what it lacks. A round that sends something is told; `show stats` counts all.",
    ],
    example: """
      nodes a b
      put k 1 at a
      anti-entropy every=1s
      run 3s
      expect k at b = 1
      show stats
      """,
    seeAlso: ["sync", "run", "quorums"])

  private let interval: Tick?
  private let span: SourceSpan

  init(_ arguments: inout ArgumentReader) throws(Diagnostic) {
    span = arguments.span
    if arguments.word("off") {
      interval = nil
      return
    }
    guard try arguments.option("every") else {
      throw arguments.missing("`every=DURATION` or `off`")
    }
    if arguments.word("off") {
      interval = nil
      return
    }
    let place = arguments.next?.span ?? arguments.end
    interval = try arguments.duration()
    guard interval != 0 else {
      throw Diagnostic(
        code: .outOfRange, message: "no time would pass between two comparisons", span: place,
        remedy: "write `every=1s`, or `off`")
    }
  }

  func run(in session: inout Session, into sink: inout some Sink) throws(Halt) {
    try session.decide(.antiEntropy(every: interval), at: span)
    session.confirm(
      interval.map { "two nodes compare every \(Duration.text($0))" } ?? "no comparisons",
      into: &sink)
  }
}
