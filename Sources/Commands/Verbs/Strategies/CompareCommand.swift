import Replication
import ScriptSyntax
import Simulation

/// `compare lww siblings { … }`: the same block under several strategies, side by side.
struct CompareCommand: Command {
  static let signature = Signature(
    "compare", .strategies, "Runs a block once under each of several strategies.",
    syntax: ["compare STRATEGY… { … }"],
    parameters: [
      .positional("STRATEGY…", .strategy, "yours, or built-ins with their defaults"),
      .positional("{ … }", .block, "writes, faults, `settle`: what each has to deal with"),
    ],
    details: [
      "Each time the session goes on from where it stands, with the strategy bound to every key,",
      "whatever was bound; a key whose values the strategy cannot read keeps its own. At the end",
      "nothing is left of it but a row: what is shown in the end, whether all nodes agree, and",
      "how many writes were lost, conflicts met and messages delivered, how many bytes of values",
      "these brought (as JSON, without stamps and vectors), in how much virtual time.",
      "What is refused, or does not hold, ends a row: its code stands there, no end and no",
      "agreement are told, and below the table is why. `ask` needs a reader.",
    ],
    example: """
      nodes a b
      link a <-> b
      compare lww fww siblings concatenate apply-remote {
        put title "B" at a; put title "C" at b; settle
      }
      """,
    seeAlso: ["strategies", "laws", "resolve"])

  private let strategies: [Mention]
  private let block: Block
  private let span: SourceSpan

  init(_ arguments: inout ArgumentReader) throws(Diagnostic) {
    span = arguments.span
    var strategies = [try arguments.strategy()]
    while !arguments.isAtEnd { strategies.append(try arguments.strategy()) }
    self.strategies = strategies
    block = try arguments.block()
  }

  func run(in session: inout Session, into sink: inout some Sink) throws(Halt) {
    // A name that is not there is told before anything runs.
    var probe = session.fork()
    for strategy in strategies { _ = try probe.strategy(strategy) }
    var table = TableReport(
      columns: [
        "STRATEGY", "IN THE END", "AGREED", "LOST", "CONFLICTS", "MESSAGES", "BYTES", "TIME",
      ],
      empty: "nothing was compared")
    var troubles: [String] = []
    for strategy in strategies {
      table.rows.append(try row(strategy, in: session, sink, &troubles))
    }
    sink.emit(.table(table))
    for trouble in troubles { sink.emit(.note(trouble)) }
  }

  private func row(
    _ strategy: Mention, in session: borrowing Session, _ sink: borrowing some Sink,
    _ troubles: inout [String]
  ) throws(Halt) -> [String] {
    var other = session.fork()
    other.options.keepsGoing = false
    let before = Tally(other)
    let trouble = try trouble(strategy, in: &other, sink)
    if let trouble { troubles.append("\(strategy.name.text), \(trouble.why)") }
    let after = Tally(other)
    let agreement = other.world.isConverged(nil) ? "yes" : "no"
    return [
      strategy.name.text, trouble?.end ?? other.summaryOfValues(),
      trouble == nil ? agreement : "-", "\(after.lost - before.lost)",
      "\(after.conflicts - before.conflicts)", "\(after.delivered - before.delivered)",
      "\(after.carried - before.carried)", Duration.text(after.now - before.now),
    ]
  }

  /// Runs the block; what went wrong.
  private func trouble(
    _ strategy: Mention, in session: inout Session, _ sink: borrowing some Sink
  ) throws(Halt) -> Trouble? {
    do throws(Halt) {
      let id = try session.strategy(strategy)
      let isAsking = session.isAsking(id)
      try session.bindEverything(
        isAsking ? .onRead(id, writesBack: true) : .onWrite(id), at: span)
      var quiet = ColumnSink(outer: copy sink)
      try session.run(block, into: &quiet)
      session.tell(into: &quiet)
      return nil
    } catch {
      session.events.removeAll()
      switch error {
      case .refused(let complaint): return Trouble(complaint)
      case .failed(let verdict): return Trouble(verdict)
      case .budget, .interrupted, .quit: throw error
      }
    }
  }
}

/// Why a row has no end.
private struct Trouble {
  /// What stands in the row.
  let end: String
  /// What stands below the table.
  let why: String

  init(_ complaint: Complaint) {
    end = "refused: \(complaint.code)"
    let remedy = complaint.remedy.map { "; \($0)" } ?? ""
    why = "line \(complaint.place.line): \(complaint.message)\(remedy)"
  }

  init(_ verdict: VerdictReport) {
    end = "failed: \(verdict.predicate)"
    why = (["line \(verdict.place.line): \(verdict.predicate)"] + verdict.findings)
      .joined(separator: "\n  ")
  }
}

/// What a row counts.
private struct Tally {
  var lost: Int
  var conflicts: Int
  var delivered: Int
  var carried: Int
  var now: Tick

  init(_ session: borrowing Session) {
    lost = session.world.count(.lost)
    conflicts = session.world.count(.conflicts)
    delivered = session.world.count(.delivered)
    carried = session.world.count(.carried)
    now = session.world.now
  }
}

/// A run under comparison is told by its row alone.
private struct ColumnSink<Outer: Sink>: Sink {
  let outer: Outer
  var isStopping: Bool { outer.isStopping }
  mutating func begin(_ text: String) {}
  mutating func emit(_ report: Report) {}
}

extension Session {
  /// What the nodes show of each key, the same value once: `title = "B"; x: 1 at a, 2 at b`.
  fileprivate func summaryOfValues() -> String {
    let keys = names.keys.names.indices.map { KeyID(Int32($0)) }
    var parts = keys.prefix(4).map { summary(of: $0) }
    if keys.count > 4 { parts.append("… \(keys.count - 4) more") }
    return parts.isEmpty ? "(no keys)" : parts.joined(separator: "; ")
  }

  private func summary(of key: KeyID) -> String {
    var groups: [(value: String, nodes: [String])] = []
    for node in names.nodes.all {
      let value = shownValues(of: key, at: node)
      if let place = groups.firstIndex(where: { $0.value.hasSameBytes(as: value) }) {
        groups[place].nodes.append(text(node))
      } else {
        groups.append((value, [text(node)]))
      }
    }
    if groups.count == 1 { return "\(text(key)) = \(groups[0].value)" }
    let listed = groups.map { "\($0.value) at \($0.nodes.joined(separator: ","))" }
    return "\(text(key)): \(listed.joined(separator: ", "))"
  }
}
