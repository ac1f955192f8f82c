import Exploration
import Replication
import ScriptSyntax
import Simulation

/// `laws lww`: looks for writes that make replicas disagree under a strategy.
struct LawsCommand: Command {
  static let signature = Signature(
    "laws", .strategies, "Tries whether a strategy keeps the laws that replicas agree by.",
    syntax: [
      "laws STRATEGY", "laws STRATEGY values=[1,2,3] samples=1000",
      "laws STRATEGY keep=\"commutative idempotent\"", "laws TYPE { OPERATION…; OPERATION… }",
    ],
    parameters: [
      .positional("STRATEGY", .strategy, "yours, or a built-in with its defaults"),
      .option("samples", .count, "how many cases are drawn beside those tried (default 200)"),
      .option("values", .value, "values of the kind it is for, a JSON array (default: its own)"),
      .option(
        "keep", .text,
        "laws to be kept and no others, `all` or `none`, else it fails (default: any)"),
      .positional("{ … }", .block, "operations of a type, a statement each (default: its own)"),
    ],
    details: [
      "Small worlds are made and their messages delivered: one to three writes, each at a node of",
      "its own, deletions among them, under every order of stamps, also where one follows",
      "another, and every order in which a replica can hear of them. Then cases are drawn. What",
      "replicas store beside what they show comes to light when the third write has come. The",
      "first case that breaks a law is printed as a script.",
      "Joining the same version again, as with dedupe=off, tells whether the rule is idempotent;",
      "what adds up is tried with `delivery causal`. With C, A and I replicas agree for ever.",
      "Types that merge by themselves are tried with operations instead of values, written as in",
      "`update` behind the key; of a map with the field before them: `{ tags add x }`. Beside the",
      "replicas their states alone are joined, again, and with what they were made of.",
    ],
    example: "laws lww\nlaws average keep=\"commutative idempotent monotone\"\n"
      + "laws or-set keep=all samples=20 { add milk; remove milk; add milk eggs }",
    seeAlso: ["strategies", "strategy", "compare"])

  private let strategy: Mention
  private let samples: Int
  private let values: [Value]?
  private let operations: [(operation: MergeOperation, span: SourceSpan)]?
  private let wanted: LawSet?
  private let span: SourceSpan

  init(_ arguments: inout ArgumentReader) throws(Diagnostic) {
    span = arguments.span
    strategy = try arguments.strategy()
    samples =
      try arguments.option("samples")
      ? Int(clamping: try arguments.integer(in: 0...1_000_000)) : 200
    values = try arguments.option("values") ? try arguments.sampleValues() : nil
    wanted = try arguments.option("keep") ? try arguments.laws() : nil
    operations = try arguments.operations()
  }

  func run(in session: inout Session, into sink: inout some Sink) throws(Halt) {
    // Asking leaves nothing behind.
    var probe = session.fork()
    let id = try probe.strategy(strategy)
    let strategy = probe.world.strategies[Int(id.rawValue)]
    if strategy.definition.name.hasSameBytes(as: "ask") {
      throw session.refusal(
        .state, "`ask` has no laws of its own: whoever reads decides", at: self.strategy.span,
        remedy: "until then it keeps siblings: `laws siblings`")
    }
    var search = LawSearch(strategy, try scope(strategy, in: session))
    while search.advance() {
      if sink.isStopping { throw .interrupted }
    }
    report(search, strategy, into: &sink)
    try judge(search.kept, in: &session, into: &sink)
  }

  private func scope(
    _ strategy: Strategy, in session: borrowing Session
  ) throws(Halt) -> LawScope {
    let values = self.values ?? strategy.definition.profile?.samples ?? StrategyProfile.letters
    var scope = LawScope(values: values, samples: samples, seed: session.world.seed)
    if let operations { try session.check(operations, strategy, at: span) }
    guard let merge = strategy.definition.merge else { return scope }
    guard self.values == nil else {
      throw session.refusal(
        .type, "`\(merge.name)` takes operations, not values", at: span,
        remedy: "write them in a block, as behind the key of `update`: `{ OPERATION…; … }`")
    }
    scope.operations = operations?.map(\.operation) ?? merge.samples
    return scope
  }

  private func report(
    _ search: LawSearch, _ strategy: Strategy, into sink: inout some Sink
  ) {
    var table = TableReport(columns: ["LAW", "HOLDS", "SO"], empty: "there are no laws")
    for law in Law.allCases {
      let holds = search.kept.contains(law)
      table.rows.append([law.rawValue, holds ? "yes" : "no", holds ? law.promise : law.damage])
    }
    let drawn = search.tried.drawn > 0 ? " and \(search.tried.drawn) drawn" : ""
    let refused = search.refused > 0 ? ", \(search.refused) of them refused" : ""
    sink.emit(
      .note("\(strategy.description): \(search.tried.all) cases tried\(drawn)\(refused)"))
    sink.emit(.table(table))
    for failure in search.failures {
      let script = LawScript(failure, strategy, named: self.strategy.name.text)
      sink.emit(.note(script.text))
    }
    for failure in search.stateFailures { sink.emit(.note(failure.remarks)) }
  }

  private func judge(
    _ kept: LawSet, in session: inout Session, into sink: inout some Sink
  ) throws(Halt) {
    guard let wanted, kept != wanted else { return }
    let broken = Law.allCases.filter { wanted.contains($0) && !kept.contains($0) }
    let kept = Law.allCases.filter { !wanted.contains($0) && kept.contains($0) }
    try session.fail(
      session.library.excerpt(span),
      broken.map { "it is not \($0.rawValue)" } + kept.map { "it is \($0.rawValue)" }, at: span,
      into: &sink)
  }
}

extension ArgumentReader {
  /// A list of one to a hundred values.
  fileprivate mutating func sampleValues() throws(Diagnostic) -> [Value] {
    let span = next?.span ?? end
    let isOpen = next?.hasVariables == true
    guard case .array(let values) = try value(), (1...100).contains(values.count) else {
      if isOpen { return [] }
      throw Diagnostic(
        code: .outOfRange, message: "`values=` takes a list of 1 to 100 values", span: span,
        remedy: "write `values=[1, 2, 3]`")
    }
    return values
  }

  /// Laws by their names in a text.
  fileprivate mutating func laws() throws(Diagnostic) -> LawSet {
    let item = next
    let text = try text()
    if item?.hasVariables == true || text.hasSameBytes(as: "none") { return [] }
    if text.hasSameBytes(as: "all") { return .all }
    var laws: LawSet = []
    for word in text.split(separator: " ").map(String.init) {
      guard let law = Law(rawValue: word) else {
        throw unknownWord(
          word, at: item?.span ?? end, wanted: "a law",
          among: Law.allCases.map(\.rawValue) + ["all", "none"])
      }
      laws.insert(LawSet(law))
    }
    return laws
  }
}
