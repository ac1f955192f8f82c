/// A value as it was written: JSON, with variables and bare words allowed inside.
package enum Literal: Sendable, Equatable {
  /// `null`.
  case null
  /// `true` or `false`.
  case bool(Bool)
  /// A number without fraction and exponent.
  case int(Int64)
  /// A number with fraction or exponent; finite.
  case double(Double)
  /// `"double quoted"` text; inside arrays and objects also a bare word.
  case text(Template)
  /// `'raw'` text, without escapes and variables; it holds no `'` and no line end.
  case raw(String)
  /// `[…]`.
  case array([Literal])
  /// `{"key": …}` in the order written; keys without variables are distinct.
  case object([(key: Template, value: Literal)])
  /// `$x` as an element of an array or object.
  case variable(String)

  /// Whether both were written the same; `1` and `1.0` were not.
  package static func == (left: Literal, right: Literal) -> Bool {
    switch (left, right) {
    case (.null, .null): true
    case (.bool(let one), .bool(let other)): one == other
    case (.int(let one), .int(let other)): one == other
    case (.double(let one), .double(let other)): one == other
    case (.text(let one), .text(let other)): one == other
    case (.raw(let one), .raw(let other)): one.hasSameBytes(as: other)
    case (.variable(let one), .variable(let other)): one.hasSameBytes(as: other)
    case (.array(let some), .array(let others)): some == others
    case (.object(let some), .object(let others)):
      some.elementsEqual(others) { $0.key == $1.key && $0.value == $1.value }
    default: false
    }
  }
}
