import Replication

// What clients do, and what surrounds it.
extension ProgramGenerator {
  mutating func request() -> String {
    switch draws.below(13) {
    case 12: return update()
    case 0..<6: return write() + (draws.oneIn(8) ? " &" : "")
    case 6..<8: return "get \(key()) \(reader())"
    case 8: return "delete \(key()) at \(node())\(session())"
    case 9: return transaction()
    case 10: return draws.oneIn(2) ? "wait" : "pace \(draws.pick(["1ms", "0ms", "3ms", "10us"]))"
    default: return settingOfClient()
    }
  }

  private mutating func write() -> String {
    let target = draws.oneIn(8) ? "as \(client())" : "at \(node())\(session())"
    var text = "put \(key()) \(value()) \(target)"
    if draws.oneIn(8) { text += " stamp=\(draws.pick(["0ms", "5ms", "42.004s", "1ms"]))" }
    if draws.oneIn(8) || mayCirculate { text += " timeout=\(draws.pick(["1ms", "30ms"]))" }
    return text
  }

  /// A typed key is named for its type, and bound again before every update.
  private mutating func update() -> String {
    let type = draws.pick(MergeCatalogue.all)
    let kind =
      draws.oneIn(8) ? draws.pick(MergeOperation.Kind.allCases) : draws.pick(type.operations)
    let isField = type.name == "or-map" && !draws.oneIn(3)
    var text = isField ? "update t.or-map/f add" : "update t.\(type.name) \(kind.rawValue)"
    let count = isField ? 1 : kind.operands.kinds.count
    for _ in 0..<count { text += " \(draws.pick(["1", "2", "x", "[1]", "f"]))" }
    return "resolve t.\(type.name) with \(shipped(type))\n\(text) at \(node())\(session())"
  }

  /// A type, or a name for it that ships operations.
  private mutating func shipped(_ type: MergeDefinition) -> String {
    guard draws.oneIn(3) else { return type.name }
    let name = "small.\(type.name)"
    guard !strategies.contains(name) else { return name }
    strategies.append(name)
    return "\(type.name)\nstrategy \(name) \(type.name) ship=operations"
  }

  private mutating func session() -> String {
    draws.oneIn(3) ? " as \(client())" : draws.oneIn(6) ? " blind" : ""
  }

  private mutating func reader() -> String {
    let target = draws.oneIn(4) ? "as \(client())" : "at \(node())"
    return mayCirculate ? "\(target) timeout=20ms" : target
  }

  private mutating func transaction() -> String {
    var writes: [String] = []
    for _ in 0...draws.below(3) {
      let isDeletion = draws.oneIn(5)
      writes.append(isDeletion ? "delete \(key())" : "put \(key()) \(value())")
      if draws.oneIn(6) { writes[writes.count - 1] += " as \(client())" }
    }
    return "transaction at \(node()) { \(writes.joined(separator: "; ")) }"
  }

  private mutating func settingOfClient() -> String {
    switch draws.below(4) {
    case 3:
      let promises = ["ryw", "mr", "mw,wfr", "ryw,mr,mw,wfr", "none"]
      return "client \(client()) guarantees=\(draws.pick(promises))"
    case 0: return "client \(client()) home=\(node())"
    case 1: return "client \(client()) home=\(node()),\(node()) skew=\(duration())"
    default: return "client \(client()) skew=-\(duration())"
    }
  }

  mutating func time() -> String {
    let small = mayCirculate ? ["run 5ms", "step", "step 2"] : ["run 30ms", "step 3", "run 2s"]
    switch draws.below(8) {
    case 0...1: return mayCirculate ? "settle events=200" : "settle"
    case 2: return "settle within=\(duration()) events=500"
    case 3: return draws.oneIn(3) && !mayCirculate && !compares ? "run until quiet" : "deliver all"
    case 4: return draws.pick(["deliver all to \(selector())", "deliver all from \(node())"])
    case 5: return "deliver \(message())"
    default: return draws.pick(small)
    }
  }

  mutating func message() -> String {
    draws.oneIn(2) ? arc() : "\(arc())#\(1 + draws.below(6))"
  }

  mutating func nested(depth: Int) -> String {
    let name = fresh("v")
    switch draws.below(7) {
    case 0: return "repeat \(draws.below(4)) {\n\(block(depth))\n}"
    case 1: return "for \(name) in \(selector()) {\n\(block(depth))\nput k$\(name) 1 at $\(name)\n}"
    case 2: return "together {\n\(simultaneous())\n}"
    case 3: return "section \"\(name)\" {\n\(block(depth))\n}"
    case 4:
      return "let \(name) = \(draws.pick([value(), node(), "[1, a]"]))\nprint \"x: $\(name)\""
    case 5 where depth == 0: return definition()
    case 6 where !definitions.isEmpty:
      let chosen = draws.pick(definitions)
      return chosen.name + (0..<chosen.arity).map { _ in " \(node())" }.joined()
    default: return "for \(name) in 1 b [2, \"c\"] { put x $\(name) at \(node()) }"
    }
  }

  private mutating func block(_ depth: Int) -> String {
    (0...draws.below(3)).map { _ in statement(depth: depth + 1) }.joined(separator: "\n")
  }

  private mutating func simultaneous() -> String {
    (0...draws.below(3)).map { _ in request() }.joined(separator: "\n")
  }

  private mutating func definition() -> String {
    let name = fresh("verb")
    let arity = draws.below(3)
    let parameters = (0..<arity).map { "p\($0)" }
    var body = [statement(depth: 2)]
    for parameter in parameters { body.append("put x \(value()) at $\(parameter)") }
    definitions.append((name, arity))
    let head = (["define", name] + parameters).joined(separator: " ")
    return "\(head) {\n\(body.joined(separator: "\n"))\n}"
  }
}
