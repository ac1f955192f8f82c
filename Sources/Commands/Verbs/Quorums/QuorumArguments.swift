import Replication
import ScriptSyntax
import Simulation

extension ArgumentReader {
  /// How many must answer: a number from 1, `majority` or `all`.
  mutating func need() throws(Diagnostic) -> Need {
    let item = try take(.need)
    if item.hasVariables { return .number(1) }
    switch item.plainWord {
    case "majority": return .majority
    case "all": return .all
    default: break
    }
    guard case .literal(.int(let number)) = item.kind else {
      throw wrongKind(
        ArgumentKind.need.phrase, item,
        remedy: suggestion(for: item.plainWord ?? "", among: ["majority", "all"]))
    }
    guard (1...Self.mostReplicas).contains(number) else {
      throw Diagnostic(
        code: .outOfRange,
        message: number < 1
          ? "`\(number)` answers would be no answer" : "`\(number)` is more than can be asked",
        span: item.span, remedy: "state a number from 1 to n, `majority` or `all`")
    }
    return .number(Int(number))
  }

  private static var mostReplicas: Int64 { 1000 }

  /// How a leaderless store is set up; what is not stated is as the language has it.
  mutating func quorumSetup() throws(Diagnostic) -> QuorumSetup {
    let isKnown = !items.contains(where: \.hasVariables)
    let n = try option("n") ? try count(upTo: Int(Self.mostReplicas)) : 3
    var setup = QuorumSetup(n: n, w: min(2, n), r: min(2, n))
    if try option("w") { setup.w = try need(among: n, isKnown: isKnown) }
    if try option("r") { setup.r = try need(among: n, isKnown: isKnown) }
    if try option("versions") { setup.versions = try versions() }
    if try option("count") { setup.count = try choice(of: QuorumSetup.Count.self) }
    if try option("sloppy") { setup.isSloppy = try onOff() }
    if try option("read-repair") { setup.readRepair = try readRepair() }
    if try option("handoff") { setup.handsOff = try onOff() }
    if try option("epoch") { setup.startsEpochs = try onOff() }
    setup.pruning = try pruning(versions: setup.versions)
    return setup
  }

  /// When vectors are cut: `prune=10 small=5 young=20s old=1d`; nil: never.
  private mutating func pruning(
    versions: QuorumSetup.Versions
  ) throws(Diagnostic) -> VectorPruning? {
    guard try option("prune") else {
      for name in ["small", "young", "old"] where try option(name) {
        throw Diagnostic(
          code: .missingArgument, message: "`\(name)` goes with `prune`",
          span: lastSpan, remedy: "write `prune=10 \(name)=…`, or leave it out")
      }
      return nil
    }
    let span = lastSpan
    var pruning = VectorPruning(atMost: try count(upTo: 65_535))
    guard versions == .vector else {
      throw Diagnostic(
        code: .outOfRange, message: "only `versions=vector` keeps vectors that can be pruned",
        span: span, remedy: "write `versions=vector prune=\(pruning.big)`, or leave `prune` out")
    }
    if try option("small") { pruning.small = try count(upTo: 65_535) }
    if try option("young") { pruning.young = try duration() }
    if try option("old") { pruning.old = try duration() }
    return pruning
  }

  private mutating func need(among n: Int, isKnown: Bool) throws(Diagnostic) -> Int {
    let item = next
    let count = try need().count(of: n)
    guard isKnown, count > n else { return count }
    throw Diagnostic(
      code: .outOfRange, message: "\(count) answers of n=\(n) replicas cannot be had",
      span: item?.span ?? end, remedy: "state a number from 1 to \(n), `majority` or `all`")
  }

  private mutating func versions() throws(Diagnostic) -> QuorumSetup.Versions {
    switch try choice(QuorumSetup.Versions.allCases.map(\.word)) {
    case "vector": .vector
    case "stamps": .stamps
    default: .dots
    }
  }

  private mutating func readRepair() throws(Diagnostic) -> QuorumSetup.ReadRepair {
    switch try choice(QuorumSetup.ReadRepair.allCases.map(\.word)) {
    case "sync": .synchronous
    case "off": .off
    default: .asynchronous
    }
  }
}

extension QuorumSetup.Versions {
  /// As a script writes it.
  var word: String { self == .dots ? "dvv" : rawValue }
}

extension QuorumSetup.ReadRepair {
  /// As a script writes it.
  var word: String {
    switch self {
    case .asynchronous: "on"
    case .synchronous: "sync"
    case .off: "off"
    }
  }
}

extension QuorumSetup {
  /// The options that make it, those that are as the language has them left out.
  var text: String {
    var words = ["n=\(n)", "w=\(w)", "r=\(r)"]
    if versions != .dots { words.append("versions=\(versions.word)") }
    if count != .nodes { words.append("count=\(count.rawValue)") }
    if isSloppy { words.append("sloppy=on") }
    if readRepair != .asynchronous { words.append("read-repair=\(readRepair.word)") }
    if !handsOff { words.append("handoff=off") }
    if !startsEpochs { words.append("epoch=off") }
    if let pruning { words += pruning.words }
    return words.joined(separator: " ")
  }
}

extension VectorPruning {
  /// The options that make it.
  fileprivate var words: [String] {
    var words = ["prune=\(big)"]
    if small != big { words.append("small=\(small)") }
    if young > 0 { words.append("young=\(Duration.text(young))") }
    if old < .max { words.append("old=\(Duration.text(old))") }
    return words
  }
}
