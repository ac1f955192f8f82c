import ScriptSyntax

/// `for n in a b c { … }`: runs a block once for each of several things.
struct ForCommand: Command {
  static let signature = Signature(
    "for", .session, "Runs a block once for each of several things.",
    syntax: ["for NAME in THING… { … }"],
    parameters: [
      .positional("NAME", .newName, "the variable"),
      .positional("in THING…", .nodes, "words, numbers, texts, ranges `n1..n5`, lists, selectors"),
      .positional("{ … }", .block),
    ],
    details: [
      "Words may be separated by blanks or commas. A list `[1, 2]` stands for its elements. With",
      "`all`, `up`, `down`, `zone:x` or `!` in it the whole is a selector of nodes, found out when",
      "the loop starts.",
    ],
    example: "nodes n1..n3\nfor n in n1..n3 { put k 1 at $n }\nshow",
    seeAlso: ["repeat", "let", "selectors"])

  var isTransparent: Bool { true }

  private enum Source {
    case values([Fragment])
    case nodes(NodeSelector)
  }

  private let variable: Name
  private let source: Source
  private let block: Block
  private let span: SourceSpan

  init(_ arguments: inout ArgumentReader) throws(Diagnostic) {
    span = arguments.span
    variable = try arguments.variableName().name
    guard arguments.word("in") else { throw arguments.missing("`in`") }
    if arguments.isAtEnd { throw arguments.missing("something to go through") }
    source =
      arguments.holdsSelector
      ? .nodes(try arguments.nodes()) : .values(try arguments.thingsToGoThrough())
    block = try arguments.block(declaring: [variable])
  }

  func run(in session: inout Session, into sink: inout some Sink) throws(Halt) {
    for value in try values(in: session) {
      try session.run(
        block, with: variable, as: value, step: .each(variable, value, span), into: &sink)
    }
  }

  private func values(in session: borrowing Session) throws(Halt) -> [Fragment] {
    switch source {
    case .values(let values): return values
    case .nodes(let selector):
      return try session.nodes(selector).map { Fragment(.word(.text(session.text($0)))) }
    }
  }
}

extension ArgumentReader {
  /// Whether what is left is a selector of nodes, not just a list of words.
  fileprivate var holdsSelector: Bool {
    items[index..<limit].contains { item in
      if case .symbol(.bang) = item.kind { return true }
      return item.plainWord.flatMap { NodeSelector.Choice($0) } != nil
    }
  }

  /// The things that are left, ranges and lists spelled out.
  fileprivate mutating func thingsToGoThrough() throws(Diagnostic) -> [Fragment] {
    var things: [Fragment] = []
    while let item = next {
      if symbol(.comma) { continue }
      if let word = item.plainWord, let range = try NodeRange.names(word, at: item.span) {
        advance()
        things += range.map { Fragment(.word(.text($0.text))) }
      } else if case .literal(.array(let elements)) = item.kind {
        advance()
        things += elements.map { Fragment(element: $0) }
      } else {
        things.append(thing())
      }
    }
    return things
  }

  /// The next item with what is glued to it, up to a comma.
  private mutating func thing() -> Fragment {
    var items: [Item] = []
    while let item = next, items.isEmpty || item.glued {
      if case .symbol(.comma) = item.kind { break }
      items.append(item)
      advance()
    }
    return Fragment(items: items)
  }
}

extension Fragment {
  /// An element of a list: a text stands for itself as a word.
  fileprivate init(element: Literal) {
    switch element {
    case .text(let template): self.init(.word(template))
    case .raw(let text): self.init(.word(.text(text)))
    default: self.init(.literal(element))
    }
  }
}
