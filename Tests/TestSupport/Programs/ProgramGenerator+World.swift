import Replication

// How the world is built, and what goes wrong in it.
extension ProgramGenerator {
  mutating func topology() -> String {
    let latency = draws.oneIn(4) ? " latency=\(draws.pick(["0ms", "3ms", "1ms..9ms"]))" : ""
    switch draws.below(8) {
    case 0: return "topology ring\(draws.oneIn(2) ? " two-way" : "")\(latency)"
    case 1: return "topology star hub=\(node())\(draws.oneIn(3) ? " one-way" : "")\(latency)"
    case 2: return "topology tree fanout=\(1 + draws.below(3))\(latency)"
    case 3: return "topology line\(latency)"
    case 4: return draws.oneIn(4) ? "topology none" : "topology ring all two-way"
    default: return "topology mesh\(latency)"
    }
  }

  /// Statements that change what there is; only at the top level, where they surely run once.
  mutating func building() -> String {
    switch draws.below(16) {
    case 0...1: return topology()
    case 2: return link()
    case 3: return "unlink \(draws.oneIn(2) ? arc() : "\(node()) <-> \(node())")"
    case 4: return created()
    case 5: return removed()
    case 6...7: return "replication multi-leader sync=\(draws.oneIn(2) ? "all" : "none")"
    case 8:
      let end = mayCirculate ? "settle events=200" : "settle"
      everyNodeLeads = false
      return "\(end); " + (draws.oneIn(3) ? singleLeader() : leaderless())
    case 9...11: return forwarding()
    case 12...13: return "delivery \(draws.pick(["fifo", "causal", "any"]))"
    case 14: return reset()
    default: return draws.oneIn(2) ? "help \(draws.pick(["put", "strategies"]))" : "help"
    }
  }

  private mutating func singleLeader() -> String {
    let waiting = draws.pick(["", " sync=all", " sync=none", " sync=\(node())"])
    return "replication single-leader leader=\(node())\(waiting); promote \(node())"
  }

  private mutating func leaderless() -> String {
    let options = [
      "", " sloppy=on", " read-repair=sync", " versions=vector", " n=2 w=1 r=1",
      " w=all r=majority",
      " read-repair=off handoff=off", " versions=stamps count=acks epoch=off",
      " versions=vector prune=2 small=1 young=2ms old=1s", " sloppy=on handoff=off count=acks",
    ]
    let links = draws.oneIn(2) ? "; topology none" : ""
    return "replication leaderless\(draws.pick(options))\(links)"
  }

  /// Statements that have a meaning without a leader, most of them with leaders, too.
  mutating func quorums() -> String {
    switch draws.below(9) {
    case 0: return "place \(key()) on \(node()),\(node()),\(node())"
    case 1: return "place \(key()) partition=\(draws.below(8))"
    case 2: return "ring owners=\(node()),\(node()) partitions=8"
    case 3: return "preference \(key())"
    case 4...5: return "sync \(node()) \(node())"
    case 6:
      compares = !draws.oneIn(3)
      return "anti-entropy \(compares ? draws.pick(["every=1s", "every=20ms"]) : "off")"
    case 7: return "gc grace=\(draws.pick(["1ms", "10ms", "1h"]))"
    default: return "get \(key()) at \(node()) r=1 from \(selector())"
    }
  }

  private mutating func link() -> String {
    let (from, to) = pair()
    switch draws.below(4) {
    case 0: return "link \(from) <-> \(to) latency=\(duration())"
    case 1: return "link \(from) -> \(to) -> \(node())"
    case 2: return "link \(from) -> !\(from)"
    default: return "link \(from) -> \(to) latency=1ms..5ms"
    }
  }

  private mutating func created() -> String {
    guard nodes.count < 8 else { return "show nodes" }
    let name = fresh("m")
    nodes.append(name)
    let options = ["", " zone=us", " rank=\(draws.below(9) - 4)"]
    return "nodes \(name)\(draws.pick(options)); link \(name) <-> \(node())"
  }

  private mutating func removed() -> String {
    guard nodes.count > 2 else { return "heal" }
    return "remove \(nodes.remove(at: draws.below(nodes.count)))"
  }

  private mutating func reset() -> String {
    guard draws.oneIn(4) else { return "show resolve" }
    nodes = ["a", "b", "c"]
    strategies = []
    mayCirculate = false
    keepsSiblings = true
    everyNodeLeads = true
    return "reset; nodes a b c; topology mesh"
  }

  private mutating func forwarding() -> String {
    switch draws.below(6) {
    case 0: return "forwarding tags=origin ignore=\(node()) at \(node())"
    case 1: return "forwarding \(draws.pick(["on", "off"])) at \(selector())"
    case 2 where draws.oneIn(3):
      mayCirculate = true
      return "forwarding tags=\(draws.pick(["none", "origin"])) redundant=forward"
    default:
      let tags = draws.pick(["path", "announced", "origin", "none"])
      // What a strategy leaves out is never known already.
      mayCirculate = tags == "origin" || tags == "none"
      return "forwarding tags=\(tags)"
    }
  }

  mutating func binding() -> String {
    let pattern = draws.pick([key(), "*", "cart:*", "x"])
    if draws.oneIn(4) { return registration() }
    if pattern == "*" { keepsSiblings = false }
    switch draws.below(8) {
    case 0: return "resolve \(pattern) with \(rule()) on=read"
    case 1: return "resolve \(pattern) with \(rule()) on=read writeback=on"
    case 2: return "resolve \(pattern) with ask on=read"
    case 3: return "resolve \(pattern) with \(rule()) delayed=\(duration())"
    case 4: return "resolve \(pattern) with \(rule()) on link \(arc())"
    default: return "resolve \(pattern) with \(rule())"
    }
  }

  private mutating func registration() -> String {
    let definition = draws.pick(StrategyCatalogue.all.filter { $0.name != "ask" })
    let name = fresh("rule")
    var text = "strategy \(name) \(definition.name)"
    for option in definition.options where draws.oneIn(2) {
      let accepted = definition.acceptedWords(of: option)
      let fields = ["title:ours", "\"room:theirs,x:drop\""]
      let free = option == .fields ? fields : ["\", \"", "\"/\"", "é"]
      let words = accepted.isEmpty ? free : accepted
      text += " \(option.rawValue)=\(draws.pick(words))"
    }
    strategies.append(name)
    return text
  }

  mutating func fault() -> String {
    let link = draws.oneIn(4) ? "\(selector())->\(node())" : arc()
    let kind = draws.pick(["", "", " replicate", " write-request", " commit", " write-ack"])
    switch draws.below(20) {
    case 17: return chance()
    case 18: return "drift \(node()) \(draws.oneIn(2) ? "-" : "")\(draws.below(900))ppm"
    case 19: return chaos()
    case 0: return "crash \(node())\(draws.oneIn(3) ? " lose=disk" : "")"
    case 1...2: return "restart \(draws.oneIn(2) ? "all" : node())"
    case 3: return "pause \(node())"
    case 4...5: return "resume \(draws.oneIn(2) ? "all" : node())"
    case 6: return "fail \(node()) writes"
    case 7: return "mend \(draws.oneIn(2) ? "all" : node())"
    case 8: return "partition \(cut())"
    case 9...10: return "heal"
    case 11: return "hold \(link)\(kind)"
    case 12: return "release \(link)\(kind)"
    case 13: return "skew \(node()) \(draws.oneIn(2) ? "-" : "")\(duration())"
    case 14: return "\(draws.pick(["drop", "duplicate"])) \(message())"
    case 15: return "delay \(message()) \(duration())"
    default: return "latency \(draws.pick(["all", arc(), "replicate"])) \(latency())"
    }
  }

  private mutating func chance() -> String {
    let verb = draws.pick(["loss", "duplicates"])
    if draws.oneIn(3) { return "\(verb) \(arc())#\(1 + draws.below(9))" }
    let scope = draws.pick(["all", arc(), "replicate"])
    return "\(verb) \(scope) \(draws.pick(["0", "5", "0.5", "30", "100"]))%"
  }

  private mutating func chaos() -> String {
    if draws.oneIn(3) { return "chaos off" }
    let moment = "at=\(draws.below(400))ms"
    if draws.oneIn(6) { return "chaos \(draws.pick(["drop", "duplicate"])) \(arc())#2 \(moment)" }
    if draws.oneIn(3) {
      let fault = draws.pick(["crash", "pause", "partition", "fail"])
      return "chaos \(fault) \(node()) \(moment) downtime=\(duration())"
    }
    let kinds = draws.pick(["", " kinds=crash,pause", " kinds=drop,duplicate", " kinds=fail"])
    return "chaos rate=\(1 + draws.below(9))/s\(kinds) for=\(duration())"
  }

  private mutating func cut() -> String {
    let (first, second) = pair()
    return "\(first) \(draws.pick(["|", "->"])) \(second)"
  }

  private mutating func latency() -> String {
    draws.pick([duration(), "1ms..3ms uniform", "5ms constant", "0ms..20ms uniform"])
  }
}
