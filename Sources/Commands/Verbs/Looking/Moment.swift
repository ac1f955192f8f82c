import Simulation

/// Points of virtual time as events show them: `12.000ms`, and from a second on `1.500s`.
enum Moment {
  /// Exact: three decimals, and three more as long as they are needed.
  static func text(_ tick: Tick) -> String {
    let magnitude = tick.magnitude
    let sign = tick < 0 ? "-" : ""
    let (unit, scale, digits): (String, UInt64, Int) =
      magnitude < 1_000_000_000 ? ("ms", 1_000_000, 6) : ("s", 1_000_000_000, 9)
    return "\(sign)\(magnitude / scale).\(fraction(magnitude % scale, digits: digits))\(unit)"
  }

  private static func fraction(_ rest: UInt64, digits: Int) -> String {
    var rest = rest
    var shown = digits
    while shown > 3, rest % 1000 == 0 {
      rest /= 1000
      shown -= 3
    }
    let text = String(rest)
    return String(repeating: "0", count: max(0, shown - text.utf8.count)) + text
  }
}
