/// The natural logarithm by additions, multiplications and a division: the same bits everywhere.
///
/// - Source: fdlibm's e_log.c (Sun Microsystems 1993); error below one unit in the last place.
package enum Logarithm {
  /// The natural logarithm of a positive, normal, finite number.
  package static func natural(_ number: Double) -> Double {
    let bits = number.bitPattern
    var exponent = Int64(bits >> 52) - 1023
    let high = Int32(truncatingIfNeeded: bits >> 32) & 0x000F_FFFF
    let carry = (high &+ 0x95F64) & 0x100000
    exponent += Int64(carry >> 20)
    // The mantissa in √½ … √2, by an exponent of −1 or 0.
    let top = UInt64(UInt32(bitPattern: high | (carry ^ 0x3FF0_0000)))
    let fraction = Double(bitPattern: top << 32 | bits & 0xFFFF_FFFF) - 1
    let scale = Double(exponent)
    if (0x000F_FFFF & (2 &+ high)) < 3 { return nearOne(fraction, scale) }
    let s = fraction / (2 + fraction)
    let rest = series(s * s)
    if ((high &- 0x6147A) | (0x6B851 &- high)) > 0 {
      let half = 0.5 * fraction * fraction
      return scale * highLn2 - ((half - (s * (half + rest) + scale * lowLn2)) - fraction)
    }
    return scale * highLn2 - ((s * (fraction - rest) - scale * lowLn2) - fraction)
  }

  private static var highLn2: Double { 6.93147180369123816490e-01 }
  private static var lowLn2: Double { 1.90821492927058770002e-10 }

  /// Where the mantissa is within 2⁻²⁰ of a power of two.
  private static func nearOne(_ fraction: Double, _ scale: Double) -> Double {
    let rest = fraction * fraction * (0.5 - 0.33333333333333333 * fraction)
    return scale * highLn2 - ((rest - scale * lowLn2) - fraction)
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
