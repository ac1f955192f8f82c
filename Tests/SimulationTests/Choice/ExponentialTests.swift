import Foundation
import Testing

@testable import Simulation

/// The portable exponential function against values of sixty digits and the system's.
@Suite struct ExponentialTests {
  @Test(
    arguments: [
      (0, 0x3FF0_0000_0000_0000), (1, 0x4005_BF0A_8B14_5769), (-1, 0x3FD7_8B56_362C_EF38),
      (0.5, 0x3FFA_6129_8E1E_069C), (2, 0x401D_8E64_B8D4_DDAE), (10, 0x40D5_829D_CF95_0560),
      (0.1, 0x3FF1_AEC7_B35A_00D4), (42.5, 0x43C3_E5D8_3907_A3DC),
      (-20.25, 0x3E1B_93DE_1E27_CA3B),
    ] as [(Double, UInt64)])
  func `known values`(number: Double, bits: UInt64) {
    let ours = Exponential.natural(number)
    #expect(abs(ours - Double(bitPattern: bits)) <= ours.ulp, "\(number): \(ours.bitPattern)")
  }

  @Test func `within a unit in the last place of the system's`() {
    var stream = TestStream(seed: 17)
    for _ in 0..<20_000 {
      let number = (Double(stream.next() >> 11) * 0x1p-53 - 0.5) * 90
      let (ours, theirs) = (Exponential.natural(number), exp(number))
      #expect(abs(ours - theirs) <= theirs.ulp, "\(number)")
    }
  }
}
