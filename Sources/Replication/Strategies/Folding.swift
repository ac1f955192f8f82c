/// Joins what is shown with each version that is not in it yet, two at a time, as they came.
///
/// `join` is given what is shown, the value of the version, and what its writer was shown (nil: not
/// known; zero: nothing was). Where it has no answer all versions stay.
func fold(
  _ conflict: Conflict, in table: inout ValueTable,
  by join: (_ shown: Value, _ incoming: Value, _ base: Value?) -> Value?
) -> Resolution {
  var start = conflict.candidates.first?.value ?? .tombstone
  var rest = conflict.candidates.dropFirst()
  if let shown = conflict.shown, conflict.candidates.last?.isIncoming == true {
    start = shown
    rest = conflict.candidates.suffix(1)
  }
  guard var result = table.value(start) else { return .keepAll }
  for candidate in rest {
    guard let value = table.value(candidate.value) else { return .keepAll }
    let base = candidate.base.flatMap { $0 == .tombstone ? .int(0) : table.value($0) }
    guard let joined = join(result, value, base) else { return .keepAll }
    result = joined
  }
  return .merge(table.intern(result), .joined)
}

extension Value {
  /// The sum of two numbers; nil: one is none, or the sum is out of range.
  func adding(_ other: Value) -> Value? {
    if case .int(let left) = self, case .int(let right) = other {
      let (sum, overflow) = left.addingReportingOverflow(right)
      return overflow ? nil : .int(sum)
    }
    guard let left = double, let right = other.double else { return nil }
    return Value.number(left + right)
  }

  /// The number with its sign turned; nil: it is none, or out of range.
  var negated: Value? {
    if case .int(let integer) = self {
      let (result, overflow) = (0 as Int64).subtractingReportingOverflow(integer)
      return overflow ? nil : .int(result)
    }
    return double.flatMap { Value.number(-$0) }
  }

  /// The mean of two numbers; nil: one is none.
  func mean(with other: Value) -> Value? {
    if case .int(let sum)? = adding(other), sum % 2 == 0 { return .int(sum / 2) }
    guard let left = double, let right = other.double else { return nil }
    return Value.number(left / 2 + right / 2)
  }

  private var double: Double? {
    switch self {
    case .int(let integer): Double(integer)
    case .double(let double): double
    default: nil
    }
  }
}
