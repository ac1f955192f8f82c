extension [UInt8] {
  /// Appends virtual time: milliseconds below one second, seconds from there on.
  ///
  /// Exact: three decimals, and three more as long as they are needed, so that two readings that
  /// differ look different. Unit of `nanoseconds`: as it says; negative where a clock runs behind.
  mutating func put(time nanoseconds: Int64) {
    let magnitude = nanoseconds.magnitude
    if nanoseconds < 0 { put("-") }
    if magnitude < 1_000_000_000 {
      put(decimal: magnitude / 1_000_000)
      put(fraction: magnitude % 1_000_000, digits: 6)
      put("ms")
    } else {
      put(decimal: magnitude / 1_000_000_000)
      put(fraction: magnitude % 1_000_000_000, digits: 9)
      put("s")
    }
  }

  private mutating func put(fraction: UInt64, digits: Int) {
    var rest = fraction
    var shown = digits
    while shown > 3, rest % 1000 == 0 {
      rest /= 1000
      shown -= 3
    }
    put(".")
    put(decimal: rest, digits: shown)
  }
}

/// Virtual time in as few characters as say it exactly, for a prompt: `42ms`, `1.5ms`, `2.000001s`.
package enum ShortTime {
  /// Milliseconds below one second, seconds from there on. Unit of `nanoseconds`: as it says.
  package static func text(_ nanoseconds: Int64) -> String {
    let magnitude = nanoseconds.magnitude
    let (unit, scale): (String, UInt64) =
      magnitude < 1_000_000_000 ? ("ms", 1_000_000) : ("s", 1_000_000_000)
    var text: [UInt8] = []
    if nanoseconds < 0 { text.put("-") }
    text.put(decimal: magnitude / scale)
    if magnitude % scale > 0 {
      text.put(".")
      text.put(decimal: magnitude % scale, digits: scale == 1_000_000 ? 6 : 9)
      while text.last == UInt8(ascii: "0") { text.removeLast() }
    }
    text.put(unit)
    return String(decoding: text, as: UTF8.self)
  }
}
