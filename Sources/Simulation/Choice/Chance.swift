/// Numbers drawn by name: a pure function of seed, purpose, entity and ordinal, so that one more
/// draw here moves nothing there.
///
/// - Source: the finaliser is SplitMix64's (Steele, Lea, Flood 2014).
package struct Chance: Sendable, BitwiseCopyable {
  /// What a number is drawn for.
  package enum Purpose: UInt64, Sendable {
    case latency = 1
    case lot = 2
    case lotAtNode = 3
    case antiEntropy = 4
    case loss = 5
    case duplicate = 6
    case chaos = 7
  }

  /// The seed.
  package let seed: UInt64

  /// The state of one SplitMix64 stream that all latencies are drawn from in the order they are
  /// needed, instead of by name; nil: by name. For benchmarks, whose rival draws so.
  package var sequence: UInt64?

  /// The streams of a seed.
  package init(seed: UInt64) { self.seed = seed }

  /// The number for a latency: the next of the sequence where there is one, else that of the name.
  @inline(__always)
  mutating func latency(_ arc: Arc, _ ordinal: UInt64) -> UInt64 {
    guard let state = sequence else { return draw(.latency, arc, ordinal) }
    sequence = state &+ 0x9E37_79B9_7F4A_7C15
    return Self.mix(state)
  }

  /// An exponentially distributed duration from a draw, in whole nanoseconds.
  @inline(__always)
  static func exponential(mean: Tick, _ draw: UInt64) -> Tick {
    let uniform = Double(draw >> 11) * 0x1p-53
    let value = -Double(mean) * Logarithm.quick(1 - uniform)
    return value < 0x1p62 ? Tick(value) : 1 << 62
  }

  /// A Pareto distributed duration from a draw, in whole nanoseconds.
  static func pareto(scale: Tick, shape: Double, _ draw: UInt64) -> Tick {
    let uniform = Double(draw >> 11) * 0x1p-53
    let stretch = -Logarithm.natural(1 - uniform) / shape
    // Beyond e⁴³ even a nanosecond is longer than any duration.
    guard stretch < 43 else { return 1 << 62 }
    let value = Double(scale) * Exponential.natural(stretch)
    return value < 0x1p62 ? Tick(value) : 1 << 62
  }

  /// The number of this name on a link.
  @inline(__always)
  func draw(_ purpose: Purpose, _ arc: Arc, _ ordinal: UInt64) -> UInt64 {
    let from = UInt64(UInt32(bitPattern: arc.from.rawValue))
    let to = UInt64(UInt32(bitPattern: arc.to.rawValue))
    return draw(purpose, from << 32 | to, ordinal)
  }

  /// The number of this name, uniform over all 64-bit numbers.
  package func draw(_ purpose: Purpose, _ entity: UInt64, _ ordinal: UInt64) -> UInt64 {
    var state = Self.mix(seed &+ purpose.rawValue &* 0x9E37_79B9_7F4A_7C15)
    state = Self.mix(state ^ entity &* 0xD1B5_4A32_D192_ED03)
    return Self.mix(state ^ ordinal &* 0x8CB9_2BA7_2F3D_8DD7)
  }

  /// A number of `0 ..< bound` from a draw, by multiply and shift; 0 where the bound is 0.
  package static func below(_ bound: UInt64, _ draw: UInt64) -> UInt64 {
    draw.multipliedFullWidth(by: bound).high
  }

  /// SplitMix64's finaliser: a bijection that spreads every bit.
  package static func mix(_ value: UInt64) -> UInt64 {
    var z = value &+ 0x9E37_79B9_7F4A_7C15
    z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
    return z ^ z >> 31
  }
}
