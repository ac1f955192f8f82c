import ScriptSyntax

/// `define NAME p1 p2 { … }`: makes a verb of one's own.
struct DefineCommand: Command {
  static let signature = Signature(
    "define", .session, "Makes a verb of a block.", syntax: ["define NAME PARAMETER… { … }"],
    parameters: [
      .positional("NAME", .newName), .positional("PARAMETER…", .newName, "variables of the block"),
      .positional("{ … }", .block),
    ],
    details: [
      "A definition stands at the top level or in a section, and is known from there on, also to",
      "later entries at the prompt; there it may be made anew. It cannot call itself.",
    ],
    example: "nodes a b\ndefine both k v { put $k $v at a; put $k $v at b }\nboth title \"B\"\n"
      + "show",
    seeAlso: ["let", "include"])

  private let definition: Definition

  init(_ arguments: inout ArgumentReader) throws(Diagnostic) {
    let name = try arguments.verbName()
    var parameters: [Mention] = []
    while !arguments.isAtEnd {
      let parameter = try arguments.variableName()
      if parameters.contains(where: { $0.name == parameter.name }) {
        throw Diagnostic(
          code: .duplicateDefinition,
          message: "there are two parameters `\(parameter.name.text)`", span: parameter.span,
          remedy: "give one another name")
      }
      parameters.append(parameter)
    }
    definition = try arguments.define(name, parameters: parameters)
  }

  func run(in session: inout Session, into sink: inout some Sink) throws(Halt) {
    session.environment.declare(definition)
    session.confirm("defined \(definition.name.name.text)", into: &sink)
  }
}

extension ArgumentReader {
  /// A name for a verb.
  fileprivate mutating func verbName() throws(Diagnostic) -> Mention {
    guard let item = next, !item.hasVariables else {
      throw missing("a name that holds no variable")
    }
    return try newName()
  }
}
