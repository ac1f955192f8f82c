import Foundation
import Testing

@testable import Simulation

/// The portable logarithm against published values and the system's.
@Suite struct LogarithmTests {
  @Test(
    arguments: [
      (1, 0), (2, 0x3FE6_2E42_FEFA_39EF), (0.5, 0xBFE6_2E42_FEFA_39EF),
      (10, 0x4002_6BB1_BBB5_5516), (0x1p-53, 0xC042_5E4F_7B27_37FA),
    ] as [(Double, UInt64)])
  func `known values`(number: Double, bits: UInt64) {
    #expect(Logarithm.natural(number).bitPattern == bits)
  }

  @Test func `within a unit in the last place of the system's`() {
    var stream = TestStream(seed: 7)
    for _ in 0..<20_000 {
      let number = 1 - Double(stream.next() >> 11) * 0x1p-53
      let (ours, theirs) = (Logarithm.natural(number), log(number))
      #expect(abs(ours - theirs) <= theirs.ulp, "\(number)")
    }
  }

  @Test func `exponential durations have their mean and never overflow`() {
    var stream = TestStream(seed: 8)
    var sum: Tick = 0
    for _ in 0..<20_000 { sum += Chance.exponential(mean: 5_000_000, stream.next()) }
    #expect((4_850_000...5_150_000).contains(sum / 20_000))
    #expect(Chance.exponential(mean: 5_000_000, 0) == 0)
    #expect(Chance.exponential(mean: .max, .max) == 1 << 62)
  }

  @Test func `one stream in order, or each by its name`() {
    var chance = Chance(seed: 1)
    let named = chance.latency(3, 4)
    #expect(chance.latency(3, 4) == named)
    // The published outputs of SplitMix64 from state 1234567.
    chance.sequence = 1_234_567
    #expect(chance.latency(3, 4) == 6_457_827_717_110_365_317)
    #expect(chance.latency(3, 4) == 3_203_168_211_198_807_973)
    chance.sequence = nil
    #expect(chance.latency(3, 4) == named)
  }
}
