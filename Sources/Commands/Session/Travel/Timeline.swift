import ScriptSyntax

/// The statements that led here, those that were undone, and points to come back to.
///
/// A point is reached from the last checkpoint before it, by running what lies between again.
package struct Timeline: Sendable {
  /// A statement of the top level that left something changed.
  struct Step: Sendable {
    /// What ran.
    let statement: BoundStatement
    /// Whether `undo` takes it back by itself; else it only looked, and time passed.
    let isUnit: Bool
    /// What texts had declared when it had run.
    let known: KnownNames
    /// What a reader who was asked to choose has answered, in order.
    let answers: [Replies.Reply]
    /// How it ended.
    let ending: Ending
    /// Tells it from every other step, also of other futures; 0 until it is noted.
    fileprivate(set) var serial = 0
  }

  /// A point with a name.
  struct Mark: Sendable {
    let name: Name
    /// What led there.
    let steps: [Step]
    /// The session there.
    let session: Checkpoint
  }

  /// Oldest first; those from `position` on were undone.
  private(set) var steps: [Step] = []
  /// How many steps led here.
  private(set) var position = 0
  /// By position, the first at the beginning.
  private(set) var checkpoints: [Checkpoint] = []
  /// In order of their names' first use.
  private(set) var marks: [Mark] = []
  /// How often the present has moved.
  private(set) var moves = 0
  private var nextSerial = 1

  /// After so many events or steps a checkpoint is due, later where much has to be copied for it:
  /// so it costs a small part of what it spares.
  private static var eventSpacing: Int { 16_384 }
  private static var stepSpacing: Int { 8192 }
  private static var bytesPerEvent: Int { 256 }
  /// So many checkpoints are kept, of so many bytes together; of more the most superfluous goes.
  private static var checkpointLimit: Int { 64 }
  private static var byteLimit: Int { 256 << 20 }

  /// Nothing happened.
  package init() {}

  /// The steps that led here.
  var past: ArraySlice<Step> { steps[..<position] }

  /// The steps that were undone, the next to redo first.
  var future: ArraySlice<Step> { steps[position...] }

  // MARK: - Going on

  /// Whether a checkpoint of `bytes` is due at a session that has seen so many events.
  func isDue(_ events: Int, bytes: Int) -> Bool {
    guard let last = checkpoints.last(where: { $0.position <= position }) else { return true }
    let least = bytes / Self.bytesPerEvent
    // A reset world counts from 0 again.
    return events < last.eventCount
      || events - last.eventCount >= max(Self.eventSpacing, least)
      || position - last.position >= max(Self.stepSpacing, least / 2)
  }

  /// Keeps the present to come back to.
  mutating func keep(_ checkpoint: Checkpoint) {
    checkpoints.removeAll { $0.position >= checkpoint.position }
    checkpoints.append(checkpoint)
    while checkpoints.count > Self.checkpointLimit || bytes > Self.byteLimit {
      guard let cheapest = cheapestCheckpoint else { return }
      checkpoints.remove(at: cheapest)
    }
  }

  /// What the checkpoints copied of the world, in bytes.
  private var bytes: Int { checkpoints.reduce(0) { $0 + $1.bytes } }

  /// The checkpoint whose neighbours are nearest to each other; nil: all are needed. The first is
  /// the beginning, and the last the nearest.
  private var cheapestCheckpoint: Int? {
    checkpoints.indices.dropFirst().dropLast().filter { !checkpoints[$0].isPinned }.min {
      gap(around: $0) < gap(around: $1)
    }
  }

  private func gap(around index: Int) -> Int {
    let (before, after) = (checkpoints[index - 1], checkpoints[index + 1])
    return abs(after.eventCount - before.eventCount) + 16 * (after.position - before.position)
  }

  /// Notes a statement that ran. One that `undo` takes back ends what could be redone.
  mutating func note(_ newStep: Step) {
    var step = newStep
    step.serial = nextSerial
    nextSerial += 1
    checkpoints.removeAll { $0.position > position }
    if step.isUnit { steps.removeSubrange(position...) }
    steps.insert(step, at: position)
    position += 1
  }

  // MARK: - Moving

  /// The session as nothing had run; nil: nothing has.
  var beginning: Checkpoint? { checkpoints.first }

  /// Forgets the steps after a position: they came to nothing. `future` can be redone then.
  mutating func retract(to position: Int, future: [Step]) {
    steps.removeSubrange(position...)
    steps += future
    self.position = position
    checkpoints.removeAll { $0.position > position }
  }

  /// The last checkpoint at or before a position.
  func checkpoint(before position: Int) -> Checkpoint? {
    checkpoints.last { $0.position <= position }
  }

  /// The present is where so many steps have run.
  mutating func move(to position: Int) {
    self.position = position
    moves += 1
  }

  /// The present is where these steps have led, which are none of this future.
  mutating func move(along steps: [Step], checkpoint: Checkpoint?) {
    self.steps = steps
    // A beginning serves every future.
    checkpoints = Array(checkpoints.prefix(1))
    if let checkpoint { checkpoints.append(checkpoint) }
    move(to: steps.count)
  }

  /// Where the last `count` units begin; nil: there are fewer.
  func position(before count: Int) -> Int? {
    var left = count
    for index in past.indices.reversed() where steps[index].isUnit {
      left -= 1
      if left == 0 { return index }
    }
    return nil
  }

  /// Where the next `count` undone units end; nil: there are fewer.
  func position(after count: Int) -> Int? {
    var left = count
    for index in future.indices where steps[index].isUnit {
      left -= 1
      if left == 0 { return index + 1 }
    }
    return nil
  }

  /// Where the unit of this number, from 1 over all of this future, ends; 0: the beginning.
  func position(ofUnit number: Int) -> Int? {
    if number == 0 { return 0 }
    var left = number
    for index in steps.indices where steps[index].isUnit {
      left -= 1
      if left == 0 { return index + 1 }
    }
    return nil
  }

  /// Where the step of a serial ends; 0: the beginning; nil: it is none of this future.
  func position(ofSerial serial: Int) -> Int? {
    if serial == 0 { return 0 }
    return steps.lastIndex { $0.serial == serial }.map { $0 + 1 }
  }

  // MARK: - Names

  /// Names the present; a name that stood elsewhere moves here.
  mutating func mark(_ name: Name, _ session: Checkpoint) {
    let mark = Mark(name: name, steps: Array(past), session: session)
    if let index = marks.firstIndex(where: { $0.name == name }) {
      marks[index] = mark
    } else {
      marks.append(mark)
    }
  }

  /// Takes over the points of another future.
  mutating func learn(_ others: [Mark]) { marks = others }

  /// The point of this name.
  func mark(_ name: Name) -> Mark? { marks.first { $0.name == name } }

  /// Numbers what comes next apart from every other future.
  mutating func branch(_ number: Int) { nextSerial = number << 40 + 1 }
}

extension Timeline.Mark {
  /// The serial of the step that led there; 0: the beginning.
  var serial: Int { steps.last?.serial ?? 0 }
}

/// A session as it was; never changed again.
final class Checkpoint: Sendable {
  /// How many steps had led there.
  let position: Int
  /// How many events its world had seen.
  let eventCount: Int
  /// Whether it cannot be had again by running steps: one of them was interrupted.
  let isPinned: Bool
  /// What was copied of its world, about.
  let bytes: Int
  private let session: Session

  /// Keeps a copy of a session, without the points it can go to itself.
  init(_ session: borrowing Session, isPinned: Bool = false) {
    position = session.journey.timeline.position
    eventCount = session.world.eventCount
    bytes = session.world.copiedBytes
    self.isPinned = isPinned
    var copy = session.fork()
    copy.journey = Journey()
    self.session = copy
  }

  /// The seed of all chance then.
  var seed: UInt64 { session.options.seed }

  /// The session, to go on from.
  func reopened() -> Session { session.fork() }
}
