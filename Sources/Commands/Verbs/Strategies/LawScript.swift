import Exploration
import Replication

/// A case that breaks a law, as a script in which that happens.
package struct LawScript {
  /// The script, after a line that says what it shows.
  package private(set) var text = ""
  private let failure: LawFailure
  private let writers: [String]
  /// Whether each node throws a coin of its own, which another world does not repeat.
  private let drawsAnew: Bool

  /// Writes the script of a failure of a strategy that is known by a name.
  package init(_ failure: LawFailure, _ strategy: Strategy, named name: String) {
    self.failure = failure
    drawsAnew = strategy.parameters.decided == .each
    writers = Array(["a", "b", "c"].prefix(failure.writes.writes.count))
    add("# Not \(failure.law.rawValue): \(failure.law.damage).")
    if !strategy.definition.options.isEmpty, strategy.definition.options.contains(.decided) {
      add("seed \(failure.seed)")
    }
    build()
    bind(strategy, name)
    for number in failure.writes.inOrder { write(number) }
    add("")
    take(failure.left.path, at: "left")
    take(failure.right.path, at: "right")
    judge("left", failure.left.shown)
    if failure.law == .monotone { return }
    judge("right", failure.right.shown)
    if drawsAnew { add("show x    # each node has thrown a coin of its own") }
  }

  private mutating func add(_ line: String) {
    if !text.utf8.isEmpty { text += "\n" }
    text += line
  }

  private var observers: [String] {
    if failure.law == .monotone { return ["left"] }
    switch failure.right.path.means {
    case .messages, .twice: return ["left", "right"]
    case .group, .writeBack: return ["left", "right", "other"]
    }
  }

  private mutating func build() {
    add("nodes \((writers + observers).joined(separator: " "))")
    for (number, writer) in writers.enumerated() {
      var links = observers.map { "link \(writer) -> \($0)" }
      if let earlier = failure.writes.writes[number].follows {
        links.insert("link \(writers[earlier]) -> \(writer)", at: 0)
      }
      add(links.joined(separator: "; "))
    }
    if failure.right.path.means == .writeBack { add("link other -> right") }
    add("forwarding off")
  }

  private mutating func bind(_ strategy: Strategy, _ name: String) {
    if strategy.definition.needs.contains(.base) { add("delivery causal") }
    let isBuiltIn = StrategyCatalogue.named(name) != nil
    var parameters = strategy.parameters
    if failure.law == .idempotent { parameters.dedupe = false }
    if isBuiltIn, parameters == strategy.definition.defaults {
      return add("resolve x with \(name)")
    }
    let own = isBuiltIn ? "mine" : name
    add("strategy \(own) \(strategy.definition.describe(parameters))")
    add("resolve x with \(own)")
  }

  private mutating func write(_ number: Int) {
    let write = failure.writes.writes[number]
    let node = writers[number]
    if let earlier = write.follows { add("deliver \(writers[earlier])->\(node)") }
    let stamp = "stamp=\(Duration.text(write.stamp))"
    if let operation = write.operation { return add("\(operation.statement) at \(node) \(stamp)") }
    guard let value = write.value else { return add("delete x at \(node) \(stamp)") }
    add("put x \(value.json) at \(node) \(stamp)")
  }

  // MARK: - Deliveries

  private mutating func take(_ path: LawPath, at observer: String) {
    if failure.law == .monotone, observer == "right" { return }
    switch path.means {
    case .messages: deliver(path.order, to: observer)
    case .twice:
      add("duplicate a->\(observer)")
      add("deliver a->\(observer); deliver a->\(observer)")
    case .group:
      deliver(Array(path.order.dropFirst()), to: "other")
      add("# What `other` keeps of it goes on.")
      deliver(Array(path.order.prefix(1)) + failure.kept, to: observer)
    case .writeBack:
      deliver(Array(path.order.dropFirst()), to: "other")
      deliver(Array(path.order.prefix(1)), to: observer)
      let stamp = failure.writes.writes.map(\.stamp).max() ?? 0
      let value = failure.between?.json ?? "null"
      add("put x \(value) at other stamp=\(Duration.text(stamp))    # what it shows there")
      add("deliver other->\(observer)")
    }
  }

  private mutating func deliver(_ order: [Int], to observer: String) {
    guard !order.isEmpty else { return }
    add(order.map { "deliver \(writers[$0])->\(observer)" }.joined(separator: "; "))
  }

  private mutating func judge(_ node: String, _ shown: [Value]) {
    guard !drawsAnew else { return }
    switch shown.count {
    case 0: add("expect x at \(node) absent")
    case 1: add("expect x at \(node) = \(shown[0].json)")
    default:
      let values = shown.map(\.json).joined(separator: ", ")
      add("expect siblings x at \(node) = [\(values)]")
    }
  }
}

extension StateFailure {
  /// What was joined and came out differently, as remarks: no replica does what they say.
  var remarks: String {
    let names = Self.names
    var lines = ["# Not \(law.rawValue) as a type: \(law.damageToStates)."]
    for (number, write) in writes.writes.enumerated() {
      let earlier = write.follows.map { ", behind \(names[$0])" } ?? ""
      let statement = write.operation?.statement ?? ""
      lines.append("# \(names[number]): `\(statement)`\(earlier)")
    }
    let (one, other) = ways
    return (lines + ["# \(one): \(left.json)", "# \(other): \(right.json)"])
      .joined(separator: "\n")
  }

  private var ways: (String, String) {
    let names = joined.map { Self.names[$0] }
    switch law {
    case .commutative: return ("A with B", "B with A")
    case .associative: return ("(A with B) with C", "A with (B with C)")
    case .idempotent:
      return joined.count == 1 ? ("A with A", "A") : ("(A with B) with itself", "A with B")
    case .monotone: return (names.joined(separator: " with "), names[1])
    }
  }

  private static let names = ["A", "B", "C"]
}

extension Law {
  /// What happens to states without it.
  fileprivate var damageToStates: String {
    switch self {
    case .commutative: "which state is joined to which decides"
    case .associative: "the order in which states are joined decides"
    case .idempotent: "a state that is joined again changes what is there"
    case .monotone: "what an operation makes does not include what it was made of"
    }
  }
}

extension MergeOperation {
  /// The statement that asks the key `x` to do it, up to its operands.
  fileprivate var statement: String {
    let key = (["x"] + path).joined(separator: "/")
    return (["update", key, kind.rawValue] + operands.map(\.json)).joined(separator: " ")
  }
}
