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
    for value in values.prefix(1) + values.dropFirst().suffix(1) {
      guard let replaced = Replacement(variable, value).applied(to: block) else { continue }
      found.append(replaced)
    }
    return found
  }

  /// The statements that a loop comes to, turn by turn; nil: it is no loop, or a long one.
  static func unrolled(_ statement: Statement) -> [Statement]? {
    guard let block = statement.items.last?.block, let (variable, values) = loop(statement),
      values.count <= turnLimit
    else { return nil }
    var statements: [Statement] = []
    for value in values {
      guard let turn = Replacement(variable, value).applied(to: block) else { return nil }
      statements += turn
    }
    return statements
  }

  /// How many turns a loop may have that is unrolled: of more, few are needed.
  private static var turnLimit: Int { 8 }

  /// The variable of a loop, and the values that it takes; nil: no loop, or one of no turns.
  private static func loop(_ statement: Statement) -> (String, [[Item]])? {
    let items = statement.items
    if statement.verb == "repeat", items.count == 2, case .literal(.int(let count)) = items[0].kind
    {
      // Of a long loop the first turns and the last stand for all.
      let turns = count <= 0 ? [] : Array(1...min(count, 64)) + (count > 64 ? [count] : [])
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
    return values
  }
}
