import ScriptSyntax

/// A verb that a script defined: `define NAME p1 p2 { … }`.
package final class Definition: Sendable {
  /// Its name, where it was defined.
  package let name: Mention
  /// Its parameters, variables of its body.
  let parameters: [Name]
  /// What it does; nil while it is being bound: it cannot call itself.
  let body: Block?
  /// A number computed from what it says.
  let digest: UInt64

  init(_ name: Mention, parameters: [Name], body: Block?, digest: UInt64 = 0) {
    self.name = name
    self.parameters = parameters
    self.body = body
    self.digest = digest
  }

  /// How a call of it is bound.
  var entry: VerbEntry {
    let words = parameters.map { $0.text.uppercased() }
    let signature = Signature(
      name.name.text, .session, "Defined by this script.",
      syntax: [([name.name.text] + words).joined(separator: " ")],
      parameters: words.map { .positional($0, .any) }, example: "")
    return VerbEntry(signature) { [self] (arguments: inout ArgumentReader) throws(Diagnostic) in
      .call(try Call(self, &arguments))
    }
  }
}

/// A call of a definition.
package struct Call: Sendable {
  let definition: Definition
  let body: Block
  let arguments: [Fragment]
  let span: SourceSpan

  init(_ definition: Definition, _ arguments: inout ArgumentReader) throws(Diagnostic) {
    guard let body = definition.body else {
      throw Diagnostic(
        code: .misplacedStatement, message: "`\(definition.name.name.text)` calls itself",
        span: arguments.span, remedy: "use `repeat` or `for`: a definition cannot recur")
    }
    self.definition = definition
    self.body = body
    var fragments: [Fragment] = []
    for parameter in definition.parameters {
      guard let fragment = arguments.fragment() else {
        throw arguments.missing("`\(parameter.text)`")
      }
      fragments.append(fragment)
    }
    self.arguments = fragments
    span = arguments.span
  }
}

/// The definitions by name, in order of definition.
package struct DefinitionTable: Sendable {
  private var table = NameTable()
  private var definitions: [Definition] = []

  /// The definition of this name.
  subscript(name: Name) -> Definition? { table[name].map { definitions[$0] } }

  /// Adds a definition, or replaces the one of its name.
  mutating func insert(_ definition: Definition) {
    if let position = table[definition.name.name] {
      definitions[position] = definition
    } else {
      table.append(definition.name.name)
      definitions.append(definition)
    }
  }

  /// The names, in order of definition.
  var names: [String] { table.names.map(\.text) }
}
