import Causality
import Replication
import Testing

@testable import Simulation

/// Whatever order a set of writes is delivered in, and however often, all nodes end alike.
@Suite struct OrderIndependenceTests {
  struct Rule: Sendable, CustomTestStringConvertible {
    var name: String
    var options: [(name: String, value: String)] = []
    /// Whether writes may follow each other; first causality, then rank is not associative.
    var mayFollow = true

    var testDescription: String {
      ([name] + options.map { "\($0.name)=\($0.value)" }).joined(separator: " ")
    }
  }

  private static let stamped = ["lww", "fww"].flatMap { name in
    ["highest-node", "lowest-node", "larger-value"].map { tie in
      Rule(name: name, options: [("tie", tie)])
    }
  }
  private static let valued = ["max", "min", "highest-node", "random"].flatMap { name in
    [Rule(name: name, options: [("causality", "ignore")]), Rule(name: name, mayFollow: false)]
  }
  static let rules =
    stamped + valued + [
      Rule(name: "siblings"), Rule(name: "union"),
      Rule(name: "concatenate", options: [("as", "set")]),
      Rule(name: "three-way"), Rule(name: "three-way", options: [("numbers", "sum")]),
      Rule(name: "three-way", options: [("otherwise", "lww")]), Rule(name: "text"),
      Rule(name: "text", options: [("ship", "operations")]),
      Rule(name: "mv-register", options: [("ship", "operations")]),
      Rule(name: "lww", options: [("clock", "logical")]),
      Rule(name: "lww", options: [("clock", "hybrid")]),
      Rule(name: "lww", options: [("clock", "client")]),
      Rule(name: "lww", options: [("causality", "first")], mayFollow: false),
    ]

  @Test(arguments: rules)
  func `every order of three concurrent writes`(rule: Rule) throws {
    let lab = try concurrent(rule)
    var search = Orders()
    search.run(lab)
    #expect(search.ends == 720)
    #expect(search.results.count == 1, "\(search.results.map(\.self))")
  }

  @Test(arguments: rules)
  func `every order with a duplicate`(rule: Rule) throws {
    let lab = try concurrent(rule, nodes: 2)
    lab.step(.duplicate(MessageName(Arc(.a, .b), 1)))
    lab.step(.duplicate(MessageName(Arc(.b, .a), 1)))
    lab.step(.duplicate(MessageName(Arc(.b, .a), 1)))
    var search = Orders()
    search.run(lab)
    #expect(search.ends == 120)
    #expect(search.results.count == 1, "\(search.results.map(\.self))")
  }

  @Test(arguments: rules.filter(\.mayFollow))
  func `every order of writes that follow each other`(rule: Rule) throws {
    let lab = try concurrent(rule, nodes: 2)
    // a has b's write and follows it; b has nothing of a's.
    lab.deliver(.b, .a)
    lab.write("m", at: .a, stamp: 4)
    lab.write("z", at: .b, context: .blind, stamp: 4)
    var search = Orders()
    search.run(lab)
    #expect(search.ends > 1)
    #expect(search.results.count == 1, "\(search.results.map(\.self))")
  }

  @Test(arguments: MergeCatalogue.all.map(\.name))
  func `every order of operations at three nodes`(name: String) throws {
    let search = try search(name, nodes: 3, ship: .operations)
    #expect(search.ends >= 720)
  }

  @Test(arguments: MergeCatalogue.all.map(\.name), ShippingRule.allCases)
  func `every order of operations with duplicates`(name: String, ship: ShippingRule) throws {
    let search = try search(name, nodes: 2, ship: ship) { lab in
      lab.step(.duplicate(MessageName(Arc(.a, .b), 1)))
      lab.step(.duplicate(MessageName(Arc(.a, .b), 2)))
    }
    #expect(search.ends >= 120)
  }

  /// All that becomes of an operation that follows another, and one beside them.
  private func search(
    _ name: String, nodes: Int, ship: ShippingRule, _ prepare: (Lab) -> Void = { _ in }
  ) throws -> Orders {
    let type = try #require(MergeCatalogue.named(name))
    let lab = Lab.mesh(nodes)
    lab.events.interest = []
    lab.step(.delivery(.any))
    for node in 0..<Int32(nodes) { lab.step(.relay(NodeID(node), false)) }
    try lab.bind(.k, name, [("ship", ship.rawValue)])
    for (node, operation) in zip([NodeID.a, .a, .b], operations(of: type)) {
      lab.step(.update(WriteRequest(key: .k, value: .tombstone, node: node), operation))
    }
    prepare(lab)
    var search = Orders()
    search.run(lab)
    #expect(search.results.count == 1, "\(search.results.map(\.self))")
    return search
  }

  /// Two operations of which the second follows the first, and one beside them.
  private func operations(of type: MergeDefinition) -> [MergeOperation] {
    let x = Value.string("x")
    return switch type.name {
    case "g-counter": [.increment, .increment, .increment].map { MergeOperation($0, [.int(2)]) }
    case "pn-counter": [.increment, .decrement, .increment].map { MergeOperation($0, [.int(2)]) }
    case "g-set": [MergeOperation(.add, [x]), MergeOperation(.add, [.int(1)]), .init(.add, [x])]
    case "ew-flag", "dw-flag": [.init(.enable), .init(.disable), .init(.enable)]
    case "lww-register", "mv-register":
      [MergeOperation(.assign, [x]), .init(.assign, [.int(1)]), .init(.assign, [.int(2)])]
    case "text", "ot-text", "list":
      [
        MergeOperation(.insert, [.int(0), x]),
        .init(.erase, [.int(0), .int(type.answer == nil ? 1 : 0)]),
        .init(.insert, [.int(0), .string("y")]),
      ]
    case "or-map":
      [
        MergeOperation(.add, [x], path: ["f"]), .init(.remove, [.string("f")]),
        .init(.add, [x], path: ["f"]),
      ]
    default: [MergeOperation(.add, [x]), .init(.remove, [x]), .init(.add, [x])]
    }
  }

  /// One write at each node, with equal and different stamps.
  private func concurrent(_ rule: Rule, nodes: Int = 3) throws -> Lab {
    let lab = Lab.mesh(nodes)
    lab.events.interest = []
    lab.step(.delivery(.any))
    try lab.bind(.k, rule.name, rule.options)
    for (node, text) in ["q", "b", "x"].prefix(nodes).enumerated() {
      lab.write(text, at: NodeID(Int32(node)), stamp: node == 2 ? 3 : 4)
    }
    return lab
  }

  /// All orders of delivery, one after the other.
  private struct Orders {
    var results: Set<[[String]]> = []
    var ends = 0

    mutating func run(_ lab: Lab) {
      var moves: [Decision] = []
      lab.world.enabled(.untimed, into: &moves)
      guard !moves.isEmpty else {
        ends += 1
        let shown = (0..<lab.world.nodeCount).map { node in
          lab.values(.k, at: NodeID(Int32(node))).sorted()
        }
        results.insert(shown.allSatisfy { $0 == shown[0] } ? [shown[0]] : shown)
        return
      }
      for move in moves {
        let fork = lab.fork()
        fork.attempt(move)
        run(fork)
      }
    }
  }
}
