import Simulation

/// What keeps a world from being quiet, or what is blocked in a quiet one, in lines.
struct Unrest {
  /// The first says which; those indented by two blanks say what, and what would end it.
  private(set) var lines: [String]

  /// How many messages are named one by one.
  private static let listed = 12

  init(in session: borrowing Session) {
    guard !session.world.isQuiet else {
      let standstill = session.describeStandstill()
      lines = ["it is quiet: " + standstill]
      if session.world.count(.inFlight) == 0, session.world.count(.buffered) == 0 {
        lines = ["it is quiet: nothing is under way"]
      }
      return
    }
    lines = ["not quiet: this is under way"]
    tellMessages(in: session)
    tellHandlers(in: session)
    tellRounds(in: session)
    tellRequests(in: session)
    for line in session.linesOfBlocked() { add("blocked: " + line.drop { $0 == " " }) }
  }

  private mutating func tellMessages(in session: borrowing Session) {
    let messages = session.world.inFlight().filter { $0.obstacle == nil }
      .sorted { ($0.due, $0.name) < ($1.due, $1.name) }
    for message in messages.prefix(Self.listed) {
      let key = message.key.rawValue >= 0 ? " \(session.text(message.key))" : ""
      add(
        "\(session.text(message.name)) \(message.kind.rawValue)\(key): "
          + "due at \(Moment.text(message.due))")
    }
    if messages.count > Self.listed {
      add("… \((messages.count - Self.listed).counted("more message")) due later")
    }
  }

  private mutating func tellHandlers(in session: borrowing Session) {
    let handlers = session.world.waitingHandlers
    if handlers > 0 {
      add("\(handlers.counted("background handler")) to run (`resolve … delayed=`)")
    }
  }

  private mutating func tellRounds(in session: borrowing Session) {
    guard session.world.isRoundAwaited, let round = session.world.nextRound else { return }
    add("nodes differ that have not compared yet: anti-entropy, at \(Moment.text(round))")
  }

  private mutating func tellRequests(in session: borrowing Session) {
    for request in session.pace.started {
      let key = request.key.map { " about \(session.text($0))" } ?? ""
      let until = Moment.text(request.deadline)
      switch request.progress {
      case .issued(let operation):
        guard operation.rawValue >= 0, session.world.outcome(of: operation) == .pending else {
          continue
        }
        add("a request\(key) has no answer yet; its client gives up at \(until) (`wait` joins it)")
      case .unanswered(let node):
        add(
          "\(session.text(node)) is paused and has not taken a request\(key); "
            + "its client gives up at \(until) (`resume \(session.text(node))`)")
      case .refused: continue
      }
    }
  }

  private mutating func add(_ line: String) { lines.append("  " + line) }
}
