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
