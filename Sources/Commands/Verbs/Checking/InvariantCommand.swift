import LuaStrategies
import Replication
import ScriptSyntax

/// `invariant room lua <<END`: what must hold at every node after every event.
struct InvariantCommand: Command {
  static let signature = Signature(
    "invariant", .checking, "Watches a predicate; the first event that breaks it ends the script.",
    syntax: [
      "invariant NAME lua <<END", "invariant NAME lua file=\"FILE\"", "invariant NAME",
      "invariant NAME off",
    ],
    parameters: [
      .positional("NAME", .newName, "a new name, or that of a `predicate` made before"),
      .positional("lua", .choice(["lua"])),
      .positional("<<END", .heredoc, "lines that return a function, up to a line `END`"),
      .option("file", .file, "where the code stands instead (default: here), as for `include`"),
      .flag("off", "watches no longer"),
    ],
    details: [
      "The code is that of `predicate`, and its name can be used likewise. It is judged here, and",
      "after each event and statement at every node. Where it does not hold, the run stops as at",
      "a failed `expect`, with exit status 1, and names the event, the node and the writes that",
      "together break it. That is no refusal, so `expect error` does not expect it; to show a",
      "broken rule without failing: `run until not NAME`. With `--keep-going` it is told once,",
      "and again when it has held in between.",
    ],
    example: """
      nodes a b
      link a <-> b
      invariant one-booking lua <<END
      return function(at)
        local taken = {}
        for _, key in ipairs(at.keys("booking:")) do
          local room = at.get(key)
          if room and taken[room] then return false, room .. " is booked twice" end
          if room then taken[room] = true end
        end
        return true
      end
      END
      put booking:1 "room 7" at a
      put booking:2 "room 8" at b
      settle
      expect one-booking
      """,
    seeAlso: ["predicate", "expect", "lua"])

  /// It judges nothing by itself: it makes a name known, and is watched from here on.
  var isUnit: Bool { true }

  private let named: NamedPredicate
  private let isOn: Bool
  private let span: SourceSpan

  init(_ arguments: inout ArgumentReader) throws(Diagnostic) {
    span = arguments.span
    let name = try arguments.predicateName()
    isOn = !arguments.flag("off")
    if isOn, !arguments.isAtEnd {
      _ = try arguments.choice(["lua"])
      named = NamedPredicate(name: name, predicate: .lua(try arguments.code()))
      try arguments.declare(named)
      return
    }
    guard let known = arguments.predicate(named: name.name) else {
      throw Diagnostic(
        code: .unknownWord, message: "there is no predicate `\(name.name.text)`", span: name.span,
        remedy: "give it code: `invariant \(name.name.text) lua <<END`")
    }
    named = known
  }

  func run(in session: inout Session, into sink: inout some Sink) throws(Halt) {
    let name = named.name.name
    session.names.invariants.removeAll { $0.named.name.name == name }
    guard isOn else {
      session.confirm("\(name.text) is watched no longer", into: &sink)
      return
    }
    session.environment.declare(named)
    session.names.invariants.append(Invariant(named: named))
    try session.inspect(at: span)
    session.confirm("\(name.text) is watched", into: &sink)
  }
}
