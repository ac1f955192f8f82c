import Commands
import Replication

/// Makes programs that load, and that mostly make sense: every verb in its real forms.
///
/// What is refused when it runs is refused rightly; what it expects is true whenever it is judged.
package struct ProgramGenerator: Sendable {
  var draws: Draws
  /// The nodes there are, as far as the program can know.
  var nodes: [String] = []
  /// Names that registered strategies have.
  var strategies: [String] = []
  /// Definitions, with how many parameters they take.
  var definitions: [(name: String, arity: Int)] = []
  /// How many names were made up so far.
  var serial = 0
  /// Whether writes may go round for ever, so that time is given in small pieces.
  var mayCirculate = false
  /// Whether nodes compare by themselves, for ever where a strategy leaves versions out.
  var compares = false
  /// Whether concurrent versions of a new key are all kept.
  var keepsSiblings = true
  /// Whether each node has always been a leader, which holds what it is asked to write.
  var everyNodeLeads = true

  /// The generator of a seed.
  package init(seed: UInt64) { draws = Draws(seed: seed) }

  /// The top-level statements of a program, each a text of its own.
  package mutating func program(length: Int = 24) -> [String] {
    var statements = opening()
    for _ in 0..<length { statements.append(statement(depth: 0)) }
    if draws.oneIn(4) { statements.append(convergence()) }
    return statements
  }

  private mutating func opening() -> [String] {
    nodes = draws.oneIn(4) ? ["n1", "n2", "n3", "n4", "n5"] : ["a", "b", "c"]
    var statements: [String] = []
    if draws.oneIn(3) { statements.append("seed \(draws.below(1000))") }
    let isRange = nodes[0] == "n1"
    statements.append(isRange ? "nodes n1..n5 zone=eu" : "nodes a b c")
    statements.append(topology())
    if draws.oneIn(2) { statements.append("resolve * with \(rule())") }
    if statements.last?.hasPrefix("resolve") == true { keepsSiblings = false }
    return statements
  }

  /// One statement; blocks nest to a depth of three.
  mutating func statement(depth: Int) -> String {
    switch draws.below(20) {
    case 0..<7: return request()
    case 7..<10: return time()
    case 10..<13: return fault()
    case 13: return depth == 0 ? building() : request()
    case 14: return binding()
    case 15...16: return looking()
    case 17: return truth(depth: depth)
    case 18 where depth == 0:
      return draws.oneIn(2) ? quorums() : draws.oneIn(2) ? travel() : code()
    case 18: return request()
    default: return depth < 3 ? nested(depth: depth) : request()
    }
  }

  // MARK: Names

  mutating func node() -> String { nodes.isEmpty ? "a" : draws.pick(nodes) }

  mutating func key() -> String {
    let odd = ["cart:1", "cart:2", "profile/tags", "\"in\"", "'odd key'", "\"é\"", "naïve", "k.2"]
    return draws.oneIn(4) ? draws.pick(odd) : draws.pick(["x", "y", "title"])
  }

  mutating func client() -> String { draws.pick(["ann", "bob", "cyd"]) }

  /// A name that nothing else has.
  mutating func fresh(_ stem: String) -> String {
    serial += 1
    return "\(stem)\(serial)"
  }

  mutating func value() -> String {
    let plain = ["1", "-2", "3.5", "\"B\"", "milk", "true", "null", "'raw $x'", "\"é \\u0001\""]
    let nested = ["[\"milk\", \"eggs\"]", "{\"room\": 7}", "[1, [2, {}], null]", "[]", "\"\""]
    let large = ["9223372036854775807", "-9223372036854775808", "1e300", "0.1", "3ms", "0"]
    return draws.pick(draws.oneIn(2) ? plain : draws.oneIn(2) ? nested : large)
  }

  mutating func duration() -> String {
    draws.pick(["0ms", "1us", "300us", "1ms", "2.5ms", "10ms", "25ms", "1ns"])
  }

  mutating func selector() -> String {
    draws.pick([node(), node(), "\(node()),\(node())", "all", "!\(node())", "up", "\(node())"])
  }

  /// Two different nodes, where there are two.
  mutating func pair() -> (String, String) {
    let first = node()
    let others = nodes.filter { $0 != first }
    return (first, others.isEmpty ? first : draws.pick(others))
  }

  mutating func arc() -> String {
    let (from, to) = pair()
    return "\(from)->\(to)"
  }

  /// A strategy by a name that is known.
  mutating func rule() -> String {
    let builtIn = StrategyCatalogue.builtIns.map(\.name).filter { $0 != "ask" }
    return strategies.isEmpty || draws.oneIn(2) ? draws.pick(builtIn) : draws.pick(strategies)
  }
}
