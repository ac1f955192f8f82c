import ScriptSyntax
import Simulation

/// `drift b 50ppm`: a node's clock runs at another speed.
struct DriftCommand: Command {
  static let signature = Signature(
    "drift", .faults, "Lets clocks run too fast, or too slowly, from now on.",
    syntax: ["drift NODES 50ppm", "drift NODES -50ppm"],
    parameters: [
      .positional("NODES", .nodes),
      .positional(
        "50ppm", .any, "50 microseconds a second too fast; `-50ppm`: too slow; `0ppm`: right"),
    ],
    details: [
      "What a clock is ahead by then stays when the drift ends; `skew` sets it anew. As with",
      "`skew`, only stamps are affected.",
    ],
    example: """
      nodes a b
      link a <-> b
      resolve k with lww
      drift b -500ppm
      run 1m
      put k 1 at a
      put k 2 at b
      settle
      expect k at all = 1
      show nodes
      """,
    seeAlso: ["skew", "strategy"])

  private let nodes: NodeSelector
  private let billionths: Int64

  init(_ arguments: inout ArgumentReader) throws(Diagnostic) {
    nodes = try arguments.nodeList()
    billionths = try arguments.partsPerMillion()
  }

  func run(in session: inout Session, into sink: inout some Sink) throws(Halt) {
    let nodes = try session.nodes(nodes)
    try session.decideEach(nodes, at: self.nodes.span) { .drift($0, billionths) }
    session.confirm(
      "the clock of \(session.text(nodes)): \(Drift.text(billionths))", into: &sink)
  }
}

/// How much too fast a clock runs, as text.
enum Drift {
  /// `50ppm`, `-0.5ppm`.
  static func text(_ billionths: Int64) -> String {
    let magnitude = billionths.magnitude
    var fraction = String(magnitude % 1000)
    fraction = String(repeating: "0", count: 3 - fraction.utf8.count) + fraction
    while fraction.utf8.last == UInt8(ascii: "0") { fraction.removeLast() }
    let point = fraction.utf8.isEmpty ? "" : "."
    return "\(billionths < 0 ? "-" : "")\(magnitude / 1000)\(point)\(fraction)ppm"
  }

  /// Reads `50ppm`; nil: it is none, finer than a billionth, or a million or more.
  static func billionths(_ word: String) -> Int64? {
    guard word.hasSuffix("ppm") else { return nil }
    // A millionth has three decimals as a microsecond has: 1 µs is 1000 ns.
    guard let ticks = Duration(word.dropLast(3) + "us")?.ticks else { return nil }
    return ticks.magnitude < 1_000_000_000 ? ticks : nil
  }
}

extension ArgumentReader {
  fileprivate mutating func partsPerMillion() throws(Diagnostic) -> Int64 {
    guard let item = next else { throw missing("a drift such as `50ppm`") }
    if item.hasVariables {
      advance()
      return 0
    }
    guard let word = nextWord, let billionths = Drift.billionths(word) else {
      throw wrongKind(
        "a drift such as `50ppm`", item,
        remedy: "parts per million, less than a million: 50ppm are 50 microseconds a second")
    }
    advance()
    return billionths
  }
}
