import Replication
import ScriptSyntax
import Simulation

extension Predicate {
  /// Whether it holds now. Refused: names that are not there, and reads that are refused.
  package func holds(in session: inout Session) throws(Halt) -> Bool {
    try root.holds(in: &session)
  }
}

extension Judgement {
  func holds(in session: inout Session) throws(Halt) -> Bool {
    switch self {
    case .not(let inner): return try inner.holds(in: &session) == false
    case .all(let parts):
      for part in parts where try part.holds(in: &session) == false { return false }
      return true
    case .any(let parts):
      for part in parts where try part.holds(in: &session) { return true }
      return false
    case .value(let subject, let relation, let value):
      return try session.holds(everywhere: subject) { (session, key, node) in
        session.value(of: key, at: node, stands: relation, to: value)
      }
    case .absent(let subject):
      if session.isUnused(subject.key) { return try session.nodes(of: subject).count > 0 }
      return try session.holds(everywhere: subject) { (session, key, node) in
        session.world.values(of: key, at: node).isEmpty
      }
    case .siblings(let subject, let isNegated, let values):
      let expected = values.sorted()
      if session.isUnused(subject.key), expected.isEmpty {
        return try session.nodes(of: subject).isEmpty == isNegated
      }
      return try session.holds(everywhere: subject) { (session, key, node) in
        (session.values(of: key, at: node).sorted() == expected) != isNegated
      }
    case .counter(let subject, let relation, let count):
      return relation.holds(Ordering(Int64(try session.count(subject)), count))
    case .converged(let key, _): return try session.isConverged(key)
    case .quiet: return session.world.isQuiet
    case .conflict(let key): return session.world.hasConflict(try session.knownKey(key))
    case .up(let nodes): return try session.nodes(nodes).allSatisfy { session.isUp($0) }
    case .read(let subject, let relation, let value):
      return try session.read(subject, stands: relation, to: value)
    case .preference(let key, let isNegated, let nodes):
      return try (session.preference(of: key) == nodes) != isNegated
    case .history(let subject): return try session.judge(subject)
    case .local(let subject): return try session.holds(subject)
    }
  }
}

/// Takes what nobody is to hear, and never stops: a judgement is told by its outcome alone.
struct UnheardSink: Sink {
  var isStopping: Bool { false }
  mutating func begin(_ text: String) {}
  mutating func emit(_ report: Report) {}
}

extension Session {
  /// Whether no statement has used the key: then it has no live version anywhere.
  fileprivate func isUnused(_ key: Mention) -> Bool { names.keys[key.name] == nil }

  /// Whether something holds of a key at every node of a subject.
  fileprivate func holds(
    everywhere subject: Subject, _ test: (borrowing Session, KeyID, NodeID) -> Bool
  ) throws(Halt) -> Bool {
    let key = try knownKey(subject.key)
    if let mention = subject.nodes?.single { return test(self, key, try node(mention)) }
    for node in try nodes(of: subject) where !test(self, key, node) { return false }
    return true
  }

  /// The nodes of a subject: those stated, or all.
  func nodes(of subject: Subject) throws(Halt) -> [NodeID] {
    try nodes(subject.nodes ?? .all(at: subject.key.span))
  }

  /// Whether the one live value stands so; without exactly one, only `!=` holds.
  func value(
    of key: KeyID, at node: NodeID, stands relation: Relation, to value: Value
  ) -> Bool {
    let found = world.values(of: key, at: node)
    guard found.count == 1, let only = world.values.value(found[0]) else {
      return relation == .notEqual
    }
    return relation.holds(only.order(to: value))
  }

  /// The live values that a node shows.
  func values(of key: KeyID, at node: NodeID) -> [Value] {
    world.values(of: key, at: node).compactMap { world.values.value($0) }
  }

  /// The names of a key's preference list, in its order.
  func preference(of key: Mention) throws(Halt) -> [String] {
    try requireLeaderless(at: key.span)
    return world.preference(of: try knownKey(key)).map { text($0.node) }
  }

  func count(_ subject: CounterSubject) throws(Halt) -> Int {
    let node = try subject.node.map { (mention) throws(Halt) in try self.node(mention) }
    let key = try subject.key.map { (mention) throws(Halt) in try knownKey(mention) }
    return world.count(subject.counter, at: node, on: key)
  }

  fileprivate func isConverged(_ key: Mention?) throws(Halt) -> Bool {
    guard let key else { return world.isConverged(nil) }
    return world.isConverged(try knownKey(key))
  }

  fileprivate mutating func read(
    _ subject: ReadSubject, stands relation: Relation, to value: Value?
  ) throws(Halt) -> Bool {
    let key = try knownKey(subject.key)
    let node = try node(subject.node)
    let client = try subject.client.map { (mention) throws(Halt) in try self.client(mention) }
    var request = ReadRequest(key: key, node: node, client: client)
    request.quorum = try subject.quorum.quorum(in: &self)
    try passToNextStatement(at: subject.span)
    var unheard = UnheardSink()
    try uphold(&request, at: subject.span, into: &unheard)
    guard let reply = try perform(request, at: subject.span) else { return false }
    decisions.requests.answer = reply
    let found = values(reply)
    guard let value else { return found.isEmpty }
    guard found.count == 1 else { return relation == .notEqual }
    return relation.holds(found[0].order(to: value))
  }
}
