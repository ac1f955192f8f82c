import Causality
import Testing

/// The rule of Kulkarni et al. 2014 on the inputs of CockroachDB's `TestHLCClock`.
///
/// CockroachDB expects other counts on receipt, because it reads the clock around each update.
@Suite struct HybridTimestampExamples {
  private enum Step {
    case send(Int64)
    case receive(Int64, HybridTimestamp)
  }

  private func at(_ wall: Int64, _ count: UInt32) -> HybridTimestamp {
    HybridTimestamp(wall: wall, count: count)
  }

  @Test func sendsAndReceipts() {
    let steps: [(Step, HybridTimestamp)] = [
      (.send(5), at(5, 0)), (.send(6), at(6, 0)), (.receive(10, at(10, 5)), at(10, 6)),
      (.send(7), at(10, 7)), (.receive(8, at(10, 4)), at(10, 8)),
      (.receive(10, at(10, 99)), at(10, 100)), (.receive(11, at(10, 31)), at(11, 0)),
      (.send(11), at(11, 1)),
    ]
    var clock = HybridTimestamp.zero
    for (step, expected) in steps {
      let before = clock
      switch step {
      case .send(let physical): clock.tick(physical: physical)
      case .receive(let physical, let message):
        clock.receive(message, physical: physical)
        #expect(message < clock)
      }
      #expect(clock == expected)
      #expect(before < clock)
    }
  }

  @Test func theCountOrdersWithinOneReading() {
    #expect(at(5, 9) < at(6, 0))
    #expect(at(5, 0) < at(5, 1))
    #expect(!(at(5, 1) < at(5, 1)))
  }
}
