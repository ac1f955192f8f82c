/// Numbers to try in the place of another.
package enum SmallerNumbers {
  /// The numbers between a least one and `number` that are tried, nearest the least first.
  ///
  /// The least, then `number` less a half, a quarter, … of the way, then its neighbour: halving
  /// finds a threshold in few trials, and the last number that fails has a neighbour that does not.
  /// Shape: none equals `number`; at most 64. For a negative number the same with its sign.
  package static func toward(_ least: Int64 = 0, from number: Int64) -> [Int64] {
    if number == .min { return [least, number / 2] }
    if number < 0 { return [least] + toward(1, from: -number).map { -$0 } }
    var numbers: [Int64] = []
    var distance = number > least ? number - least : 0
    while distance > 0 {
      numbers.append(number - distance)
      distance /= 2
    }
    return numbers
  }
}
