import ScriptSyntax

/// A script without one of its nodes: lists lose the name, and what is about the node goes.
struct NodeRemoval {
  /// What becomes of lists that name the node beside others.
  private enum Manner {
    /// They lose it.
    case leavesLists
    /// Only those that say which nodes there are lose it; other statements go.
    case dropsStatements
  }

  private let name: Name
  private let manner: Manner

  /// The ways to take a node away, in the order they are tried.
  static func all(of name: Name) -> [NodeRemoval] {
    [
      NodeRemoval(name: name, manner: .leavesLists),
      NodeRemoval(name: name, manner: .dropsStatements),
    ]
  }

  /// The nodes that `nodes` statements name, in order.
  static func names(in statements: [Statement]) -> [Name] {
    var names: [Name] = []
    for statement in statements {
      for block in statement.items.compactMap(\.block) { names += Self.names(in: block) }
      guard statement.verb == "nodes" else { continue }
      for item in statement.items {
        for name in item.nodeNames where !names.contains(name) { names.append(name) }
      }
    }
    return names
  }

  /// The script without the node.
  func applied(to statements: [Statement]) -> [Statement] {
    statements.compactMap { statement in
      guard statement.mayChange else { return statement }
      var statement = statement
      for index in statement.items.indices {
        guard let block = statement.items[index].block else { continue }
        statement.items[index].kind = .block(applied(to: block))
      }
      guard statement.items.contains(where: { $0.mentions(name) }) else { return statement }
      return without(statement)
    }
  }

  private static let lists = ["nodes", "topology", "for"]

  /// A statement that does not name the node; nil: it is about the node.
  private func without(_ statement: Statement) -> Statement? {
    guard manner == .leavesLists || Self.lists.contains(statement.verb) else { return nil }
    var items = statement.items
    var index = 0
    while index < items.count {
      guard items[index].mentions(name) else {
        index += 1
        continue
      }
      if items[index].isMessage { return nil }
      guard let range = whatGoes(items, at: index, of: statement.verb) else { return nil }
      let rest = items[index].rest(without: name)
      items.replaceSubrange(range, with: rest)
      index = range.lowerBound + rest.count
    }
    if items.isEmpty, !statement.items.isEmpty { return nil }
    var result = statement
    result.items = items
    return result
  }

  /// Which items go with the name at a position; nil: the whole statement.
  private func whatGoes(_ items: [Item], at index: Int, of verb: String) -> Range<Int>? {
    if !items[index].rest(without: name).isEmpty { return index..<index + 1 }
    func isSeparator(_ position: Int) -> Bool {
      guard items.indices.contains(position), case .symbol(let symbol) = items[position].kind
      else { return false }
      return [.comma, .arrow, .both].contains(symbol)
    }
    if isSeparator(index + 1) {
      // Of a chain of two nothing is left that links anything.
      if isArrow(items[index + 1]), !isSeparator(index + 3), !isSeparator(index - 1) { return nil }
      return index..<index + 2
    }
    if isSeparator(index - 1) {
      if isArrow(items[index - 1]), !isSeparator(index - 3) { return nil }
      return index - 1..<index + 1
    }
    if index > 0, case .symbol(.equal) = items[index - 1].kind {
      return max(index - 2, 0)..<index + 1
    }
    if Self.lists.contains(verb) || verb == "partition" { return index..<index + 1 }
    if index > 0, ["to", "from"].contains(items[index - 1].plainText) {
      return index - 1..<index + 1
    }
    return nil
  }

  private func isArrow(_ item: Item) -> Bool {
    item.kind == .symbol(.arrow) || item.kind == .symbol(.both)
  }
}

extension Item {
  fileprivate var plainText: String? {
    if case .word(let template) = kind { template.plain } else { nil }
  }

  /// The nodes that a word may name: itself, or those of a range.
  fileprivate var nodeNames: [Name] {
    guard let word = plainText else { return [] }
    guard case .some(.some(let names)) = try? NodeRange.names(word, at: .nowhere) else {
      return [Name(word)]
    }
    return names
  }

  fileprivate func mentions(_ name: Name) -> Bool {
    nodeNames.contains(name) || isMessage && plainText?.hasPrefix("\(name.text)#") == true
  }

  /// Whether it is the end of a message's name: `b#2`.
  fileprivate var isMessage: Bool { plainText?.utf8.contains(UInt8(ascii: "#")) == true }

  /// What is left of a range without one of its names; of a name nothing.
  fileprivate func rest(without name: Name) -> [Item] {
    let names = nodeNames
    guard names.count > 1, let place = names.firstIndex(of: name) else { return [] }
    let parts = [names[..<place], names[(place + 1)...]].filter { !$0.isEmpty }
    var items: [Item] = []
    for part in parts {
      guard let first = part.first, let last = part.last else { continue }
      let word = part.count == 1 ? first.text : "\(first.text)..\(last.text)"
      if glued, !items.isEmpty { items.append(.symbol(.comma, glued: true)) }
      items.append(Item(.word(.text(word)), glued: glued))
    }
    return items
  }
}
