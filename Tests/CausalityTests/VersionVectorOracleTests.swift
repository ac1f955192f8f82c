import Causality
import Testing

/// The slow, obvious twin: every write known, one by one.
private struct DotSet: Equatable {
  var dots: Set<Dot> = []

  mutating func write(at replica: ReplicaID) -> Dot {
    let counter = dots.filter { $0.replica == replica }.map(\.counter).max() ?? 0
    let dot = Dot(replica, counter + 1)
    dots.insert(dot)
    return dot
  }

  func order(to other: DotSet) -> CausalOrder {
    if dots == other.dots { return .equal }
    if dots.isSubset(of: other.dots) { return .before }
    return other.dots.isSubset(of: dots) ? .after : .concurrent
  }
}

/// A generator for tests: SplitMix64.
private struct SplitMix {
  var state: UInt64

  mutating func next(below bound: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return Int((mixed ^ mixed >> 31) % UInt64(bound))
  }
}

/// Replicas that write and learn from each other, each with its past in both shapes.
private func history(seed: UInt64, replicas: Int, steps: Int) -> [(VersionVector, DotSet)] {
  var random = SplitMix(state: seed)
  var states = Array(repeating: (VersionVector(), DotSet()), count: replicas)
  var seen: [(VersionVector, DotSet)] = []
  for _ in 0..<steps {
    let at = random.next(below: replicas)
    if random.next(below: 2) == 0 {
      let replica = ReplicaID(UInt32(at))
      let dot = states[at].0.increment(replica)
      #expect(dot == states[at].1.write(at: replica))
    } else {
      let from = random.next(below: replicas)
      states[at].0.merge(states[from].0)
      states[at].1.dots.formUnion(states[from].1.dots)
    }
    seen.append(states[at])
  }
  return seen
}

@Suite struct VersionVectorOracle {
  @Test(arguments: 1...40) func agreesWithSetsOfDots(seed: Int) {
    let seen = history(seed: UInt64(seed), replicas: 2 + seed % 4, steps: 30)
    for (vector, set) in seen {
      for dot in VersionVector(set.dots).entries { #expect(vector.covers(dot)) }
      #expect(vector == VersionVector(set.dots))
      for (otherVector, otherSet) in seen {
        #expect(vector.order(to: otherVector) == set.order(to: otherSet))
        #expect(vector.descends(otherVector) == set.dots.isSuperset(of: otherSet.dots))
        let union = set.dots.union(otherSet.dots)
        #expect(vector.merging(otherVector) == VersionVector(union))
        for dot in otherSet.dots { #expect(vector.covers(dot) == set.dots.contains(dot)) }
      }
    }
  }

  @Test func mergeLaws() {
    let pasts = smallPasts()
    for x in pasts {
      #expect(x.merging(x) == x)
      for y in pasts {
        let joined = x.merging(y)
        #expect(joined == y.merging(x))
        #expect(joined.descends(x) && joined.descends(y))
        #expect((joined == x) == x.descends(y))
        for z in pasts {
          #expect(joined.merging(z) == x.merging(y.merging(z)))
          if z.descends(x) && z.descends(y) { #expect(z.descends(joined)) }
        }
      }
    }
  }

  /// Every past of three replicas with up to two writes each.
  private func smallPasts() -> [VersionVector] {
    (0..<27 as Range<UInt32>).map { number in
      VersionVector([
        Dot(ReplicaID(0), number % 3), Dot(ReplicaID(1), number / 3 % 3),
        Dot(ReplicaID(2), number / 9),
      ])
    }
  }
}
