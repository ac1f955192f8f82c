import Causality

/// Puts fragments in their places among the runs of a sequence, in one pass over both.
///
/// A fragment waits from when the element before it is out. Of the waiting ones and the sequence
/// itself, the one whose next element stands before the others' goes on.
struct Weaver<Element: Sendable> {
  private struct Waiting {
    var fragment: Int
    var run = 0
    var rest: SequenceRun
  }

  private struct Anchor {
    var id: ElementID
    var fragment: Int
    /// Larger where the fragment comes first of those that hang on one element.
    var turn: Int
  }

  /// The elements of the sequence and, behind them, those of the change that stay.
  private(set) var store: [Element]
  /// The sequence so far.
  private(set) var output = RunList()
  /// The largest stamp among the change's elements.
  private(set) var latest: Int64 = 0

  private let change: SequenceChange<Element>
  private let erased: ElementIndex
  /// The fragments that follow an element, by that element, and of one element's by turn.
  private let anchors: [Anchor]
  /// The fragments whose turn may come, the first in turn last.
  private var waiting: [Waiting] = []
  private var woken = 0

  /// Prepares to weave a change whose elements are none of the sequence's.
  init(store: [Element], weaving change: SequenceChange<Element>) {
    self.store = store
    self.change = change
    erased = ElementIndex(joining: change.erased)
    let fragments = change.fragments
    let order = fragments.indices.sorted {
      fragments[$1].runs[0].first.standsBefore(fragments[$0].runs[0].first)
    }
    anchors = order.enumerated().compactMap { turn, index in
      fragments[index].after.map { Anchor(id: $0, fragment: index, turn: turn) }
    }.sorted { $0.id == $1.id ? $0.turn < $1.turn : ElementID.isSorted($0.id, $1.id) }
    for index in order where fragments[index].after == nil { wake(index) }
  }

  /// Whether every fragment has found its place.
  var isComplete: Bool { woken == change.fragments.count }

  /// Weaves the fragments among these runs.
  mutating func weave(into runs: [SequenceRun]) {
    for run in runs {
      var rest = run
      while rest.count > 0 {
        if let next = waiting.last, next.rest.first.standsBefore(rest.first) {
          advance()
        } else {
          rest = rest.dropping(emit(rest, isNew: false))
        }
      }
    }
    while !waiting.isEmpty { advance() }
  }

  /// Puts out the beginning of the fragment that is first in turn; its rest waits again.
  private mutating func advance() {
    guard var next = waiting.popLast() else { return }
    next.rest = next.rest.dropping(emit(next.rest, isNew: true))
    if next.rest.count == 0 {
      next.run += 1
      let runs = change.fragments[next.fragment].runs
      guard next.run < runs.count else { return }
      next.rest = runs[next.run]
    }
    wait(next)
  }

  private mutating func wake(_ fragment: Int) {
    woken += 1
    wait(Waiting(fragment: fragment, rest: change.fragments[fragment].runs[0]))
  }

  private mutating func wait(_ new: Waiting) {
    var place = waiting.count
    while place > 0, waiting[place - 1].rest.first.standsBefore(new.rest.first) { place -= 1 }
    waiting.insert(new, at: place)
  }

  /// Puts out the run as far as the next element that fragments hang on, and wakes those.
  ///
  /// Returns how many elements that are.
  private mutating func emit(_ run: SequenceRun, isNew: Bool) -> Int {
    var at = firstAnchor(from: run.first)
    guard at < anchors.count, anchors[at].id.author == run.author,
      anchors[at].id.stamp <= run.last.stamp
    else {
      put(run, isNew: isNew)
      return Int(run.count)
    }
    let id = anchors[at].id
    let length = Int(id.stamp - run.stamp) + 1
    put(run.prefix(length), isNew: isNew)
    while at < anchors.count, anchors[at].id == id {
      wake(anchors[at].fragment)
      at += 1
    }
    return length
  }

  /// Puts out a run, of which the change may erase a part.
  private mutating func put(_ run: SequenceRun, isNew: Bool) {
    if isNew { latest = max(latest, run.last.stamp) }
    var rest = run
    while rest.count > 0 {
      let (isErased, length) =
        run.isErased || erased.isEmpty ? (run.isErased, Int(rest.count)) : erased.lookUp(rest.range)
      var piece = rest.prefix(length)
      if isErased {
        piece = piece.erased
      } else if isNew {
        store += change.elements[piece.stored]
        piece = SequenceRun(piece.range, offset: store.count - length)
      }
      output.append(piece)
      rest = rest.dropping(length)
    }
  }

  private func firstAnchor(from id: ElementID) -> Int {
    var low = 0
    var high = anchors.count
    while low < high {
      let middle = (low + high) / 2
      if ElementID.isSorted(anchors[middle].id, id) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
