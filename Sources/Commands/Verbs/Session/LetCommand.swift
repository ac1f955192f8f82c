import ScriptSyntax

/// `let x = 3`: gives a value a name.
struct LetCommand: Command {
  static let signature = Signature(
    "let", .session, "Defines a variable.", syntax: ["let NAME = VALUE"],
    parameters: [
      .positional("NAME", .newName), .positional("= VALUE", .value, "a word, number, text or JSON"),
    ],
    details: [
      "`$x` or `${x}` stands for the value wherever a value, name, duration or number can stand,",
      "also inside words (`k$x`) and strings (\"to $x\"). The value may be several items written",
      "without a blank: `let path = a->b`. A variable of the top level lives on; one defined",
      "inside a block ends with the block and hides an outer one of its name. Another `let` at the",
      "top level gives it another value. A definition sees its parameters and the top level.",
    ],
    example: "nodes a b\nlet x = 3\nput k$x $x at a\nprint \"k$x is set\"\nget k3 at a",
    seeAlso: ["for", "repeat", "define"])

  private let name: Name
  private let value: Fragment

  init(_ arguments: inout ArgumentReader) throws(Diagnostic) {
    arguments.isReadingPredicate = true
    let mention = try arguments.variableName()
    name = mention.name
    try arguments.require(.equal)
    guard let value = arguments.fragment() else { throw arguments.missing("a value") }
    self.value = value
    arguments.declare(name)
  }

  func run(in session: inout Session, into sink: inout some Sink) throws(Halt) {
    session.environment.set(name, to: value)
    session.confirm("$\(name.text) = \(value.shown)", into: &sink)
  }
}
