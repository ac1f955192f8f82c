import Replication
import ScriptSyntax

/// What a variable stands for: one item, or several written without a blank, such as `a->b`.
///
/// Shape: at least one item; no blocks, no heredocs, no variables once a script runs.
package struct Fragment: Sendable {
  /// The items; all but the first are glued.
  let items: [Item]

  /// A fragment of one item.
  init(_ kind: Item.Kind) { items = [Item(kind)] }

  /// The items as they stand side by side.
  init(items: [Item]) { self.items = items }

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

extension ArgumentReader {
  /// The next item with all that is glued to it; nil where nothing is to be read.
  mutating func fragment() -> Fragment? {
    guard let first = take() else { return nil }
    var items = [first]
    while index < limit, self.items[index].glued, !isBlock(index),
      let item = take() {
      items.append(item)
    }
    return Fragment(items: items)
  }
}
