import Causality
import Testing

/// The past in which each listed replica made one write for each time it is listed.
private func past(_ increments: UInt32...) -> VersionVector {
  var vector = VersionVector()
  for replica in increments { vector.increment(ReplicaID(replica)) }
  return vector
}

/// Voldemort's `VectorClockTest`.
@Suite struct VoldemortExamples {
  @Test func comparing() {
    #expect(past().order(to: past()) == .equal)
    #expect(past(1, 1, 2).order(to: past(1, 1, 2, 3)) == .before)
    #expect(past(1).order(to: past(2)) == .concurrent)
    #expect(past(1, 1, 2).order(to: past(1, 1, 3)) == .concurrent)
    #expect(past(1, 2, 3, 3).order(to: past(1, 1, 2, 3)) == .concurrent)
    #expect(past(2, 2).order(to: past(1, 2, 2, 3)) == .before)
    #expect(past(1, 2, 2, 3).order(to: past(2, 2)) == .after)
  }

  @Test func merging() {
    #expect(past(1).merging(past(2)) == past(1, 2))
    #expect(
      past(1, 1, 1, 2, 3, 5).merging(past(1, 2, 2, 4)) == past(1, 1, 1, 2, 2, 3, 4, 5))
    #expect(past(2, 3, 5).merging(past(1, 2, 2, 4, 7)) == past(1, 2, 2, 3, 4, 5, 7))
  }

  @Test func aCounterBeyondSixteenBitsSurvivesAMerge() {
    let many = VersionVector([Dot(ReplicaID(1), 32768)])
    #expect(many.merging(past(1, 2)).counter(of: ReplicaID(1)) == 32768)
    #expect(past(1, 2).merging(many).counter(of: ReplicaID(1)) == 32768)
    #expect(past(1, 2).merging(many).counter(of: ReplicaID(2)) == 1)
  }
}

/// The example and the equality test in `vclock.erl` of riak_core.
@Suite struct RiakExamples {
  @Test func threeActors() {
    let (a, b, c) = (ReplicaID(0), ReplicaID(1), ReplicaID(2))
    var a1 = VersionVector()
    var b1 = VersionVector()
    a1.increment(a)
    b1.increment(b)
    #expect(a1.order(to: b1) == .concurrent)
    var a2 = a1
    a2.increment(a)
    var c1 = a2.merging(b1)
    c1.increment(c)
    #expect(c1.descends(a2))
    #expect(c1.descends(b1))
    #expect(!b1.descends(c1))
    #expect(!b1.descends(a1))
  }

  /// Ours carry no stamps, so vectors of equal counters are one and the same past.
  @Test func equalCountersDominateNeitherWay() {
    #expect(past(1, 2, 1).order(to: past(2, 1, 1)) == .equal)
    #expect(past(1, 2, 1) == past(2, 1, 1))
  }
}

@Suite struct VersionVectorEdges {
  @Test func zeroIsNoWrite() {
    let vector = VersionVector([Dot(ReplicaID(3), 0)])
    #expect(vector.isEmpty)
    #expect(vector == VersionVector())
  }

  @Test func aFullCounterSaturates() {
    var vector = VersionVector([Dot(ReplicaID(3), .max)])
    #expect(vector.increment(ReplicaID(3)) == Dot(ReplicaID(3), .max))
    #expect(vector.counter(of: ReplicaID(3)) == .max)
  }

  @Test func entriesAreSortedAndUnique() {
    let dots: [(UInt32, UInt32)] = [(5, 2), (1, 1), (5, 1), (3, 7), (1, 4), (0, 0)]
    let vector = VersionVector(dots.map { Dot(ReplicaID($0.0), $0.1) })
    #expect(vector.entries == [Dot(ReplicaID(1), 4), Dot(ReplicaID(3), 7), Dot(ReplicaID(5), 2)])
  }
}
