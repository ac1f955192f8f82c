import ScriptSyntax
import Simulation

/// `client alice home=eu1`: a client, where her requests go, and how her clock stands.
struct ClientCommand: Command {
  static let signature = Signature(
    "client", .clients,
    "Gives a client a home leader, or moves her; promises her what she will see.",
    syntax: ["client NAME [home=NODE[,NODE…]] [skew=DURATION] [guarantees=ryw,mr,mw,wfr|none]"],
    parameters: [
      .positional("NAME", .client, "who; `as NAME` names her in requests"),
      .option("home", .nodes, "where requests go; the next take over in this order (default: any)"),
      .option("skew", .duration, "how far her own clock is ahead, for `clock=client` (default 0)"),
      .option(
        "guarantees", .choice(Guarantees.Word.allCases.map(\.rawValue)),
        "what she may rely on, with commas; see `help sessions` (default none)"),
    ],
    details: [
      "Without `at`, requests go to her home, or to the next of her homes that is up, or to any",
      "node that is. Stated again she moves and keeps what she has seen; what is not stated stays.",
      "Clients without a home need no declaration: `as NAME` makes them.",
      "With `guarantees` a request that would break one goes to her next home that has what it",
      "takes, or to any node, or waits for one within its timeout. `none` ends them.",
    ],
    example: "nodes a b\nlink a <-> b\nclient ann home=a,b\nput k 1 as ann\n"
      + "crash a\nput k 2 as ann\nexpect k at b = 2\nshow clients",
    seeAlso: ["put", "get", "skew", "sessions"])

  private let name: Mention
  private let homes: NodeSelector?
  private let skew: Tick?
  private let guarantees: Guarantees?
  private let span: SourceSpan

  init(_ arguments: inout ArgumentReader) throws(Diagnostic) {
    span = arguments.span
    name = try arguments.newName()
    homes = try arguments.option("home") ? try arguments.nodes() : nil
    skew =
      try arguments.option("skew") ? try arguments.duration(allowsNegative: true) : nil
    guarantees = try arguments.option("guarantees") ? try Self.guarantees(&arguments) : nil
  }

  /// `ryw,mr`, or `none` alone.
  private static func guarantees(
    _ arguments: inout ArgumentReader
  ) throws(Diagnostic) -> Guarantees {
    let span = arguments.next?.span ?? arguments.end
    var words: [Guarantees.Word] = []
    repeat {
      words.append(try arguments.choice(of: Guarantees.Word.self))
    } while arguments.symbol(.comma)
    guard words.count == 1 || !words.contains(.none) else {
      throw Diagnostic(
        code: .surplusArgument, message: "`none` stands alone", span: span,
        remedy: "leave it out, or the others")
    }
    return words.reduce(into: []) { $0.formUnion($1.guarantee) }
  }

  func run(in session: inout Session, into sink: inout some Sink) throws(Halt) {
    let homes = try homes.map { (homes) throws(Halt) in try session.nodes(homes) }
    let client = try session.client(name)
    var setup = session.world.client(client) ?? ClientSetup()
    if let homes { setup.homes = homes }
    if let skew { setup.skew = skew }
    try session.decide(.client(client, setup), at: span)
    if let guarantees { session.names.guarantees[client] = guarantees }
    let places = setup.homes.map { session.text($0) }.joined(separator: ", ")
    session.confirm(
      "\(name.name.text) " + (places.isEmpty ? "has no home" : "is at home at \(places)"),
      into: &sink)
  }
}
