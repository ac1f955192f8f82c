import Causality
import Consistency
import ScriptSyntax
import Simulation

/// A request of a client, as far as guarantees look at it.
struct ClientRequest: Sendable {
  var key: KeyID
  var node: NodeID
  var client: ClientID?
  var timeout: Tick
  var quorum: RequestQuorum
  /// Whether it may go to another node than the one stated.
  var isMovable = true
  /// What a promise has changed about it, in words.
  var notes: [String] = []
  let isWrite: Bool

  /// A read.
  init(_ read: ReadRequest) {
    key = read.key
    node = read.node
    client = read.client
    timeout = read.timeout
    quorum = read.quorum
    isWrite = false
  }

  /// A write.
  init(_ write: WriteRequest) {
    key = write.key
    node = write.node
    client = write.client
    timeout = write.timeout
    quorum = write.quorum
    isWrite = true
  }
}

// What a client is promised: her requests go where the promise holds, or wait until it does.
extension Session {
  /// Sends a read where its client's guarantees hold; see `uphold(_:at:_:)`.
  mutating func uphold(
    _ read: inout ReadRequest, at span: SourceSpan, into sink: inout some Sink
  ) throws(Halt) {
    let request = try uphold(ClientRequest(read), at: span, sink)
    tell(request.notes, into: &sink)
    read.node = request.node
    read.timeout = request.timeout
    read.quorum = request.quorum
  }

  /// Sends a write where its client's guarantees hold; see `uphold(_:at:_:)`.
  mutating func uphold(
    _ write: inout WriteRequest, isMovable: Bool = true, at span: SourceSpan,
    into sink: inout some Sink
  ) throws(Halt) {
    var request = ClientRequest(write)
    request.isMovable = isMovable
    request = try uphold(request, at: span, sink)
    tell(request.notes, into: &sink)
    write.node = request.node
    write.timeout = request.timeout
    write.quorum = request.quorum
  }

  /// The request as it may be issued: where the client's guarantees hold, after a wait if need be.
  ///
  /// Refused (`timeout`): nobody it may go to has come to know enough; (`state`): it would have to
  /// wait within one instant.
  private mutating func uphold(
    _ request: ClientRequest, at span: SourceSpan, _ sink: borrowing some Sink
  ) throws(Halt) -> ClientRequest {
    let demands = demands(of: request)
    guard !demands.isEmpty else { return request }
    let start = world.now
    let deadline = try later(by: request.timeout, at: span)
    var budget = Session.budgetOfEvents
    while true {
      if var admitted = admit(request, demands) {
        admitted.timeout = deadline - world.now
        admitted.notes = notes(on: admitted, instead: request, demands, since: start)
        return admitted
      }
      guard !pace.isShared else {
        throw refusal(
          .state, "\(lacking(request, demands)), and what shares an instant cannot wait",
          at: span, remedy: "let her ask before or behind `together`")
      }
      try look(sink, at: span)
      budget -= 1
      guard budget > 0, world.settle(until: deadline, limit: 1, into: &events) == 1 else { break }
    }
    try decide(.pass(until: deadline), at: span)
    throw refusal(
      .timeout, "\(lacking(request, demands)) after \(Duration.text(request.timeout))", at: span,
      remedy: "`show in-flight` tells what keeps it; `client \(name(request)) guarantees=none`")
  }

  private func demands(of request: ClientRequest) -> [Demand] {
    guard let client = request.client, let guarantees = names.guarantees[client],
      events.recorder.sessions.indices.contains(client.index)
    else { return [] }
    let memory = events.recorder.sessions[client.index]
    return request.isWrite
      ? memory.demands(ofWriting: guarantees)
      : memory.demands(ofReading: request.key, guarantees)
  }

  // MARK: Where it may go

  /// The request to whom it may go; nil: to nobody yet. A node that is down is left to refuse it.
  private mutating func admit(
    _ request: ClientRequest, _ demands: [Demand]
  ) -> ClientRequest? {
    if let n = world.leaderless?.n { return ask(request, demands, of: n) }
    if !isUp(request.node) || covers(demands, at: request.node) { return request }
    guard request.isMovable else { return nil }
    let homes = request.client.flatMap { world.client($0)?.homes } ?? []
    for node in homes + names.nodes.all where isUp(node) && covers(demands, at: node) {
      var moved = request
      moved.node = node
      return moved
    }
    return nil
  }

  /// Asks only replicas that know enough, if these are enough of them; a read else asks all, if
  /// together they do.
  private mutating func ask(
    _ request: ClientRequest, _ demands: [Demand], of n: Int
  ) -> ClientRequest? {
    let usual = request.isWrite ? world.leaderless?.w : world.leaderless?.r
    let needed = request.quorum.need?.count(of: n) ?? usual ?? n
    let replicas = replicas(request)
    let knowing = replicas.filter { covers(demands, at: $0) }
    // Who stands in for a replica may know less, and answer first.
    let isSloppy = world.leaderless?.isSloppy == true
    if knowing.count == replicas.count, !isSloppy || replicas.count == n { return request }
    if replicas.count < needed, !isSloppy { return request }
    var narrowed = request
    if knowing.count >= needed {
      narrowed.quorum.reach = world.reaches.intern(knowing)
      return narrowed
    }
    guard !request.isWrite, replicas.count >= needed, coverTogether(demands, replicas) else {
      return nil
    }
    narrowed.quorum.need = .number(replicas.count)
    narrowed.quorum.reach = world.reaches.intern(replicas)
    return narrowed
  }

  /// The replicas of a request's key that run, can be reached and may be asked.
  private func replicas(_ request: ClientRequest) -> [NodeID] {
    let reach = world.reaches.nodes(request.quorum.reach)
    var nodes: [NodeID] = []
    for entry in world.preference(of: request.key, from: request.node)
    where entry.isPrimary && entry.isUp && isUp(entry.node) && !nodes.contains(entry.node) {
      if reach?.contains(entry.node) ?? true { nodes.append(entry.node) }
    }
    return nodes
  }

  /// Whether a node knows what is asked of it; of keys that do not live there nothing is.
  private func covers(_ demands: [Demand], at node: NodeID) -> Bool {
    firstLacking(demands, at: node) == nil
  }

  private func firstLacking(_ demands: [Demand], at node: NodeID) -> Demand? {
    demands.first { demand in
      events.recorder.history.holds(demand.key.rawValue, at: node.rawValue)
        && !world.causalContext(of: demand.key, at: node, events).covers(demand.context)
    }
  }

  private func coverTogether(_ demands: [Demand], _ nodes: [NodeID]) -> Bool {
    demands.allSatisfy { demand in
      var known = CausalContext()
      for node in nodes { known.merge(world.causalContext(of: demand.key, at: node, events)) }
      return known.covers(demand.context)
    }
  }

  // MARK: In words

  private func name(_ request: ClientRequest) -> String {
    request.client.map { text($0) } ?? ""
  }

  /// Tells what a promise has changed, behind what happened meanwhile.
  private mutating func tell(_ notes: [String], into sink: inout some Sink) {
    guard !notes.isEmpty else { return }
    tell(into: &sink)
    for note in notes { sink.emit(.note(note)) }
  }

  /// Where a request goes instead, and how long it waited.
  private func notes(
    on admitted: ClientRequest, instead request: ClientRequest, _ demands: [Demand],
    since start: Tick
  ) -> [String] {
    var notes: [String] = []
    let who = name(request)
    if world.now > start {
      notes.append("\(who) waited until \(Moment.text(world.now)) for what she is promised")
    }
    if admitted.node != request.node {
      let why = lacking(request.node, demands)
      notes.append("\(who) goes to \(text(admitted.node)): \(why)")
    } else if admitted.quorum != request.quorum {
      let asked = world.reaches.nodes(admitted.quorum.reach) ?? []
      let names = asked.map { text($0) }.joined(separator: ", ")
      notes.append("\(who) asks \(names): \(lacking(request, demands))")
    }
    return notes
  }

  /// `b lacks title {a:1}`.
  private func lacking(_ node: NodeID, _ demands: [Demand]) -> String {
    guard let demand = firstLacking(demands, at: node) else { return "" }
    let known = world.causalContext(of: demand.key, at: node, events)
    let missing = demand.context.closed.entries + demand.context.apart
    let dots = missing.filter { !known.covers($0) }.map { text($0) }.joined(separator: ", ")
    return "\(text(node)) lacks \(text(demand.key)) {\(dots)}"
  }

  private func lacking(_ request: ClientRequest, _ demands: [Demand]) -> String {
    let nodes = world.leaderless == nil ? [request.node] : replicas(request)
    let lacking = nodes.first { !covers(demands, at: $0) }
    return lacking.map { self.lacking($0, demands) } ?? "too few nodes know enough"
  }
}
