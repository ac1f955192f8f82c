import Causality
import Replication
import TestSupport
import Testing

@Suite struct VersionHistoryTests {
  private let sum = ThreeWayMerge(numbers: .sum)

  private func dot(_ replica: UInt32, _ counter: UInt32) -> Dot {
    Dot(ReplicaID(replica), counter)
  }

  private func version(
    _ dot: Dot, _ value: Int64, after past: [Dot]
  ) -> VersionHistory.Version {
    VersionHistory.Version(dot, .int(value), after: CausalContext(VersionVector(past)))
  }

  private func history(_ versions: [VersionHistory.Version]) -> VersionHistory {
    var history = VersionHistory()
    for version in versions { history.record(version) }
    return history
  }

  private func isConflict(_ outcome: ThreeWayMerge.Outcome) -> Bool {
    if case .conflict = outcome { true } else { false }
  }

  @Test func theLatestCommonAncestor() {
    let versions = [
      version(dot(0, 1), 5, after: []), version(dot(0, 2), 1, after: [dot(0, 1)]),
      version(dot(1, 1), 7, after: [dot(0, 1)]),
    ]
    let history = history(versions)
    #expect(history.merge([versions[1], versions[2]], by: sum) == .merged(.int(3)))
    #expect(history.merge([versions[2], versions[1]], by: sum) == .merged(.int(3)))
  }

  @Test func whatHasNoAncestor() {
    let versions = [version(dot(0, 1), 5, after: []), version(dot(1, 1), 7, after: [])]
    #expect(isConflict(history(versions).merge(versions, by: sum)))
    // An ancestor from before the history began is no ancestor.
    let late = [
      version(dot(0, 2), 5, after: [dot(0, 1)]), version(dot(1, 1), 7, after: [dot(0, 1)]),
    ]
    #expect(isConflict(history(late).merge(late, by: sum)))
  }

  /// What was forgotten is missed by nobody who has seen what it came before.
  @Test func pruningChangesNoAnswer() {
    let root = version(dot(0, 1), 10, after: [])
    let left = version(dot(0, 2), 11, after: [dot(0, 1)])
    let right = version(dot(1, 1), 12, after: [dot(0, 1)])
    let joined = version(dot(0, 3), 13, after: [dot(0, 2), dot(1, 1)])
    let past = [dot(0, 3), dot(1, 1)]
    let tips = [version(dot(0, 4), 113, after: past), version(dot(1, 2), 1013, after: past)]
    let whole = history([root, left, right, joined] + tips)
    var pruned = whole
    pruned.prune(CausalContext(VersionVector(past)))
    #expect(whole.count == 6 && pruned.count == 3)
    #expect(pruned.merge(tips, by: sum) == .merged(.int(1113)))
    #expect(whole.merge(tips, by: sum) == .merged(.int(1113)))
    // A writer who had seen nothing finds no ancestor, before and after.
    let blind = version(dot(2, 1), 5, after: [])
    #expect(isConflict(whole.merge([tips[0], blind], by: sum)))
    #expect(isConflict(pruned.merge([tips[0], blind], by: sum)))
    // Two latest versions may have to be joined over what came before them.
    var split = history([root, left, right] + tips)
    split.prune(CausalContext(VersionVector([dot(0, 2), dot(1, 1)])))
    #expect(split.count == 5)
    // So may a version that somebody still has and that follows only a part.
    var late = history([root, left, right, joined, version(dot(2, 1), 20, after: [dot(0, 1)])])
    late.prune(CausalContext(VersionVector(past)))
    #expect(late.count == 5)
  }

  /// Two replicas each write over both of two concurrent versions: those two, joined, are the base.
  @Test func crissCross() {
    let root = version(dot(0, 1), 10, after: [])
    let left = version(dot(0, 2), 11, after: [dot(0, 1)])
    let right = version(dot(1, 1), 12, after: [dot(0, 1)])
    let both = [dot(0, 2), dot(1, 1)]
    let tips = [version(dot(0, 3), 113, after: both), version(dot(1, 2), 1013, after: both)]
    let history = history([root, left, right] + tips)
    #expect(history.merge(tips, by: sum) == .merged(.int(1113)))
    #expect(isConflict(history.merge(tips, by: ThreeWayMerge())))
  }

  /// One replica's writes for clients that have not seen each other do not follow one another.
  @Test func siblingsOfOneReplica() {
    let versions = [
      version(dot(0, 1), 1, after: []), version(dot(0, 2), 3, after: [dot(0, 1)]),
      version(dot(0, 3), 6, after: [dot(0, 1)]),
    ]
    let tips = [
      version(dot(1, 1), 18, after: [dot(0, 3)]), version(dot(2, 1), 108, after: [dot(0, 3)]),
    ]
    let history = history(versions + tips)
    #expect(history.merge(tips, by: sum) == .merged(.int(118)))
    // Who has seen the third write but not the second stands on the third alone.
    let beyond = CausalContext(VersionVector([dot(0, 1)]), apart: [dot(0, 3)])
    let apart = [
      VersionHistory.Version(dot(1, 1), .int(16), after: beyond),
      VersionHistory.Version(dot(2, 1), .int(106), after: beyond),
    ]
    #expect(history.merge(apart, by: sum) == .merged(.int(116)))
    // One has seen both siblings, the other one of them: that one is the base.
    #expect(history.merge([apart[0], tips[1]], by: sum) == .merged(.int(118)))
  }

  /// Counters that only add: whatever the replicas saw when they wrote, all additions count once.
  @Test func randomHistoriesOfAdditions() {
    for seed in 0..<60 {
      var draws = Draws(seed: UInt64(seed))
      var history = VersionHistory()
      history.record(version(dot(0, 1), 0, after: []))
      var pasts = Array(repeating: VersionVector([dot(0, 1)]), count: 3)
      var added: [Dot: Int64] = [:]
      var versions: [Dot: VersionHistory.Version] = [:]
      for step in 0..<20 {
        let replica = draws.below(3)
        if draws.oneIn(2) {
          pasts[replica].merge(pasts[draws.below(3)])
          continue
        }
        let before = pasts[replica]
        let new = pasts[replica].increment(ReplicaID(UInt32(replica)))
        added[new] = Int64(1 << step)
        let seen = added.filter { before.covers($0.key) }.values.reduce(0, +)
        let made = version(new, seen + Int64(1 << step), after: before.entries)
        history.record(made)
        versions[new] = made
      }
      let all = versions.values.sorted { $0.dot < $1.dot }
      let tips = all.filter { tip in !all.contains { $0.past.covers(tip.dot) } }
      guard !tips.isEmpty else { continue }
      let expected = ThreeWayMerge.Outcome.merged(.int(added.values.reduce(0, +)))
      #expect(history.merge(tips, by: sum) == expected, "seed \(seed)")
      #expect(history.merge(tips.reversed(), by: sum) == expected, "seed \(seed)")
    }
  }

  /// A long row of criss-crosses is answered, if only by not knowing.
  @Test func deepHistoriesEnd() {
    var history = VersionHistory()
    var tips = [version(dot(0, 1), 0, after: []), version(dot(1, 1), 0, after: [])]
    for counter in UInt32(2)...5000 {
      for tip in tips { history.record(tip) }
      let past = tips.map(\.dot)
      tips = [
        version(dot(0, counter), Int64(counter), after: past),
        version(dot(1, counter), -Int64(counter), after: past),
      ]
    }
    #expect(isConflict(history.merge(tips, by: sum)))
  }
}
