import Simulation

// What is looked at, and what is true whenever it is said.
extension ProgramGenerator {
  /// There and back again, so that what the program knows stays true.
  mutating func travel() -> String {
    let name = fresh("m")
    switch draws.below(5) {
    case 0: return "undo; redo"
    case 1: return "mark \(name); \(request()); goto \(name)"
    case 2: return "fork \(name); switch \(name); \(request()); switch main; diff \(name)"
    case 3: return "digest; history \(1 + draws.below(9))"
    default: return "diff \(node()) \(node())"
    }
  }

  mutating func looking() -> String {
    let topics = [
      "nodes", "links", "in-flight", "topology", "strategies", "resolve", "clients", "stats", "log",
      "hints", "ring", "quorum \(key())",
    ]
    switch draws.below(6) {
    case 0: return draws.oneIn(3) ? compared() : "show"
    case 5: return draws.oneIn(3) ? "strategies riak" : "show"
    case 1...2: return "show \(draws.pick(topics))"
    case 3: return "show \(key())"
    default: return "why \(key())\(draws.oneIn(2) ? " at \(selector())" : "")"
    }
  }

  private mutating func compared() -> String {
    let end = mayCirculate ? "settle events=200" : "settle"
    return "compare \(rule()) \(rule()) { put \(key()) 1 at \(node()); \(end) }"
  }

  /// A statement whose expectations hold, unless something before them in it is refused.
  ///
  /// In a block, which may run again when all has changed, only what is true always.
  mutating func truth(depth: Int) -> String {
    guard depth == 0 else {
      let guess = predicate(depth: 0)
      return draws.oneIn(3)
        ? "section s { settle events=400; expect quiet }" : "expect \(guess) or not (\(guess))"
    }
    let key = fresh("fresh")
    let node = node()
    let value = value()
    switch draws.below(10) {
    case 0:
      let write = "put \(key) \(value) at \(node)"
      return "section s { \(write); expect get \(key) at \(node) = \(value) }"
    case 1 where everyNodeLeads:
      let write = "put \(key) \(value) at \(node)"
      return "section s { \(write)\nexpect \(key) at \(node) = \(value) }"
    case 2 where keepsSiblings && everyNodeLeads:
      let writes = "put \(key) 1 at \(node); put \(key) 2 at \(node) blind"
      return "section s { \(writes); expect siblings \(key) at \(node) = [2, 1] }"
    case 3: return "section s { settle events=400; expect quiet }"
    case 4 where keepsSiblings && everyNodeLeads:
      let writes = "put \(key) 1 at \(node); delete \(key) at \(node)"
      return "section s { \(writes)\nexpect \(key) at \(node) absent }"
    case 5: return error(key)
    default:
      let guess = predicate(depth: 0)
      return "expect \(guess) or not (\(guess))"
    }
  }

  private mutating func error(_ key: String) -> String {
    switch draws.below(5) {
    case 0: return "expect error unknown-node { put x 1 at nowhere }"
    case 1: return "expect error duplicate-name { nodes \(nodes[0]) }"
    case 2: return "expect error unknown-strategy { resolve x with nobody }"
    case 3: return "expect error unknown-key { expect \(key) = 1 }"
    default: return "expect error unknown-node { crash nowhere }"
    }
  }

  private mutating func predicate(depth: Int) -> String {
    let counter = draws.pick(Counter.allCases).rawValue
    switch draws.below(depth < 3 ? 10 : 7) {
    case 8: return judgement()
    case 9: return "get \(key()) at \(node()) absent"
    case 0: return "\(counter) \(draws.pick(["=", "!=", "<", ">="])) \(draws.below(9))"
    case 1: return "quiet"
    case 2: return "converged"
    case 3: return "up \(node())"
    case 4: return "\(counter) at \(node()) <= \(draws.below(20))"
    case 5: return "not (\(predicate(depth: depth + 1)))"
    case 6: return "(\(predicate(depth: depth + 1)) and \(predicate(depth: depth + 1)))"
    default: return "(\(predicate(depth: depth + 1)) or \(predicate(depth: depth + 1)))"
    }
  }

  /// A judgement about the history.
  private mutating func judgement() -> String {
    let checker = draws.pick([
      "read-your-writes", "monotonic-reads", "monotonic-writes", "writes-follow-reads",
      "consistent-prefix", "no-lost-updates", "linearizable",
    ])
    switch draws.below(4) {
    case 0: return "\(checker) as \(client())"
    case 1: return "\(checker) \(key())"
    default: return checker
    }
  }

  /// A new world in which convergence is certain, whatever happens on the way.
  mutating func convergence() -> String {
    nodes = ["a", "b", "c"]
    let strategy = draws.pick(["siblings", "lww"])
    var lines = ["reset", "nodes a b c", draws.pick(["topology mesh", "topology ring two-way"])]
    lines += ["delivery \(draws.pick(["fifo", "any", "causal"]))", "resolve * with \(strategy)"]
    lines.append("put x 0 at a")
    for _ in 0..<6 {
      lines.append(draws.oneIn(4) ? "run 7ms" : "put x \(draws.below(5)) at \(node())")
      if draws.oneIn(5) { lines.append("hold \(arc())") }
      if draws.oneIn(6) { lines.append("partition \(draws.pick(["a | b,c", "c -> a"]))") }
      if draws.oneIn(6) { lines.append("heal") }
    }
    return (lines + ["release all->all; heal", "settle", "expect converged x"])
      .joined(separator: "\n")
  }
}
