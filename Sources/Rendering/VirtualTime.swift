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
