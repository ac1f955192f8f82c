import Exploration
import ScriptSyntax

/// A script with what came of it when it was run.
struct ReportedScript {
  /// The script.
  private(set) var script: SavedScript
  /// What came of it.
  private(set) var rehearsal: Rehearsal

  init(_ script: SavedScript, _ options: SessionOptions, _ sink: some Sink) {
    self.script = script
    rehearsal = Rehearsal(script.loadable, options, .steps, sink)
    let count = rehearsal.digests.count
    guard rehearsal.ending != .held, count > 0, count < script.texts.count else { return }
    // What stands behind the failure never ran.
    self.script = SavedScript(Array(script.texts.prefix(count)), named: script.source.name)
  }

  /// What came of it, in words.
  var outcome: String {
    guard let mistake = rehearsal.mistakes.first else {
      return "it \(rehearsal.ending.text), digest \(Digest.text(rehearsal.digests.last ?? 0))"
    }
    return "it does not load: \(mistake.message)"
  }

  /// The text: each statement with what it said, and the digest behind it.
  var bytes: [UInt8] {
    let header = SavedHeader(
      .report, digest: rehearsal.digests.last ?? 0, ending: rehearsal.ending.text)
    var lines = header.lines
    for index in script.texts.indices { lines += self.lines(of: index) }
    return Array(lines.map { $0 + "\n" }.joined().utf8)
  }

  private func lines(of index: Int) -> [String] {
    var lines = [script.texts[index]]
    guard rehearsal.digests.indices.contains(index) else { return lines }
    let isFailure = rehearsal.ending != .held && index == rehearsal.digests.count - 1
    if !isFailure {
      let output = String(decoding: rehearsal.outputs[index], as: UTF8.self)
      var said = output.split(separator: "\n", omittingEmptySubsequences: false)
      if said.last == "" { said.removeLast() }
      lines += said.map { $0.isEmpty ? "#>" : "#> \($0)" }
    }
    return lines + [ReportRecord.mark + Digest.text(rehearsal.digests[index])]
  }

  /// Leaves out what the end does not need, the seed aside.
  mutating func shrink(_ options: SessionOptions, _ sink: some Sink) {
    let texts = rehearsal.ending == .held ? textsForState(options, sink) : textsForFailure(sink)
    guard var texts else { return }
    let seed = SeedCommand.signature.verb + " "
    if let first = script.texts.first, first.hasPrefix(seed), texts.first?.hasPrefix(seed) != true {
      texts.insert(first, at: 0)
    }
    // What is known to come out alike is run to its end, also for a user who has said stop.
    self = ReportedScript(SavedScript(texts, named: script.source.name), options, UnheardSink())
  }

  /// The statements of the smallest script found that fails likewise; nil: none was looked for.
  private func textsForFailure(_ sink: some Sink) -> [String]? {
    var watch = ShrinkWatch()
    watch.limit = Self.trialLimit
    watch.isStopping = { sink.isStopping }
    watch.progress = { sink.shrinking(from: $0, to: $1, runs: $2) }
    let outcome = ScriptShrinker.smallest(script.source, SessionOptions(), watch)
    guard case .shrunk(let smaller) = outcome else { return nil }
    return smaller.statements.map { ScriptPrinter.print($0) }
  }

  /// The statements without any of which the world would not end in the same state: what nodes
  /// hold, what is in flight and the clocks; what was counted does not matter.
  private func textsForState(_ options: SessionOptions, _ sink: some Sink) -> [String]? {
    let (name, wanted, before) = (script.source.name, rehearsal.fingerprint, script.texts.count)
    var search = ShrinkSearch(
      script.texts, limit: Self.trialLimit, isStopping: { sink.isStopping },
      progress: { sink.shrinking(from: before, to: $0.count, runs: $1) },
      fails: { texts in
        let trial = Rehearsal(
          SavedScript(texts, named: name).loadable, options, .ending, sink)
        return trial.ending == .held && trial.mistakes.isEmpty && trial.fingerprint == wanted
      })
    return search.shorten(script.texts) { $0 }
  }

  /// How many runs a report may cost: it is seldom worth more.
  private static var trialLimit: Int { 2_000 }
}
