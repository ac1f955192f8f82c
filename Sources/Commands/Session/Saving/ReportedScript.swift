/// A script with what came of it when it was run.
struct ReportedScript {
  /// The script.
  private(set) var script: SavedScript
  /// What came of it.
  private(set) var rehearsal: Rehearsal

  init(_ script: SavedScript, _ options: SessionOptions, _ sink: some Sink) {
    self.script = script
    rehearsal = Rehearsal(script.source.bytes, options, sink)
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

  /// Leaves out statements, until none is left that can go alone.
  mutating func shrink(_ options: SessionOptions, _ sink: some Sink) {
    var texts = script.texts
    var count = 0
    while count != texts.count {
      count = texts.count
      for index in texts.indices.reversed() {
        var fewer = texts
        fewer.remove(at: index)
        if !sink.isStopping, comesOutAlike(fewer, options, sink) { texts = fewer }
      }
    }
    self = ReportedScript(SavedScript(texts, named: script.source.name), options, sink)
  }

  private func comesOutAlike(
    _ texts: [String], _ options: SessionOptions, _ sink: some Sink
  ) -> Bool {
    let trial = ReportedScript(SavedScript(texts, named: script.source.name), options, sink)
    guard trial.rehearsal.mistakes.isEmpty, trial.rehearsal.ending == rehearsal.ending else {
      return false
    }
    return rehearsal.ending != .held || trial.rehearsal.fingerprint == rehearsal.fingerprint
  }
}
