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

  @Test func `by table as close as a latency needs`() {
    var stream = TestStream(seed: 9)
    for _ in 0..<20_000 {
      let number = 1 - Double(stream.next() >> 11) * 0x1p-53
      #expect(abs(Logarithm.quick(number) - log(number)) <= 0x1p-51 * max(1, -log(number)))
    }
    for number in [0x1p-53, 0x1p-52, 0.25, 0.5, 1 - 0x1p-53, 1] {
      #expect(abs(Logarithm.quick(number) - log(number)) <= 0x1p-51 * max(1, -log(number)))
    }
    #expect(Logarithm.quick(1) == 0)
  }

  @Test func `exponential durations have their mean and never overflow`() {
    var stream = TestStream(seed: 8)
    var sum: Tick = 0
    for _ in 0..<20_000 { sum += Chance.exponential(mean: 5_000_000, stream.next()) }
    #expect((4_850_000...5_150_000).contains(sum / 20_000))
    #expect(Chance.exponential(mean: 5_000_000, 0) == 0)
    #expect(Chance.exponential(mean: .max, .max) == 1 << 62)
  }

  @Test func `the table is what its words say`() {
    for slice in 0..<128 {
      let middle = slice == 0 ? 1 : 1 + (Double(slice) + 0.5) / 128
      #expect(Logarithm.slices[2 * slice] == 1 / middle)
      #expect(Logarithm.slices[2 * slice + 1] == -Logarithm.natural(1 / middle))
    }
    #expect(Logarithm.slices.count == 256)
  }

  @Test func `one stream in order, or each by its name`() {
    var chance = Chance(seed: 1)
    let arc = Arc(NodeID(0), NodeID(3))
    let named = chance.latency(arc, 4)
    #expect(chance.latency(arc, 4) == named)
    // The published outputs of SplitMix64 from state 1234567.
    chance.sequence = 1_234_567
    #expect(chance.latency(arc, 4) == 6_457_827_717_110_365_317)
    #expect(chance.latency(arc, 4) == 3_203_168_211_198_807_973)
    chance.sequence = nil
    #expect(chance.latency(arc, 4) == named)
  }
}
