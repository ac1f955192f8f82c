import Causality

/// The versions of one key: what each was and what it followed, as far back as a merge may ask.
package struct VersionHistory: Sendable {
  /// One version.
  package struct Version: Sendable {
    /// Which write it was.
    package var dot: Dot
    /// What was written; nil: a deletion.
    package var value: Value?
    /// What it followed, itself not included.
    package var past: CausalContext

    /// A version.
    package init(_ dot: Dot, _ value: Value?, after past: CausalContext) {
      self.dot = dot
      self.value = value
      self.past = past
    }
  }

  /// Ancestors that are merges of merges deeper than this count as unknown.
  private static let depth = 64

  /// Looked up only, never iterated.
  private var versions: [Dot: Version] = [:]
  /// Which there are, in the order in which they were noted.
  private var dots: [Dot] = []
  /// The version that all that were forgotten come before.
  private var oldest: Version?

  /// No versions.
  package init() {}

  /// Notes a version.
  package mutating func record(_ version: Version) {
    if versions.updateValue(version, forKey: version.dot) == nil { dots.append(version.dot) }
  }

  /// How many versions are remembered.
  package var count: Int { dots.count }

  /// Forgets what comes before the one latest version of a past that everybody has.
  ///
  /// Nobody who writes from now on, and nothing that is kept or under way, may know only a part of
  /// that past, unless it knows nothing of it. Then no merge goes back behind that version, and the
  /// answers are as before. Where several versions are the latest, nothing is forgotten.
  package mutating func prune(_ shared: CausalContext) {
    guard let tips = tips(of: shared), tips.count == 1, let latest = tips.first,
      dots.allSatisfy({ dot in
        shared.covers(dot) || versions[dot]?.past.covers(latest.dot) == true
      })
    else { return }
    for dot in dots where latest.past.covers(dot) { versions[dot] = nil }
    dots.removeAll { latest.past.covers($0) }
    oldest = latest
  }

  /// Whether a write was forgotten that a past includes: what it stands behind is then there.
  private func isForgotten(_ dot: Dot, in past: CausalContext) -> Bool {
    oldest.map { $0.past.covers(dot) && past.covers($0.dot) } ?? false
  }

  /// Joins versions none of which follows another, in the order of their dots.
  ///
  /// Each is joined to those before it over what both sides follow; where several versions there
  /// are concurrent, as after a criss-cross, those are joined in the same way first. The answer
  /// depends on the versions alone, not on the order in which they came.
  package func merge(_ tips: [Version], by rules: ThreeWayMerge) -> ThreeWayMerge.Outcome {
    var known: [CausalContext: ThreeWayMerge.Base] = [:]
    return merge(tips, rules, depth: 0, &known)
  }

  private func merge(
    _ tips: [Version], _ rules: ThreeWayMerge, depth: Int,
    _ known: inout [CausalContext: ThreeWayMerge.Base]
  ) -> ThreeWayMerge.Outcome {
    let sorted = tips.sorted { $0.dot < $1.dot }
    guard let first = sorted.first else { return .merged(nil) }
    var (value, past) = (first.value, first.past)
    for tip in sorted.dropFirst() {
      let base = self.value(at: past.intersection(tip.past), rules, depth: depth + 1, &known)
      let outcome = rules.merge(base, value, tip.value)
      guard case .merged(let merged) = outcome else { return outcome }
      value = merged
      past.merge(tip.past)
    }
    return .merged(value)
  }

  /// What a replica holds that has seen just these writes.
  private func value(
    at past: CausalContext, _ rules: ThreeWayMerge, depth: Int,
    _ known: inout [CausalContext: ThreeWayMerge.Base]
  ) -> ThreeWayMerge.Base {
    if let base = known[past] { return base }
    guard depth <= Self.depth, let tips = tips(of: past), !tips.isEmpty,
      case .merged(let value) = merge(tips, rules, depth: depth, &known)
    else { return .unknown }
    known[past] = .known(value)
    return .known(value)
  }

  /// The versions of a past that no other one there follows; nil where one is not known.
  private func tips(of past: CausalContext) -> [Version]? {
    var followed = CausalContext()
    var latest: [Version] = []
    // One replica's later writes mostly follow its earlier ones; those that do not come here too.
    for entry in past.closed.entries + past.apart {
      let isApart = !past.closed.covers(entry)
      var counter = entry.counter
      while counter > followed.closed.counter(of: entry.replica) {
        let dot = Dot(entry.replica, counter)
        guard let version = versions[dot] else {
          if isForgotten(dot, in: past) { break }
          return nil
        }
        latest.append(version)
        followed.merge(version.past)
        if isApart { break }
        counter -= 1
      }
    }
    return latest.filter { !followed.covers($0.dot) }
  }
}

extension CausalContext {
  /// The writes that belong to both.
  package func intersection(_ other: CausalContext) -> CausalContext {
    let counters = closed.entries.map { entry in
      Dot(entry.replica, min(entry.counter, other.closed.counter(of: entry.replica)))
    }
    return CausalContext(
      VersionVector(counters),
      apart: (apart + other.apart).filter { covers($0) && other.covers($0) })
  }
}
