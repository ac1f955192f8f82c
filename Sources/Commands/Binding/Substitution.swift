import Replication
import ScriptSyntax

/// Puts the values of variables into the items of a statement.
struct Substitution {
  let environment: Environment
  /// How much the values add up to.
  private var size = 0
  /// The variables met so far, for messages.
  private(set) var met: [(name: String, value: Fragment)] = []

  init(_ environment: Environment) { self.environment = environment }

  /// The items without variables; the places stay those of the variables.
  mutating func items(_ items: [Item]) throws(SubstitutionError) -> [Item] {
    var result: [Item] = []
    result.reserveCapacity(items.count)
    for item in items {
      switch item.kind {
      case .word(let template) where template.plain == nil:
        result += try word(template, of: item)
      case .literal(let literal) where literal.hasVariables:
        let value = try self.literal(literal, at: item.span)
        result.append(Item(.literal(value), glued: item.glued, span: item.span))
      default:
        result.append(item)
      }
    }
    return result
  }

  /// Which variables had which values: `$x is 3, $y is "B"`.
  var note: String {
    met.map { "$\($0.name) is \($0.value.shown.shortened)" }.joined(separator: ", ")
  }

  private mutating func word(
    _ template: Template, of item: Item
  ) throws(SubstitutionError) -> [Item] {
    if let name = template.variable {
      return try value(name, at: item.span).items.enumerated().map { offset, part in
        Item(part.kind, glued: offset == 0 ? item.glued : true, span: item.span)
      }
    }
    let text = try joined(template, at: item.span, inQuotes: false)
    let kind = Literal(numeral: text).map(Item.Kind.literal) ?? .word(.text(text))
    return [Item(kind, glued: item.glued, span: item.span)]
  }

  private mutating func literal(
    _ literal: Literal, at span: SourceSpan
  ) throws(SubstitutionError) -> Literal {
    switch literal {
    case .null, .bool, .int, .double, .raw: return literal
    case .text(let template):
      return .text(.text(try joined(template, at: span, inQuotes: true)))
    case .variable(let name):
      let value = try value(name, at: span)
      guard let literal = value.literal else {
        throw SubstitutionError(name: name, value: value, span: span, wanted: "a value")
      }
      return literal
    case .array(let elements):
      var result: [Literal] = []
      for element in elements { result.append(try self.literal(element, at: span)) }
      return .array(result)
    case .object(let members):
      var result: [(key: Template, value: Literal)] = []
      for member in members {
        let key = Template.text(try joined(member.key, at: span, inQuotes: true))
        result.append((key, try self.literal(member.value, at: span)))
      }
      return .object(result)
    }
  }

  private mutating func joined(
    _ template: Template, at span: SourceSpan, inQuotes: Bool
  ) throws(SubstitutionError) -> String {
    var text = ""
    for part in template.parts {
      switch part {
      case .text(let plain): text += plain
      case .variable(let name):
        let value = try value(name, at: span)
        guard let plain = value.text ?? (inQuotes ? value.shown : nil) else {
          throw SubstitutionError(
            name: name, value: value, span: span, wanted: "a word, a string or a number")
        }
        text += plain
      }
    }
    return text
  }

  private mutating func value(
    _ name: String, at span: SourceSpan
  ) throws(SubstitutionError) -> Fragment {
    guard let value = environment.value(of: Name(name)) else {
      throw SubstitutionError(name: name, value: nil, span: span, wanted: "a value")
    }
    size += value.extent.size
    guard size <= 1 << 20, value.extent.isAllowed else {
      throw SubstitutionError(name: name, value: value, span: span, wanted: nil)
    }
    if !met.contains(where: { $0.name.hasSameBytes(as: name) }) { met.append((name, value)) }
    return value
  }
}

/// A variable whose value does not fit where it stands.
struct SubstitutionError: Error {
  let name: String
  /// nil: it has no value yet.
  let value: Fragment?
  let span: SourceSpan
  /// nil: anything smaller.
  let wanted: String?
}

extension Literal {
  /// The number that a word reads as, in JSON's spelling; nil where it is no number.
  init?(numeral text: String) {
    var bytes = text.utf8[...]
    func digits() -> Int {
      let run = bytes.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
      bytes = bytes[run.endIndex...]
      return run.count
    }
    if bytes.first == UInt8(ascii: "-") { bytes.removeFirst() }
    let startsWithZero = bytes.first == UInt8(ascii: "0")
    let whole = digits()
    guard whole > 0, !startsWithZero || whole == 1 else { return nil }
    if bytes.isEmpty, let integer = Int64(text) {
      self = .int(integer)
      return
    }
    if bytes.first == UInt8(ascii: ".") {
      bytes.removeFirst()
      guard digits() > 0 else { return nil }
    }
    if let mark = bytes.first, mark == UInt8(ascii: "e") || mark == UInt8(ascii: "E") {
      bytes.removeFirst()
      if let sign = bytes.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") {
        bytes.removeFirst()
      }
      guard digits() > 0 else { return nil }
    }
    guard bytes.isEmpty, let double = Double(text), double.isFinite else { return nil }
    self = .double(double)
  }
}
