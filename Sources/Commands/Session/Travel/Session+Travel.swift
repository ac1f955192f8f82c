import ScriptSyntax
import Simulation

/// How a session came here, and where else it can go.
package struct Journey: Sendable {
  /// The statements that led here, and points to come back to.
  var timeline = Timeline()
  /// What runs beside this.
  var futures = Futures()
  /// What readers who were asked have answered.
  var replies = Replies()
  /// The last statement that failed; nil: none, or something has changed since.
  var failure: FailedStatement?
  /// What has run of late, statement by statement; nil: nobody asks.
  var record: RunRecord?

  /// Nothing happened.
  package init() {}
}

// Moving between the points of a session. What was said on the way is not said again.
extension Session {
  /// Makes the session what it was after so many steps of its timeline.
  ///
  /// Ctrl-C on the way leaves it where it is.
  mutating func travel(to position: Int, into sink: inout some Sink) throws(Halt) {
    var other = try replayed(to: position, into: &sink)
    other.journey.timeline = journey.timeline
    other.journey.timeline.move(to: position)
    become(&other)
  }

  /// Makes the session what it was at a position that lies units away; nil: there are too few.
  mutating func travel(
    to position: Int?, overUnitsOf steps: ArraySlice<Timeline.Step>,
    _ words: (verb: String, participle: String, remedy: String?), at span: SourceSpan,
    into sink: inout some Sink
  ) throws(Halt) {
    try checkTop(words.verb, at: span)
    guard let position else {
      let units = steps.count(where: \.isUnit)
      throw refusal(
        .state,
        units == 0
          ? "there is nothing to \(words.verb)"
          : "only \(units.counted("statement")) can be \(words.participle)",
        at: span, remedy: units == 0 ? nil : words.remedy)
    }
    try travel(to: position, into: &sink)
  }

  /// Makes the session what it was at a mark: along this future where the mark lies on it.
  mutating func travel(to mark: Timeline.Mark) {
    var other = mark.session.reopened()
    other.journey.timeline = journey.timeline
    if let position = journey.timeline.position(ofSerial: mark.serial) {
      other.journey.timeline.move(to: position)
    } else {
      let checkpoint = mark.session.position == mark.steps.count ? mark.session : nil
      other.journey.timeline.move(along: mark.steps, checkpoint: checkpoint)
    }
    become(&other)
  }

  /// Begins another future here, and stays in this one.
  mutating func fork(as name: Name) {
    journey.futures.add(name, Future(self, number: journey.futures.count + 1))
  }

  /// Goes on in another future.
  mutating func `switch`(to name: Name, _ future: Future) {
    var other = future.reopened()
    var all = journey.futures
    all.switch(to: name, leaving: Future(self))
    let marks = journey.timeline.marks
    other.journey.timeline.move(to: other.journey.timeline.position)
    other.journey.timeline.learn(marks)
    journey.futures = all
    become(&other)
  }

  /// Makes the session what it was before a statement that failed, with what could be redone then.
  mutating func takeBack(to standing: Standing, future: [Timeline.Step]) {
    guard journey.timeline.moves == standing.moves else { return }
    var unheard = UnheardSink()
    guard var other = try? replayed(to: standing.position, into: &unheard) else { return }
    other.journey.timeline = journey.timeline
    other.journey.timeline.retract(to: standing.position, future: future)
    become(&other)
  }

  /// Takes the place of the session: what belongs to no point in time stays.
  private mutating func become(_ other: inout Session) {
    let seed = other.options.seed
    other.library = library
    other.options = options
    other.options.seed = seed
    other.journey.futures = journey.futures
    other.allowance = allowance
    swap(&self, &other)
  }

  /// The session after so many steps.
  private func replayed(to position: Int, into sink: inout some Sink) throws(Halt) -> Session {
    guard let checkpoint = journey.timeline.checkpoint(before: position) else { return fork() }
    var past = reopened(checkpoint)
    for step in journey.timeline.steps[checkpoint.position..<position] {
      try past.replay(step, into: &sink)
    }
    past.journey.replies = Replies()
    return past
  }

  /// The session as it was, with the texts that were loaded since.
  private func reopened(_ checkpoint: Checkpoint) -> Session {
    var past = checkpoint.reopened()
    let seed = past.options.seed
    past.library = library
    past.options = options
    past.options.seed = seed
    past.allowance = Allowance(statements: .max)
    return past
  }

  /// Runs a step as it ran before; nobody hears it but who wants to stop.
  private mutating func replay(
    _ step: Timeline.Step, into sink: inout some Sink
  ) throws(Halt) {
    var muted = Muted(sink)
    defer { sink = muted.sink }
    journey.replies.replay(step.answers)
    do throws(Halt) {
      try run(step.statement, into: &muted)
    } catch .interrupted {
      throw .interrupted
    } catch {
      // It failed then as it fails now, and what it had done stayed.
    }
    tell(into: &muted)
    environment.known = step.known
  }

  /// What ran in each of some steps, from the beginning on.
  func recorded(
    _ steps: [Timeline.Step], into sink: inout some Sink
  ) throws(Halt) -> [[RanStatement]] {
    guard let beginning = journey.timeline.beginning else { return steps.map { _ in [] } }
    var past = reopened(beginning)
    past.journey.record = RunRecord(library)
    var ran: [[RanStatement]] = []
    for step in steps {
      try past.replay(step, into: &sink)
      ran.append(past.journey.record?.take() ?? [])
    }
    return ran
  }

  /// Notes that a statement of the top level has run, where anything is different now, or it has
  /// failed; returns how it ended.
  mutating func note(
    _ statement: BoundStatement, since before: Standing, endedBy halt: Halt?
  ) -> Ending {
    let answers = journey.replies.given
    journey.replies = Replies()
    let ending = ending(of: halt, since: before)
    guard journey.timeline.moves == before.moves else { return ending }
    let isUnit = isUnit(statement)
    let step = Timeline.Step(
      statement: statement, isUnit: isUnit, known: environment.known, answers: answers,
      ending: ending)
    if ending != .held, ending != .stopped {
      journey.failure = FailedStatement(steps: Array(journey.timeline.past) + [step])
    } else if isUnit {
      journey.failure = nil
    }
    guard isUnit || hasMoved(since: before) else { return ending }
    journey.timeline.note(step)
    if halt?.isFinal == true { journey.timeline.keep(Checkpoint(self, isPinned: true)) }
    return ending
  }

  /// Whether time has passed or anything has happened.
  func hasMoved(since before: Standing) -> Bool {
    before.now != world.now || before.eventCount != world.eventCount
  }

  /// How a statement ended: where the script goes on after failures, they are only counted.
  func ending(of halt: Halt?, since before: Standing) -> Ending {
    if let halt { return Ending(halt) }
    return allowance.failures > before.failures ? .failed(allowance.lastFailure) : .held
  }

  /// Keeps the present to come back to, where that is due.
  mutating func keepPresent() {
    if journey.timeline.isDue(world.eventCount, bytes: world.copiedBytes) {
      journey.timeline.keep(Checkpoint(self))
    }
  }

  /// Where the session stands before a statement.
  struct Standing {
    fileprivate let now: Tick
    fileprivate let eventCount: Int
    fileprivate let moves: Int
    fileprivate let failures: Int
    fileprivate let position: Int
  }

  /// Where the session stands.
  var standing: Standing {
    Standing(
      now: world.now, eventCount: world.eventCount, moves: journey.timeline.moves,
      failures: allowance.failures, position: journey.timeline.position)
  }

  /// Whether `undo` takes a statement back by itself.
  func isUnit(_ statement: BoundStatement) -> Bool {
    switch statement.body {
    case .command(let command): return command.isUnit
    case .call: return true
    case .deferred(let deferred):
      guard let body = try? bind(deferred), case .command(let command) = body else { return true }
      return command.isUnit
    }
  }

  /// Refuses to move inside a block, whose end would come from another point.
  func checkTop(_ verb: String, at span: SourceSpan) throws(Halt) {
    guard environment.isAtTop else {
      throw refusal(
        .state, "`\(verb)` moves between statements of the top level", at: span,
        remedy: "write it outside of blocks, definitions and included files")
    }
  }
}

extension SourceLibrary {
  /// The source of a statement in one short line.
  func summary(of statement: BoundStatement) -> String {
    let words = excerpt(statement.span).split { $0 == " " || $0 == "\t" || $0.isNewline }
    return words.joined(separator: " ").shortened
  }
}

/// Takes what was said before, and hears when the user wants to stop.
private struct Muted<Base: Sink>: Sink {
  var sink: Base
  init(_ sink: Base) { self.sink = sink }
  mutating func begin(_ text: String) {}
  mutating func emit(_ report: Report) {}
  var isStopping: Bool { sink.isStopping }
}

/// What a reader who was asked has answered, so that running a statement again asks nobody.
package struct Replies: Sendable {
  /// An answer: which of the siblings, nil: they were left as they are.
  struct Reply: Sendable {
    let choice: Int?
    /// The statement that writes the choice back; nil: nothing was written.
    var statement: String?
  }

  /// The answers to the statement that runs, in order.
  private(set) var given: [Reply] = []
  private var replayed: [Reply]?

  /// Nobody was asked.
  package init() {}

  /// Answers what is asked from now on as it was answered before.
  mutating func replay(_ answers: [Reply]) {
    given = []
    replayed = answers.reversed()
  }

  /// The answer to a question: as before, or by asking.
  mutating func answer(_ ask: () -> Int?) -> Int? {
    let choice = replayed == nil ? ask() : replayed?.popLast()?.choice
    given.append(Reply(choice: choice))
    return choice
  }

  /// Notes the statement that writes the last answer back.
  mutating func note(_ statement: String) {
    if !given.isEmpty { given[given.count - 1].statement = statement }
  }
}
