/// One thing a statement is made of, behind its verb.
package struct Item: Sendable, Equatable {
  /// What an item is.
  package enum Kind: Sendable, Equatable {
    /// A bare word, also with variables glued in: `k$x`, `${x}y`, `$x` alone.
    case word(Template)
    /// A number, `true`, `false`, `null`, a quoted string, a JSON array or object.
    case literal(Literal)
    /// A token of its own, such as `->`.
    case symbol(Symbol)
    /// `{ … }` with statements.
    case block([Statement])
    /// The lines of `<<END`, each with its newline.
    case heredoc(String)

    /// Whether both are the same, byte for byte and without regard to places.
    package static func == (left: Kind, right: Kind) -> Bool {
      switch (left, right) {
      case (.word(let one), .word(let other)): one == other
      case (.literal(let one), .literal(let other)): one == other
      case (.symbol(let one), .symbol(let other)): one == other
      case (.block(let one), .block(let other)): one == other
      case (.heredoc(let one), .heredoc(let other)): one.hasSameBytes(as: other)
      default: false
      }
    }
  }

  /// What it is.
  package var kind: Kind
  /// Where it stands; a heredoc reaches to its last line.
  package var span: SourceSpan
  /// Whether no blank stands between this item and the one before it (or the verb).
  package var glued: Bool

  /// Makes an item; without a span it belongs to no text.
  package init(_ kind: Kind, glued: Bool = false, span: SourceSpan = .nowhere) {
    self.kind = kind
    self.span = span
    self.glued = glued
  }

  /// A bare word, or the same text quoted where it cannot stand bare.
  package static func text(_ text: String, glued: Bool = false) -> Item {
    let isBare = ScriptPrinter.isBareWord(text)
    return Item(isBare ? .word(.text(text)) : .literal(.text(.text(text))), glued: glued)
  }

  /// A symbol.
  package static func symbol(_ symbol: Symbol, glued: Bool = false) -> Item {
    Item(.symbol(symbol), glued: glued)
  }

  /// Whether both are the same; neither the place nor `glued` counts.
  package static func == (left: Item, right: Item) -> Bool { left.kind == right.kind }
}

/// A verb, its items, and the output that is expected of it.
package struct Statement: Sendable, Equatable {
  /// The first word.
  package var verb: String
  /// Where the verb stands.
  package var verbSpan: SourceSpan
  /// What follows the verb.
  package var items: [Item]
  /// From the verb to the last item, a heredoc's last line included.
  package var span: SourceSpan
  /// The lines of the `#>` block behind it, without marker and one blank; at top level only.
  package var expected: [String]?
  /// The whole lines of that block, the last line end included.
  package var expectedSpan: SourceSpan?

  /// Makes a statement; without spans it belongs to no text.
  package init(
    verb: String, items: [Item] = [], expected: [String]? = nil,
    verbSpan: SourceSpan = .nowhere, span: SourceSpan = .nowhere
  ) {
    self.verb = verb
    self.verbSpan = verbSpan
    self.items = items
    self.span = span
    self.expected = expected
    self.expectedSpan = nil
  }

  /// Whether both say the same; places do not count.
  package static func == (left: Statement, right: Statement) -> Bool {
    guard left.verb.hasSameBytes(as: right.verb), left.items == right.items else { return false }
    guard let some = left.expected, let others = right.expected else {
      return left.expected == nil && right.expected == nil
    }
    return some.elementsEqual(others) { $0.hasSameBytes(as: $1) }
  }
}
