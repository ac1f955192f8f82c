/// The exponential function by additions, multiplications and a division: the same bits everywhere.
///
/// - Source: fdlibm's e_exp.c (Sun Microsystems 1993); error below one unit in the last place.
package enum Exponential {
  /// e to the power of a number from −700 to 700.
  package static func natural(_ number: Double) -> Double {
    let turns = (number * 1.44269504088896338700).rounded(.toNearestOrEven)
    let high = number - turns * 6.93147180369123816490e-01
    let low = turns * 1.90821492927058770002e-10
    let rest = high - low
    let correction = rest - series(rest * rest)
    let value = 1 - ((low - rest * correction / (2 - correction)) - high)
    return value * Double(sign: .plus, exponent: Int(turns), significand: 1)
  }

  /// The odd part of the approximation, over the square of its argument.
  private static func series(_ t: Double) -> Double {
    let last = -1.65339022054652515390e-06 + t * 4.13813679705723846039e-08
    let fourth = 6.61375632143793436117e-05 + t * last
    let third = -2.77777777770155933842e-03 + t * fourth
    return t * (1.66666666666666019037e-01 + t * third)
  }
}
