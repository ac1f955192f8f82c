/// SplitMix64: the same draws in every run, so that a failure can be repeated from its seed.
struct TestStream {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
    return z ^ z >> 31
  }

  /// A number of `0 ..< bound`; 0 where the bound is 0.
  mutating func below(_ bound: Int) -> Int {
    Int(truncatingIfNeeded: next().multipliedFullWidth(by: UInt64(max(0, bound))).high)
  }

  mutating func tick(below bound: Int64) -> Int64 { Int64(below(Int(bound))) }

  /// True once in `times`.
  mutating func oneIn(_ times: Int) -> Bool { below(times) == 0 }

  /// One of the elements. Precondition: there is one.
  mutating func pick<T>(_ elements: [T]) -> T { elements[below(elements.count)] }
}
