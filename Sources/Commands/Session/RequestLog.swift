import Replication
import Simulation

/// Who was asked by the last requests of a leaderless store, and what they answered.
///
/// Bounded: the oldest request is forgotten when there are too many.
package struct RequestLog: Sendable {
  /// A client's request.
  struct Request: Sendable {
    let operation: OperationID
    let key: KeyID
    let isWrite: Bool
    /// Where it was issued, and when.
    let start: (node: NodeID, tick: Tick)
    /// How many answers it needs.
    let needed: Int
    /// Who was asked when it was issued, the coordinator itself aside.
    let asked: [Place]
    /// Who may be asked at all; nil: every replica.
    let reach: [NodeID]?
    /// What came back, in order of arrival.
    var answers: [Answer] = []
    /// Who was mended because of it.
    var repairs: [Answer] = []
    /// How it ended for its client.
    var end: (tick: Tick, outcome: EventOutcome)?
  }

  /// A node that is asked, and the primary it stands in for, if it is none itself.
  struct Place: Sendable {
    let node: NodeID
    let standsInFor: NodeID?
  }

  /// What a replica had to say.
  struct Answer: Sendable {
    /// What became of it.
    enum Standing: Sendable { case counted, late, refused, lost }

    let node: NodeID
    let tick: Tick
    let standing: Standing
    /// The first version it brought; counter 0: none.
    let version: EventVersion
    /// How many versions it brought.
    let carried: Int
  }

  private static let limit = 256
  private var requests: [Request] = []
  /// What the last read of a judgement returned.
  var answer: ReadReply?

  /// No requests.
  package init() {}

  /// The last request about a key, as far as it is remembered.
  func last(about key: KeyID) -> Request? { requests.last { $0.key == key } }

  /// A request by its operation.
  subscript(operation: OperationID) -> Request? {
    position(of: operation).map { requests[$0] }
  }

  private func position(of operation: OperationID) -> Int? {
    requests.lastIndex { $0.operation == operation }
  }

  /// Begins to follow a request.
  mutating func begin(_ request: Request) {
    if requests.count == Self.limit { requests.removeFirst() }
    requests.append(request)
  }

  /// Takes in what belongs to a request that is followed.
  mutating func note(_ event: Event) {
    guard event.operation != .none, let position = position(of: event.operation) else { return }
    if event.kind == .ended {
      requests[position].end = (event.tick, event.request.outcome)
    } else if event.kind == .repaired {
      requests[position].repairs.append(answer(event, .counted, of: event.node))
    } else if let standing = standing(event) {
      let other = event.message.arc.from
      let isOwn = event.message.ordinal == 0
      requests[position].answers.append(answer(event, standing, of: isOwn ? event.node : other))
    }
  }

  private func standing(_ event: Event) -> Answer.Standing? {
    let isAnswer = event.messageKind == .writeAck || event.messageKind == .readReply
    switch event.kind {
    case .counted: return .counted
    case .late: return .late
    case .refused where isAnswer: return .refused
    case .dropped where isAnswer: return .lost
    default: return nil
    }
  }

  private func answer(_ event: Event, _ standing: Answer.Standing, of node: NodeID) -> Answer {
    Answer(
      node: node, tick: event.tick, standing: standing, version: event.version,
      carried: event.version.dot.counter == 0 ? 0 : Int(event.request.carried))
  }
}

extension RequestLog.Request {
  /// How many answers count so far.
  func got(_ count: QuorumSetup.Count) -> Int {
    var nodes: [NodeID] = []
    for answer in answers where answer.standing == .counted {
      if count == .acks || !nodes.contains(answer.node) { nodes.append(answer.node) }
    }
    return nodes.count
  }
}
