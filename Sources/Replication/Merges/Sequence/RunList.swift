/// The runs of a sequence in order, in chunks, so that a place is found without passing every run.
///
/// Complexity: an edit passes the chunks by their counts and rewrites the runs of those it touches.
struct RunList: Sendable {
  private struct Chunk: Sendable {
    var runs: [SequenceRun]
    var visible: Int
  }

  private static let capacity = 128

  private var chunks: [Chunk] = []
  /// How many elements are not erased.
  private(set) var visible = 0

  /// Every run, in order.
  var runs: [SequenceRun] { chunks.flatMap(\.runs) }

  /// Appends a run, joined to the last one where they fit.
  mutating func append(_ run: SequenceRun) {
    if chunks.last.map({ $0.runs.count >= Self.capacity / 2 }) ?? true {
      chunks.append(Chunk(runs: [], visible: 0))
    }
    chunks[chunks.count - 1].runs.appendJoining(run)
    chunks[chunks.count - 1].visible += run.visible
    visible += run.visible
  }

  /// Puts a run right behind the visible element before `position`, ahead of what is erased there.
  ///
  /// Returns the element it now follows; nil at the very front. Needs 0 ... `visible`.
  mutating func insert(_ run: SequenceRun, at position: Int) -> ElementID? {
    guard !chunks.isEmpty else {
      append(run)
      return nil
    }
    // The chunk that holds the element before the place; at the front the first one.
    var place = position
    let index = chunk(holding: &place, orEnd: true)
    let edit = chunks[index].runs.inserting(run, at: place)
    _ = replace(index, by: edit.runs)
    return edit.neighbour
  }

  /// Erases visible elements and returns which they were. Needs a range within 0 ..< `visible`.
  mutating func erase(_ range: Range<Int>) -> [ElementRange] {
    var erased: [ElementRange] = []
    guard !range.isEmpty else { return erased }
    var start = range.lowerBound
    var left = range.count
    var index = chunk(holding: &start, orEnd: false)
    while left > 0 {
      let here = start..<min(start + left, chunks[index].visible)
      let edit = chunks[index].runs.erasing(here)
      erased += edit.erased
      left -= here.count
      start = 0
      index += replace(index, by: edit.runs)
    }
    return erased
  }

  /// The chunk with the visible element at `position`, which is then counted from its start.
  ///
  /// With `orEnd` the place behind a chunk's last visible element counts as the chunk's own.
  private func chunk(holding position: inout Int, orEnd: Bool) -> Int {
    for index in chunks.indices {
      let visible = chunks[index].visible
      if position < visible || orEnd && position == visible { return index }
      position -= visible
    }
    preconditionFailure("a place beyond the end of a sequence")
  }

  /// Puts new runs in place of a chunk's; returns how many chunks they take.
  private mutating func replace(_ index: Int, by runs: [SequenceRun]) -> Int {
    visible -= chunks[index].visible
    let half = runs.count > Self.capacity ? runs.count / 2 : runs.count
    chunks[index] = Chunk(runs: Array(runs[..<half]), visible: runs[..<half].visible)
    visible += chunks[index].visible
    guard half < runs.count else { return 1 }
    let rest = runs[half...]
    chunks.insert(Chunk(runs: Array(rest), visible: rest.visible), at: index + 1)
    visible += rest.visible
    return 2
  }
}

extension Collection<SequenceRun> {
  /// How many elements of these runs are not erased.
  fileprivate var visible: Int { reduce(0) { $0 + $1.visible } }
}

extension [SequenceRun] {
  /// Appends a run, joined to the last one where they fit; nothing where it is empty.
  mutating func appendJoining(_ run: SequenceRun) {
    guard run.count > 0 else { return }
    if isEmpty || !self[count - 1].absorb(run) { append(run) }
  }

  /// These runs with one more, right behind the visible element before `position`.
  fileprivate func inserting(
    _ run: SequenceRun, at position: Int
  ) -> (runs: [SequenceRun], neighbour: ElementID?) {
    var runs: [SequenceRun] = []
    runs.reserveCapacity(count + 2)
    var neighbour: ElementID?
    var left = position
    var isPlaced = left == 0
    if isPlaced { runs.append(run) }
    for old in self {
      guard !isPlaced, left <= old.visible else {
        left -= isPlaced ? 0 : old.visible
        runs.appendJoining(old)
        continue
      }
      neighbour = old.prefix(left).last
      runs.appendJoining(old.prefix(left))
      runs.appendJoining(run)
      runs.appendJoining(old.dropping(left))
      isPlaced = true
    }
    return (runs, neighbour)
  }

  /// These runs with the visible elements in `range` erased, and which elements those are.
  fileprivate func erasing(
    _ range: Range<Int>
  ) -> (runs: [SequenceRun], erased: [ElementRange]) {
    var runs: [SequenceRun] = []
    runs.reserveCapacity(count + 2)
    var erased: [ElementRange] = []
    var start = 0
    for old in self {
      let end = start + old.visible
      let gone = range.clamped(to: start..<end)
      if gone.isEmpty {
        runs.appendJoining(old)
      } else {
        let middle = old.dropping(gone.lowerBound - start).prefix(gone.count).erased
        runs.appendJoining(old.prefix(gone.lowerBound - start))
        runs.appendJoining(middle)
        runs.appendJoining(old.dropping(gone.upperBound - start))
        erased.append(middle.range)
      }
      start = end
    }
    return (runs, erased)
  }
}
