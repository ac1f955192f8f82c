import ScriptSyntax
import Simulation

/// `client alice home=eu1`: a client, where her requests go, and how her clock stands.
struct ClientCommand: Command {
  static let signature = Signature(
    "client", .clients, "Gives a client a home leader, or moves her.",
    syntax: ["client NAME [home=NODE[,NODE…]] [skew=DURATION]"],
    parameters: [
      .positional("NAME", .client, "who; `as NAME` names her in requests"),
      .option("home", .nodes, "where requests go; the next take over in this order (default: any)"),
      .option("skew", .duration, "how far her own clock is ahead, for `clock=client` (default 0)"),
    ],
    details: [
      "Without `at`, requests go to her home, or to the next of her homes that is up, or to any",
      "node that is. Stated again she moves and keeps what she has seen; what is not stated stays.",
      "Clients without a home need no declaration: `as NAME` makes them.",
    ],
    example: "nodes a b\nlink a <-> b\nclient ann home=a,b\nput k 1 as ann\n"
      + "crash a\nput k 2 as ann\nexpect k at b = 2\nshow clients",
    seeAlso: ["put", "get", "skew"])

  private let name: Mention
  private let homes: NodeSelector?
  private let skew: Tick?
  private let span: SourceSpan

  init(_ arguments: inout ArgumentReader) throws(Diagnostic) {
    span = arguments.span
    name = try arguments.newName()
    homes = try arguments.option("home") ? try arguments.nodes() : nil
    skew =
      try arguments.option("skew") ? try arguments.duration(allowsNegative: true) : nil
    if try arguments.option("guarantees") {
      throw arguments.unsupported("session guarantees are", at: arguments.lastSpan)
    }
  }

  func run(in session: inout Session, into sink: inout some Sink) throws(Halt) {
    let homes = try homes.map { (homes) throws(Halt) in try session.nodes(homes) }
    let client = try session.client(name)
    var setup = session.world.client(client) ?? ClientSetup()
    if let homes { setup.homes = homes }
    if let skew { setup.skew = skew }
    try session.decide(.client(client, setup), at: span)
    let places = setup.homes.map { session.text($0) }.joined(separator: ", ")
    session.confirm(
      "\(name.name.text) " + (places.isEmpty ? "has no home" : "is at home at \(places)"),
      into: &sink)
  }
}
