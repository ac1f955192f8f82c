import Replication

@testable import Simulation

/// A leaderless store of one key, told slowly and obviously: sets of writes, and messages that
/// arrive the moment they are sent.
struct QuorumOracle {
  struct Write {
    var id: Int
    /// The writes that it follows.
    var context: Set<Int>
    var isDeletion: Bool
  }

  struct Replica {
    var stored: Set<Int> = []
    var known: Set<Int> = []
  }

  struct Hint: Hashable {
    var holder: Int
    var home: Int
    var write: Int
  }

  struct Request {
    var node: Int
    var client: Int?
    var isBlind = false
    var need: Int?
    var primaries: Int?
    /// nil: every node.
    var reach: Set<Int>?
  }

  struct Pair: Hashable {
    var from: Int
    var to: Int
  }

  /// A place of a request: who is asked, and for whom it stands in.
  private struct Place {
    var node: Int
    var home: Int?
    var isAsked: Bool
    var answer: Bool?
    var isCounted = false
    var found = Replica()
    var isMended = false
  }

  let setup: QuorumSetup
  /// The preference list: distinct nodes, the first n are primaries.
  let walk: [Int]
  var writes: [Write] = []
  var replicas: [Replica]
  /// The writes that a node has coordinated.
  var issued: [Set<Int>]
  var seen: [Set<Int>]
  var hints: Set<Hint> = []
  var down: Set<Int> = []
  var failing: Set<Int> = []
  var cuts: Set<Pair> = []
  var links: Set<Pair> = []
  var repairs = 0

  init(nodes: Int, clients: Int, walk: [Int], _ setup: QuorumSetup) {
    self.setup = setup
    self.walk = walk
    replicas = Array(repeating: Replica(), count: nodes)
    issued = Array(repeating: [], count: nodes)
    seen = Array(repeating: [], count: clients)
  }

  // MARK: Who reaches whom

  private func isJoined(_ one: Int, _ other: Int) -> Bool {
    !cuts.contains(Pair(from: one, to: other)) && !cuts.contains(Pair(from: other, to: one))
  }

  private func reaches(_ from: Int, _ to: Int) -> Bool {
    if down.contains(to) { return false }
    return from == to
      || isJoined(from, to) && (links.isEmpty || links.contains(Pair(from: from, to: to)))
  }

  private func places(_ request: Request) -> [Place] {
    func isPossible(_ node: Int) -> Bool {
      reaches(request.node, node) && request.reach?.contains(node) ?? true
    }
    var places = walk.prefix(setup.n).map { Place(node: $0, isAsked: isPossible($0)) }
    guard setup.isSloppy else { return places }
    var others = walk.dropFirst(setup.n).filter(isPossible)
    for index in places.indices where !places[index].isAsked && !others.isEmpty {
      places[index].home = places[index].node
      places[index].node = others.removeFirst()
      places[index].isAsked = true
    }
    return places
  }

  // MARK: Deciding

  /// How a request stands; nil: it is not decided.
  private func decide(_ places: [Place], _ request: Request, _ usual: Int) -> Outcome? {
    let need = request.need ?? usual
    let primaries = request.primaries ?? 0
    let yes = places.filter { $0.answer == true }
    if yes.count >= need, yes.count(where: { $0.home == nil }) >= primaries { return .ok }
    let possible = places.filter { $0.isAsked && $0.answer != false }
    if possible.count < need { return .unavailable(needed: need, got: possible.count) }
    let possiblePrimaries = possible.count { $0.home == nil }
    if possiblePrimaries < primaries {
      return .unavailable(needed: primaries, got: possiblePrimaries)
    }
    return nil
  }

  /// The asked places in the order of their answers: the coordinator knows its own at once.
  private func order(_ places: [Place], _ request: Request) -> [Int] {
    let asked = places.indices.filter { places[$0].isAsked }
    return asked.filter { places[$0].node == request.node }
      + asked.filter { places[$0].node != request.node }
  }

  // MARK: Writing

  mutating func write(_ request: Request, isDeletion: Bool) -> Outcome {
    let id = writes.count
    var context: Set<Int> = []
    if !request.isBlind {
      context =
        request.client.map { seen[$0] }
        ?? replicas[request.node].known.union(issued[request.node])
    }
    writes.append(Write(id: id, context: context, isDeletion: isDeletion))
    issued[request.node].insert(id)
    var places = places(request)
    var outcome = decide(places.map { Self.unanswered($0) }, request, setup.w)
    if case .ok = outcome { outcome = nil }
    for index in order(places, request) {
      let isStored = store(id, at: places[index].node, for: places[index].home, request)
      places[index].answer = isStored
      let isLastOfOwn = !order(places, request).contains {
        places[$0].answer == nil && places[$0].node == request.node
      }
      if outcome == nil, isLastOfOwn { outcome = decide(places, request, setup.w) }
    }
    if outcome == .ok, let client = request.client { seen[client].insert(id) }
    return outcome ?? .unknown
  }

  private static func unanswered(_ place: Place) -> Place {
    var place = place
    place.answer = nil
    return place
  }

  /// Stores a write at a node, for itself or another; whether it did.
  private mutating func store(_ id: Int, at node: Int, for home: Int?, _ request: Request) -> Bool {
    if failing.contains(node) { return false }
    guard let home else {
      take(id, at: node)
      return true
    }
    let kept = hints.filter { $0.holder == node && $0.home == home }
    if kept.contains(where: { $0.write == id || writes[$0.write].context.contains(id) }) {
      return true
    }
    hints.subtract(kept.filter { writes[id].context.contains($0.write) })
    let hint = Hint(holder: node, home: home, write: id)
    hints.insert(hint)
    if request.reach == nil { handOff(hint) }
    return true
  }

  private mutating func take(_ id: Int, at node: Int) {
    guard !replicas[node].known.contains(id) else { return }
    replicas[node].stored.subtract(writes[id].context)
    replicas[node].stored.insert(id)
    replicas[node].known.formUnion(writes[id].context)
    replicas[node].known.insert(id)
  }

  private mutating func handOff(_ hint: Hint) {
    guard setup.handsOff, !down.contains(hint.holder), !failing.contains(hint.home),
      reaches(hint.holder, hint.home)
    else { return }
    take(hint.write, at: hint.home)
    hints.remove(hint)
  }

  /// After faults and changes of links.
  mutating func handOffAll() {
    for hint in hints { handOff(hint) }
  }

  // MARK: Reading

  /// The outcome of a read, and the writes it returns where it is ok.
  mutating func read(_ request: Request) -> (Outcome, Set<Int>) {
    var places = places(request)
    if let outcome = decide(places, request, setup.r), outcome != .ok { return (outcome, []) }
    var isDecided = false
    let order = order(places, request)
    for (position, index) in order.enumerated() {
      places[index].answer = true
      places[index].found = look(places[index])
      places[index].isCounted = !isDecided
      let isOwn = places[index].node == request.node
      let goesOn = position + 1 < order.count && places[order[position + 1]].node == request.node
      if isOwn, goesOn { continue }
      if !isDecided { isDecided = decide(places, request, setup.r) == .ok }
    }
    guard isDecided else { return (.unknown, []) }
    if setup.readRepair == .synchronous, !push(&places, request, isFirst: true) {
      return (.unknown, [])
    }
    let counted = places.filter(\.isCounted)
    if let client = request.client {
      for place in counted { seen[client].formUnion(place.found.known) }
    }
    if setup.readRepair != .off { _ = push(&places, request, isFirst: false) }
    return (.ok, maxima(counted).filter { !writes[$0].isDeletion })
  }

  private func look(_ place: Place) -> Replica {
    guard let home = place.home else { return replicas[place.node] }
    var found = Replica()
    for hint in hints where hint.holder == place.node && hint.home == home {
      found.stored.insert(hint.write)
      found.known.formUnion(writes[hint.write].context)
      found.known.insert(hint.write)
    }
    return found
  }

  private func maxima(_ places: [Place]) -> Set<Int> {
    let found = places.reduce(into: Set<Int>()) { $0.formUnion($1.found.stored) }
    return found.filter { id in !found.contains { writes[$0].context.contains(id) } }
  }

  /// Sends what counts to who lacks it; false: somebody who is waited for refuses it.
  private mutating func push(
    _ places: inout [Place], _ request: Request, isFirst: Bool
  ) -> Bool {
    let answers = places.indices.filter {
      places[$0].answer == true && (places[$0].isCounted || !isFirst)
    }
    var isAccepted = true
    var sent: [(write: Int, place: Place)] = []
    for id in maxima(answers.map { places[$0] }) {
      let wasPushed = places.contains { $0.isCounted && $0.found.known.contains(id) }
      for index in answers where !places[index].found.known.contains(id) {
        if places[index].isMended, !isFirst, wasPushed { continue }
        if isFirst { places[index].isMended = true }
        sent.append((id, places[index]))
      }
    }
    for (id, place) in sent {
      repairs += 1
      let isStored = store(id, at: place.node, for: place.home, request)
      if !isStored, place.node != request.node { isAccepted = false }
    }
    return isAccepted
  }
}
