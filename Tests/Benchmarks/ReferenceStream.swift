import Glibc

/// The kernel's own random stream, so that engine and kernel do the same work.
struct ReferenceStream {
  var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
    return z ^ z >> 31
  }

  mutating func below(_ bound: UInt32) -> UInt32 {
    UInt32(truncatingIfNeeded: ((next() >> 32) &* UInt64(bound)) >> 32)
  }

  /// Exponential, in whole nanoseconds.
  mutating func exponential(mean: Double) -> Int64 {
    let uniform = Double(next() >> 11) * 0x1p-53
    return Int64(-mean * log(1 - uniform))
  }
}
