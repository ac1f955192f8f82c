/// The natural logarithm by additions, multiplications and a division: the same bits everywhere.
///
/// - Source: fdlibm's e_log.c (Sun Microsystems 1993) in the form of FreeBSD and musl, which takes
///   one way for every mantissa; error below one unit in the last place.
package enum Logarithm {
  /// The natural logarithm of a positive, normal, finite number.
  @inline(__always)
  package static func natural(_ number: Double) -> Double {
    let bits = number.bitPattern
    // The mantissa in √½ … √2, and the exponent that belongs to it.
    let shifted = Int64(bits >> 32) &+ (0x3FF0_0000 - 0x3FE6_A09E)
    let exponent = Double((shifted >> 20) &- 0x3FF)
    let top = UInt64(bitPattern: (shifted & 0x000F_FFFF) &+ 0x3FE6_A09E)
    let fraction = Double(bitPattern: top << 32 | bits & 0xFFFF_FFFF) - 1
    let half = 0.5 * fraction * fraction
    let s = fraction / (2 + fraction)
    let rest = series(s * s)
    return s * (half + rest) + exponent * 1.90821492927058770002e-10 - half + fraction
      + exponent * 6.93147180369123816490e-01
  }

  /// The natural logarithm of a number above 0 and at most 1, by a table and without a division.
  ///
  /// The error is below 2⁻⁵¹ of the result, or of 1 where that is more: enough for latencies in
  /// whole nanoseconds.
  /// - Source: the method of Tang 1990, "Table-driven implementation of the logarithm function".
  @inline(__always)
  package static func quick(_ number: Double) -> Double {
    let bits = number.bitPattern
    let exponent = Double(Int64(bits >> 52) &- 0x3FF)
    let slice = Int(truncatingIfNeeded: bits >> 44 & 254)
    let mantissa = Double(bitPattern: bits & 0x000F_FFFF_FFFF_FFFF | 0x3FF0_0000_0000_0000)
    let r = mantissa * slices[slice] - 1
    let square = r * r
    let low = r * 3.333333333333333148e-01 - 0.5
    let middle = r * 2.000000000000000111e-01 - 0.25
    let high = r * 1.428571428571428492e-01 - 1.666666666666666574e-01
    let rest = square * (low + square * (middle + square * high))
    return exponent * 6.93147180559945286e-01 + (slices[slice + 1] + (r + rest))
  }

  @inline(__always)
  private static func series(_ z: Double) -> Double {
    let w = z * z
    let even =
      w * (3.999999999940941908e-01 + w * (2.222219843214978396e-01 + w * 1.531383769920937332e-01))
    let odd =
      z
      * (6.666666666666735130e-01
        + w
        * (2.857142874366239149e-01
          + w * (1.818357216161805012e-01 + w * 1.479819860511658591e-01)))
    return odd + even
  }
}
