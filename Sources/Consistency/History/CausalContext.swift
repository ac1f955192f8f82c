import Causality

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

  /// Learns one write; its predecessors are not implied.
  package mutating func include(_ dot: Dot) {
    guard dot.counter > 0, !covers(dot) else { return }
    apart.insert(dot, at: apart.firstIndex { $0 > dot } ?? apart.count)
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
}
