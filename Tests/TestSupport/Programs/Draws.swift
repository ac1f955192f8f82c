/// SplitMix64 (Steele, Lea, Flood 2014): the same draws on every machine, so that a failure is
/// repeated from its seed.
package struct Draws: Sendable {
  private var state: UInt64

  /// The draws of a seed.
  package init(seed: UInt64) { state = seed &* 0x2545_F491_4F6C_DD1D }

  /// The next 64 bits.
  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// A number of `0 ..< bound`; 0 where the bound is 0.
  package mutating func below(_ bound: Int) -> Int {
    Int(truncatingIfNeeded: next().multipliedFullWidth(by: UInt64(max(0, bound))).high)
  }

  /// True once in `times`.
  package mutating func oneIn(_ times: Int) -> Bool { below(times) == 0 }

  /// One of the elements. Precondition: there is one.
  package mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[below(elements.count)]
  }
}
