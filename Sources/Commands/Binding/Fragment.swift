import Replication
import ScriptSyntax

/// What a variable stands for: one item, or several written without a blank, such as `a->b`.
///
/// Shape: at least one item; no blocks, no heredocs, no variables once a script runs.
package struct Fragment: Sendable {
  /// The items; all but the first are glued.
  let items: [Item]
  /// How large it is: a script that doubles a variable must not eat the machine.
  let extent: Extent

  /// A fragment of one item.
  init(_ kind: Item.Kind) { self.init(items: [Item(kind)]) }

  /// The items as they stand side by side.
  init(items: [Item]) {
    self.items = items
    extent = items.reduce(into: Extent()) { $0.include($1.extent) }
  }

  /// A number.
  static func integer(_ integer: Int) -> Fragment { Fragment(.literal(.int(Int64(integer)))) }

  /// The text of a word, string or number: what it can lend to a longer word.
  var text: String? {
    guard items.count == 1, let kind = items.first?.kind else { return nil }
    switch kind {
    case .word(let template), .literal(.text(let template)): return template.plain
    case .literal(.raw(let text)): return text
    case .literal(.int), .literal(.double), .literal(.bool), .literal(.null): return shown
    default: return nil
    }
  }

  /// The value of a single item.
  var literal: Literal? {
    guard items.count == 1, let kind = items.first?.kind else { return nil }
    switch kind {
    case .word(let template): return .text(template)
    case .literal(let literal): return literal
    default: return nil
    }
  }

  /// The fragment as it is shown in messages and inside strings.
  package var shown: String {
    items.map { item in
      switch item.kind {
      case .word(let template): template.written
      case .literal(.text(let template)) where items.count == 1: template.written
      case .literal(.raw(let text)) where items.count == 1: text
      case .literal(let literal): literal.value.json
      case .symbol(let symbol): symbol.text
      case .block, .heredoc: "…"
      }
    }.joined()
  }
}

/// How large and how deeply nested something written is.
struct Extent: Sendable {
  /// Bytes of text, and one for each part.
  private(set) var size = 0
  /// Lists and objects around the innermost part.
  private(set) var depth = 0

  /// Whether a variable may hold it, or a statement with variables become it.
  var isAllowed: Bool { size <= 1 << 20 && depth <= 256 }

  /// Adds a neighbour.
  mutating func include(_ other: Extent) {
    size += other.size
    depth = max(depth, other.depth)
  }

  /// A text of so many bytes.
  init(size: Int = 0) { self.size = size }

  /// The same, one level further in.
  var nested: Extent {
    var result = self
    result.size += 1
    result.depth += 1
    return result
  }
}

extension Item {
  fileprivate var extent: Extent {
    switch kind {
    case .word(let template): Extent(size: template.size)
    case .literal(let literal): literal.extent
    case .symbol, .block: Extent(size: 1)
    case .heredoc(let text): Extent(size: text.utf8.count)
    }
  }
}

extension Template {
  fileprivate var size: Int { 1 + (plain ?? written).utf8.count }
}

extension Literal {
  fileprivate var extent: Extent {
    switch self {
    case .null, .bool, .int, .double, .variable: Extent(size: 1)
    case .text(let template): Extent(size: template.size)
    case .raw(let text): Extent(size: 1 + text.utf8.count)
    case .array(let elements):
      elements.reduce(into: Extent()) { $0.include($1.extent) }.nested
    case .object(let members):
      members.reduce(into: Extent()) {
        $0.include(Extent(size: $1.key.size))
        $0.include($1.value.extent)
      }.nested
    }
  }
}

extension ArgumentReader {
  /// The next item with all that is glued to it; nil where nothing is to be read.
  mutating func fragment() -> Fragment? {
    guard let first = take() else { return nil }
    var items = [first]
    while index < limit, self.items[index].glued, !isBlock(index),
      let item = take()
    {
      items.append(item)
    }
    return Fragment(items: items)
  }
}
