import LuaStrategies
import Replication
import ScriptSyntax

/// `predicate room lua <<END`: a judgement of one's own, by name.
struct PredicateCommand: Command {
  static let signature = Signature(
    "predicate", .checking, "Makes a judgement of code, about what one node stores.",
    syntax: ["predicate NAME lua <<END", "predicate NAME lua file=\"FILE\""],
    parameters: [
      .positional("NAME", .newName, "what `expect`, `run until` and `invariant` call it"),
      .positional("lua", .choice(["lua"])),
      .positional("<<END", .heredoc, "lines that return a function, up to a line `END`"),
      .option("file", .file, "where the code stands instead (default: here), as for `include`"),
    ],
    details: [
      "The code returns `function(at) … end`, which returns true, or false and words if it likes.",
      "`at.get(key)` is the one live value at the node, `at.siblings(key)` all of them,",
      "`at.keys(prefix)` the keys with a value, `at.node` its name; see `help lua`.",
      "`expect NAME` holds where it holds at every node, `expect NAME at NODES` at these.",
      "A predicate stands at the top level or in a section, and is known from there on.",
    ],
    example: """
      nodes a b
      link a <-> b
      predicate solvent lua <<END
      return function(at)
        local balance = at.get("balance")
        return balance == nil or balance >= 0, "overdrawn"
      end
      END
      put balance 5 at a
      settle
      expect solvent
      put balance -5 at b
      expect solvent at a and not solvent
      """,
    seeAlso: ["invariant", "expect", "lua"])

  /// It judges nothing by itself: it makes a name known.
  var isUnit: Bool { true }

  private let named: NamedPredicate

  init(_ arguments: inout ArgumentReader) throws(Diagnostic) {
    let name = try arguments.predicateName()
    _ = try arguments.choice(["lua"])
    named = NamedPredicate(name: name, predicate: .lua(try arguments.code()))
    try arguments.declare(named)
  }

  func run(in session: inout Session, into sink: inout some Sink) throws(Halt) {
    session.environment.declare(named)
    session.confirm("predicate \(named.name.name.text)", into: &sink)
  }
}
