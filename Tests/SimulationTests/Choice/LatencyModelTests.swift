import Testing

@testable import Simulation

/// Latencies at random: single draws against values of fifty digits, and whole distributions of a
/// fixed seed against the same numbers drawn by another program.
@Suite struct LatencyModelTests {
  private static let draws: [UInt64] = [
    0, 1 << 63, 0x1234_5678_9ABC_DEF0, 0xFFF0_0000_0000_0000, .max,
  ]

  @Test(
    arguments: [
      (1_000_000, 2.5, [1_000_000, 1_319_507, 1_029_946, 27_857_618, 2_408_995_052_578]),
      (1_000_000, 3.35, [1_000_000, 1_229_871, 1_022_263, 11_976_127, 57_884_743_143]),
      (1_050_000, 1.51, [1_050_000, 1_661_678, 1_102_567, 259_107_900, 38_649_402_938_474_444]),
      (235_000, 10, [235_000, 251_866, 236_739, 539_888, 9_258_205]),
    ] as [(Tick, Double, [Tick])])
  func `tails are drawn exactly`(scale: Tick, shape: Double, expected: [Tick]) {
    for (draw, duration) in zip(Self.draws, expected) {
      let ours = Chance.pareto(scale: scale, shape: shape, draw)
      // A double has 53 bits, so a latency of a year is exact to some nanoseconds.
      #expect(abs(ours - duration) <= duration >> 50, "\(draw)")
    }
  }

  @Test func `tails that are too long end`() {
    #expect(Chance.pareto(scale: 1, shape: 0.1, .max) == 1 << 62)
    #expect(Chance.pareto(scale: .max, shape: 5, 1 << 63) == 1 << 62)
    #expect(Chance.pareto(scale: .max, shape: .leastNonzeroMagnitude, .max) == 1 << 62)
    #expect(Chance.pareto(scale: 1, shape: .greatestFiniteMagnitude, .max) == 1)
  }

  /// Mean, median, 99th percentile and extremes of 20,000 latencies on one link.
  private func profile(_ model: LatencyModel, _ latencies: Latencies) -> [Tick] {
    var chance = Chance(seed: 42)
    let arc = Arc(NodeID(0), NodeID(1))
    let drawn = (1...20_000).map { latencies.duration(model, chance.latency(arc, $0)) }.sorted()
    return [drawn.reduce(0, +) / 20_000, drawn[10_000], drawn[19_800], drawn[0], drawn[19_999]]
  }

  @Test func `distributions of a fixed seed`() {
    var latencies = Latencies()
    func check(_ model: LatencyModel, _ expected: [Tick]) {
      let profile = profile(model, latencies)
      for (ours, theirs) in zip(profile, expected) { #expect(abs(ours - theirs) <= 1, "\(model)") }
    }
    check(
      .exponential(mean: 5_000_000), [4_988_335, 3_440_894, 23_199_183, 463, 46_577_632])
    check(
      .pareto(scale: 1_000_000, shape: 2.5),
      [1_666_902, 1_316_888, 6_397_675, 1_000_037, 41_521_468])
    let slow = latencies.intern([
      WeightedLatency(Share(percent: 90), .pareto(scale: 1_000_000, shape: 3.35)),
      WeightedLatency(Share(percent: 10), .exponential(mean: 360_000_000)),
    ])
    check(.mixture(slow), [38_421_684, 1_268_927, 854_206_837, 189_138, 2_775_012_556])
    let disk = latencies.intern([
      WeightedLatency(Share(percent: 91.22), .pareto(scale: 235_000, shape: 10)),
      WeightedLatency(Share(percent: 8.78), .exponential(mean: 602_410)),
    ])
    check(.mixture(disk), [292_776, 252_526, 1_365_478, 316, 4_643_598])
  }

  @Test func `each part of a mixture has its weight, and both ends of a range are drawn`() {
    var latencies = Latencies()
    let thirds = latencies.intern(
      [50, 30, 20].map { WeightedLatency(Share(percent: $0), .constant(Tick($0))) })
    let chance = Chance(seed: 42)
    func count(_ model: LatencyModel, _ latency: Tick) -> Int {
      (1...10_000).count {
        latencies.duration(model, chance.draw(.latency, 0, $0)) == latency
      }
    }
    for weight in [50, 30, 20] as [Tick] {
      #expect(abs(count(.mixture(thirds), weight) - Int(weight) * 100) < 200, "\(weight)")
    }
    for end in [7, 8] as [Tick] { #expect((4_800...5_200).contains(count(.uniform(7, 8), end))) }
    #expect(count(.uniform(7, 7), 7) == 10_000)
  }

  @Test func `equal mixtures are one`() {
    var latencies = Latencies()
    let parts = [WeightedLatency(.all, .constant(5))]
    #expect(latencies.intern(parts) == latencies.intern(parts))
    #expect(latencies.mixtures.count == 1)
  }

  @Test func `shares are exact to seven decimals of a per cent`() {
    #expect(Share(percent: 5).billionths == 50_000_000)
    #expect(Share(percent: 91.22).billionths == 912_200_000)
    #expect(Share(percent: 0.0000001).billionths == 1)
    #expect([Share(percent: -1), Share(percent: 101)] == [.none, .all])
    #expect(Share.all.includes(.max) && !Share.none.includes(0))
  }
}
