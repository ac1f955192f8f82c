import ScriptSyntax

/// A run of a script in a session of its own, which nobody hears.
struct Rehearsal: Sendable {
  /// How it ended.
  private(set) var ending = Ending.held
  /// What each statement that ran has said, as a person reads it; empty without `options.render`.
  private(set) var outputs: [[UInt8]] = []
  /// The digest behind each statement that ran; of interest in `.steps` alone.
  private(set) var digests: [UInt64] = []
  /// The digest at the end, and that of what can be seen: see `Session.calmDigest`.
  private(set) var last: (digest: UInt64, calm: UInt64) = (0, 0)
  /// The state of the world at the end, what was counted aside.
  private(set) var fingerprint: UInt64 = 0
  /// What keeps it from being loaded.
  private(set) var mistakes: [Complaint] = []

  /// What somebody wants to know of a run: digests take time.
  enum Interest {
    /// What came of each statement.
    case steps
    /// Where it ended.
    case ending
  }

  /// Runs a text that reads no file; `sink` hears when the user wants to stop.
  init(
    _ text: [UInt8], _ outer: SessionOptions, _ interest: Interest, keepsGoing: Bool = false,
    _ sink: some Sink
  ) {
    var options = SessionOptions()
    options.statementLimit = outer.statementLimit
    options.render = outer.render
    options.keepsGoing = keepsGoing
    var interpreter = Interpreter(options)
    switch interpreter.load(SourceText(name: "<rehearsal>", bytes: text)) {
    case .complaints(let found): mistakes = found
    case .incomplete: ending = .stopped
    case .program(let program):
      var sink = RehearsalSink(sink, interest, render: options.render)
      var code = ""
      let result = interpreter.run(program, into: &sink) { code = $0.code }
      outputs = sink.outputs
      digests = sink.digests
      fingerprint = interpreter.session.world.fingerprint()
      if interest == .ending {
        last = (interpreter.session.digest, interpreter.session.calmDigest)
      }
      ending =
        switch result {
        case .ok, .quit: .held
        case .failed: .failed(sink.predicate)
        case .refused, .budget: .refused(code)
        case .interrupted, .differed: .stopped
        }
    }
  }
}

/// Keeps what is said and what comes of each statement.
private struct RehearsalSink<Outer: Sink>: Sink {
  var outputs: [[UInt8]] = []
  var digests: [UInt64] = []
  /// The last judgement that did not hold.
  var predicate = ""
  private let outer: Outer
  private let interest: Rehearsal.Interest
  private let render: (@Sendable (Report) -> [UInt8])?

  init(
    _ outer: Outer, _ interest: Rehearsal.Interest, render: (@Sendable (Report) -> [UInt8])?
  ) {
    self.outer = outer
    self.interest = interest
    self.render = render
  }

  var isStopping: Bool { outer.isStopping }
  var wantsDigests: Bool { interest == .steps }

  mutating func begin(_ text: String) { outputs.append([]) }
  mutating func end(_ digest: UInt64) { digests.append(digest) }

  mutating func emit(_ report: Report) {
    if case .verdict(let verdict) = report, !verdict.held {
      predicate = verdict.predicate
    } else if let render, !outputs.isEmpty {
      outputs[outputs.count - 1] += render(report)
    }
  }
}
