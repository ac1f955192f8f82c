import ScriptSyntax

/// A variable and the items that take its place.
struct Replacement {
  private let name: String
  private let value: [Item]
  private let fragment: Fragment

  /// Shape: `value` holds at least one item, and no variables.
  init(_ name: String, _ value: [Item]) {
    self.name = name
    self.value = value
    fragment = Fragment(items: value)
  }

  /// The statements with the value in the place of the variable; nil where it does not fit, or
  /// where something inside gives the name another meaning.
  func applied(to statements: [Statement]) -> [Statement]? {
    var result: [Statement] = []
    for statement in statements {
      guard let replaced = applied(to: statement) else { return nil }
      result.append(replaced)
    }
    return result
  }

  private func applied(to statement: Statement) -> Statement? {
    if redefines(statement) { return nil }
    var result = statement
    result.items = []
    for item in statement.items {
      guard let items = applied(to: item) else { return nil }
      result.items += items
    }
    return result
  }

  private func redefines(_ statement: Statement) -> Bool {
    switch statement.verb {
    case "let", "for", "define":
      statement.items.contains { item in
        guard case .word(let word) = item.kind, let text = word.plain else { return false }
        return text.hasSameBytes(as: name)
      }
    case "repeat": name == "i"
    default: false
    }
  }

  private func applied(to item: Item) -> [Item]? {
    switch item.kind {
    case .symbol, .heredoc: return [item]
    case .block(let statements): return applied(to: statements).map { [item.with(.block($0))] }
    case .literal(let literal): return applied(to: literal).map { [item.with(.literal($0))] }
    case .word(let template):
      if let variable = template.variable, variable.hasSameBytes(as: name) {
        return value.enumerated().map { offset, part in
          Item(part.kind, glued: offset == 0 ? item.glued : true)
        }
      }
      guard let replaced = applied(to: template, inQuotes: false) else { return nil }
      guard let text = replaced.plain, let number = Literal(numeral: text), template.plain == nil
      else { return [item.with(.word(replaced))] }
      return [item.with(.literal(number))]
    }
  }

  private func applied(to template: Template, inQuotes: Bool) -> Template? {
    guard template.plain == nil else { return template }
    var parts: [Template.Part] = []
    for part in template.parts {
      guard case .variable(let variable) = part, variable.hasSameBytes(as: name) else {
        parts.append(part)
        continue
      }
      guard let text = fragment.text ?? (inQuotes ? fragment.shown : nil) else { return nil }
      parts.append(.text(text))
    }
    return Template(parts: parts)
  }

  private func applied(to literal: Literal) -> Literal? {
    switch literal {
    case .null, .bool, .int, .double, .raw: return literal
    case .text(let template): return applied(to: template, inQuotes: true).map { .text($0) }
    case .variable(let variable):
      return variable.hasSameBytes(as: name) ? fragment.literal : literal
    case .array(let elements):
      var result: [Literal] = []
      for element in elements {
        guard let replaced = applied(to: element) else { return nil }
        result.append(replaced)
      }
      return .array(result)
    case .object(let pairs):
      var result: [(key: Template, value: Literal)] = []
      for pair in pairs {
        guard let key = applied(to: pair.key, inQuotes: true), let value = applied(to: pair.value)
        else { return nil }
        result.append((key, value))
      }
      return .object(result)
    }
  }
}
