import Causality
import Replication
import Testing

@testable import Simulation

/// A world with what it reported: a reference, so that closures and `#expect` can look at it.
final class Lab {
  var world: World
  var events: EventBuffer

  init(seed: UInt64 = 42, interest: Interest = .all) {
    world = World(seed: seed)
    events = EventBuffer(interest: interest)
  }

  private init(_ other: Lab) {
    world = other.world.fork()
    events = other.events
  }

  func fork() -> Lab { Lab(self) }

  /// Makes a decision; nil: it was accepted.
  @discardableResult
  func attempt(_ decision: Decision) -> Refusal? {
    do throws(Refusal) {
      try world.step(decision, into: &events)
      return nil
    } catch {
      return error
    }
  }

  /// Makes a decision that must be accepted.
  func step(_ decision: Decision, _ location: SourceLocation = #_sourceLocation) {
    let refusal = attempt(decision)
    #expect(refusal == nil, "\(decision)", sourceLocation: location)
  }

  @discardableResult
  func settle() -> Int { world.settle(until: .max, into: &events) }

  func fingerprint(_ relation: Relation = .timed) -> UInt64 { world.fingerprint(relation) }

  func count(_ counter: Counter, at node: NodeID? = nil, on key: KeyID? = nil) -> Int {
    world.count(counter, at: node, on: key)
  }

  /// The live values for people; texts without quotes.
  func values(_ key: KeyID, at node: NodeID) -> [String] {
    world.values(of: key, at: node).map { id in
      switch world.values.value(id) {
      case .string(let text): text
      case let value?: value.json
      case nil: "(deleted)"
      }
    }
  }

  var isQuiet: Bool { world.isQuiet }

  var isConverged: Bool { world.isConverged(nil) }

  var messages: [MessageView] { world.inFlight() }

  var picture: Picture { Picture(world) }

  var violations: [String] { Invariants(world).violations }

  func versions(_ key: KeyID, at node: NodeID) -> [VersionView] {
    world.versions(of: key, at: node)
  }

  // MARK: Building

  /// Nodes with every one linked to every other, and one key.
  static func mesh(_ count: Int, rules: KeyRules = KeyRules(), relay: Bool = false) -> Lab {
    let lab = Lab()
    lab.step(.addNodes(count: count))
    lab.step(.topology(Lab.meshArcs(count)))
    for node in 0..<Int32(count) where !relay { lab.step(.relay(NodeID(node), false)) }
    lab.step(.addKey(rules))
    return lab
  }

  /// Nodes joined by these pairs, and one key.
  static func joined(_ count: Int, _ pairs: [(Int32, Int32)], bothWays: Bool = false) -> Lab {
    let lab = Lab()
    lab.step(.addNodes(count: count))
    var arcs = pairs.map { Arc(NodeID($0.0), NodeID($0.1)) }
    if bothWays { arcs += pairs.map { Arc(NodeID($0.1), NodeID($0.0)) } }
    lab.step(.topology(arcs))
    lab.step(.addKey(KeyRules()))
    return lab
  }

  static func meshArcs(_ count: Int) -> [Arc] {
    var arcs: [Arc] = []
    for from in 0..<Int32(count) {
      for to in 0..<Int32(count) where to != from { arcs.append(Arc(NodeID(from), NodeID(to))) }
    }
    return arcs
  }

  /// Registers a strategy and returns its number.
  func register(
    _ name: String, _ options: [(name: String, value: String)] = []
  ) throws -> StrategyID {
    let definition = try #require(StrategyCatalogue.named(name))
    let id = StrategyID(UInt16(world.strategies.count))
    step(.addStrategy(Strategy(definition, try definition.parameters(from: options))))
    return id
  }

  /// Binds a key to a strategy on write.
  func bind(
    _ key: KeyID, _ name: String, _ options: [(name: String, value: String)] = []
  ) throws {
    var rules = KeyRules()
    rules.onWrite = try register(name, options)
    step(.bind(key, rules))
  }

  // MARK: Acting

  func write(
    _ text: String, at node: NodeID, on key: KeyID = .k, context: WriteContext = .node,
    stamp: Tick? = nil, timeout: Tick = 1_000_000_000,
    _ location: SourceLocation = #_sourceLocation
  ) {
    step(
      .write(
        WriteRequest(
          key: key, value: world.values.intern(text), node: node, context: context,
          stamp: stamp, timeout: timeout)), location)
  }

  /// What the last write's operation is called.
  var operation: OperationID {
    if case .wrote(let id) = world.reply { return id }
    return OperationID(-1)
  }

  func deliver(
    _ from: NodeID, _ to: NodeID, _ ordinal: UInt32, _ location: SourceLocation = #_sourceLocation
  ) {
    step(.deliver(MessageName(Arc(from, to), ordinal)), location)
  }

  /// Delivers the oldest message on a link.
  func deliver(
    _ from: NodeID, _ to: NodeID, _ location: SourceLocation = #_sourceLocation
  ) {
    guard let name = world.oldest(on: Arc(from, to)) else {
      Issue.record("nothing in flight", sourceLocation: location)
      return
    }
    step(.deliver(name), location)
  }

  func drop(_ from: NodeID, _ to: NodeID) {
    if let name = world.oldest(on: Arc(from, to)) { step(.drop(name)) }
  }
}

extension KeyID {
  static let k = KeyID(0)
  static let l = KeyID(1)
}

extension NodeID {
  static let a = NodeID(0)
  static let b = NodeID(1)
  static let c = NodeID(2)
  static let d = NodeID(3)
  static let e = NodeID(4)
  static let f = NodeID(5)
}
