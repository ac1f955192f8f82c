/// Writes of one key that are known: a closed past, and writes beyond it that came on their own.
///
/// Shape: `apart` is sorted, unique, and holds nothing that `closed` covers or could take in.
/// - Source: Almeida, Shoker, Baquero 2018, "Delta state replicated data types", section 7.2.
package struct CausalContext: Hashable, Sendable {
  /// The writes known without a gap.
  package private(set) var closed: VersionVector
  /// The writes known beyond a gap.
  package private(set) var apart: [Dot]

  /// A context of what is known without a gap and of single writes; by default nothing is known.
  package init(_ closed: VersionVector = VersionVector(), apart: some Sequence<Dot> = []) {
    self.closed = closed
    self.apart = []
    for dot in apart { include(dot) }
  }

  /// Whether the write is known.
  package func covers(_ dot: Dot) -> Bool { closed.covers(dot) || apart.contains(dot) }

  /// Whether everything that another context knows is known.
  package func covers(_ other: CausalContext) -> Bool {
    other.closed.entries.allSatisfy { closed.covers($0) } && other.apart.allSatisfy { covers($0) }
  }

  /// Learns one write; its predecessors are not implied.
  package mutating func include(_ dot: Dot) {
    guard dot.counter > 0, !covers(dot) else { return }
    guard closed.counter(of: dot.replica) == dot.counter - 1 else {
      apart.insert(dot, at: apart.firstIndex { $0 > dot } ?? apart.count)
      return
    }
    closed.include(dot)
    closeGaps()
  }

  /// Learns everything the other context knows.
  package mutating func merge(_ other: CausalContext) {
    closed.merge(other.closed)
    for dot in other.apart where !apart.contains(dot) {
      apart.insert(dot, at: apart.firstIndex { $0 > dot } ?? apart.count)
    }
    closeGaps()
  }

  /// Takes in what no longer stands beyond a gap. One pass will do: `apart` is sorted.
  private mutating func closeGaps() {
    guard !apart.isEmpty else { return }
    var left: [Dot] = []
    for dot in apart where !closed.covers(dot) {
      if closed.counter(of: dot.replica) == dot.counter - 1 {
        closed.include(dot)
      } else {
        left.append(dot)
      }
    }
    apart = left
  }

  /// The writes of a replica within bounds that are not known, as runs in ascending order.
  package func missing(
    _ bounds: ClosedRange<UInt32>, of replica: ReplicaID
  ) -> [ClosedRange<UInt32>] {
    let known = closed.counter(of: replica)
    guard known < bounds.upperBound else { return [] }
    var first = max(known + 1, bounds.lowerBound)
    var result: [ClosedRange<UInt32>] = []
    for dot in apart where dot.replica == replica && dot.counter >= first {
      guard dot.counter <= bounds.upperBound else { break }
      if dot.counter > first { result.append(first...dot.counter - 1) }
      guard dot.counter < bounds.upperBound else { return result }
      first = dot.counter + 1
    }
    result.append(first...bounds.upperBound)
    return result
  }

  /// The writes of a replica within bounds that are known, as runs in ascending order.
  package func known(_ bounds: ClosedRange<UInt32>, of replica: ReplicaID) -> [ClosedRange<UInt32>]
  {
    var result: [ClosedRange<UInt32>] = []
    let upTo = closed.counter(of: replica)
    if upTo >= bounds.lowerBound {
      result.append(bounds.lowerBound...min(upTo, bounds.upperBound))
    }
    for dot in apart where dot.replica == replica && bounds.contains(dot.counter) {
      result.append(dot.counter...dot.counter)
    }
    return result
  }
}
