import ScriptSyntax

/// What can stand in the place of a statement with a block: what is in the block.
enum Unwrapping {
  /// The statements of its blocks; of a loop also with the first or last of its values put in.
  ///
  /// Shape: what is tried first stands first.
  static func all(of statement: Statement) -> [[Statement]] {
    guard let block = statement.items.last?.block else { return [] }
    guard let (variable, values) = loop(statement) else { return [block] }
    var found = [block]
    for value in values {
      guard let replaced = Replacement(variable, value).applied(to: block) else { continue }
      found.append(replaced)
    }
    return found
  }

  /// The variable of a loop, and the values that it takes first and last; nil: no loop.
  private static func loop(_ statement: Statement) -> (String, [[Item]])? {
    let items = statement.items
    if statement.verb == "repeat", items.count == 2, case .literal(.int(let count)) = items[0].kind
    {
      let turns = count > 1 ? [1, count] : [1]
      return ("i", turns.map { [Item(.literal(.int($0)))] })
    }
    guard statement.verb == "for", items.count > 3, case .word(let name) = items[0].kind,
      let variable = name.plain
    else { return nil }
    return (variable, values(items[2..<items.count - 1]))
  }

  private static func values(_ items: ArraySlice<Item>) -> [[Item]] {
    var values: [[Item]] = []
    for item in items {
      if case .symbol(.comma) = item.kind { continue }
      if case .word(let template) = item.kind, let word = template.plain,
        case .some(.some(let names)) = try? NodeRange.names(word, at: .nowhere)
      {
        values += names.map { [Item(.word(.text($0.text)))] }
      } else if item.glued, !values.isEmpty {
        values[values.count - 1].append(item)
      } else {
        values.append([item.with(item.kind)])
      }
    }
    guard let first = values.first, let last = values.last else { return [] }
    return values.count > 1 ? [first, last] : [first]
  }
}
