import Causality
import Consistency

/// A small replicated system that is told what to do and writes down what happened.
///
/// Each node keeps siblings under an exact causal context per key; there is no network: `carry`
/// brings one version from anywhere to a node.
struct Play {
  struct Shelf: Hashable {
    var node: Int32
    var key: Int32
  }

  struct Stored {
    var live: [Dot] = []
    var context = CausalContext()
  }

  /// What a write follows.
  enum Following {
    /// What the node has.
    case node
    /// Nothing.
    case nothing
    /// These versions.
    case context(CausalContext)
  }

  var history: History
  var tick: Int64 = 0
  private(set) var nodes: [Shelf: Stored] = [:]
  /// What each version follows, in order of creation.
  private(set) var versions: [(key: Int32, dot: Dot, past: CausalContext)] = []
  private var counters: [Shelf: UInt32] = [:]

  init(limit: Int = 1 << 20) { history = History(limit: limit) }

  /// Writes and is told so at once.
  @discardableResult
  mutating func write(
    _ key: Int32, at node: Int32, by session: Int32 = -1, following: Following = .node,
    outcome: Operation.Outcome = .ok, isDeletion: Bool = false, end: Int64? = nil
  ) -> Dot {
    tick += 10
    let shelf = Shelf(node: node, key: key)
    counters[shelf, default: 0] += 1
    let dot = Dot(ReplicaID(UInt32(node)), counters[shelf] ?? 1)
    let past =
      switch following {
      case .node: nodes[shelf]?.context ?? CausalContext()
      case .nothing: CausalContext()
      case .context(let context): context
      }
    versions.append((key, dot, past))
    let number = history.beginWrite(
      dot, of: key, following: past, at: node, session: session, tick: tick,
      isDeletion: isDeletion)
    store(versions.count - 1, at: node)
    history.end(number, outcome, tick: end ?? tick)
    return dot
  }

  /// Reads what a node has.
  @discardableResult
  mutating func read(
    _ key: Int32, at node: Int32, by session: Int32 = -1, end: Int64? = nil
  ) -> CausalContext {
    tick += 10
    let stored = nodes[Shelf(node: node, key: key)] ?? Stored()
    let number = history.beginRead(of: key, at: node, session: session, tick: tick)
    history.endRead(
      number, returning: stored.live, context: stored.context, tick: end ?? tick)
    return stored.context
  }

  /// Brings a version to a node.
  mutating func carry(_ dot: Dot, of key: Int32, to node: Int32) {
    tick += 1
    guard let version = versions.firstIndex(where: { $0.key == key && $0.dot == dot }),
      nodes[Shelf(node: node, key: key)]?.context.covers(dot) != true
    else { return }
    store(version, at: node)
  }

  /// Lets a live version go for another, as a rule that compares stamps would.
  mutating func drop(_ dot: Dot, of key: Int32, for rival: Dot, at node: Int32) {
    nodes[Shelf(node: node, key: key)]?.live.removeAll { $0 == dot }
    history.drop(dot, of: key, for: rival, at: node, tick: tick)
  }

  /// Empties a node.
  mutating func wipe(_ node: Int32) {
    nodes = nodes.filter { $0.key.node != node }
    history.wipe(node, tick: tick)
  }

  private mutating func store(_ version: Int, at node: Int32) {
    let (key, dot, past) = versions[version]
    var stored = nodes[Shelf(node: node, key: key)] ?? Stored()
    stored.live.removeAll { past.covers($0) }
    stored.live.append(dot)
    stored.context.merge(past)
    stored.context.include(dot)
    nodes[Shelf(node: node, key: key)] = stored
    history.store(dot, of: key, at: node, tick: tick)
  }
}

extension Checker {
  /// The checker of this name.
  static func named(_ name: String) -> Checker {
    all.first { $0.name == name } ?? all[0]
  }
}

extension Play {
  /// What a checker says of what has happened so far.
  func verdict(_ name: String, session: Int32? = nil) -> Verdict {
    Checker.named(name).judge(history, Checker.Question(session: session))
  }

  /// The operations of the witness; nil: there is none.
  func witness(_ name: String, session: Int32? = nil) -> [Int]? {
    guard case .violated(let witness) = verdict(name, session: session) else { return nil }
    return witness.operations
  }
}
