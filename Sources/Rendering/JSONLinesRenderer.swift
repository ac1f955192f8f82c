import Commands
import Replication
import Simulation

/// Reports as programs read them: one JSON object a line, its members always in the same order.
///
/// The first object names the version, the schema and the seed. Every object has a `type`. Times
/// are nanoseconds. A member that does not apply is null or left out as its type says.
package struct JSONLinesRenderer: Renderer {
  /// Counts changes of the objects' shapes that a reader would notice.
  package static let schema: Int64 = 1

  /// The renderer has no settings.
  package init() {}

  /// Appends the object that comes before all others.
  package func begin(version: String, seed: UInt64, into text: inout [UInt8]) {
    appendLine(to: &text) {
      $0.member("parley", version)
      $0.member("schema", JSONLinesRenderer.schema)
      $0.member("seed", seed)
      $0.member("type", "session")
    }
  }

  /// Appends the statement's source.
  package func echo(_ statement: String, into text: inout [UInt8]) {
    appendLine("statement", to: &text) { $0.member("text", statement) }
  }

  /// Appends the digest, 16 digits.
  package func render(digest: UInt64, into text: inout [UInt8]) {
    appendLine("digest", to: &text) { $0.member("digest", Digest.text(digest)) }
  }

  /// Appends the report; of `events`, an object each.
  package func render(_ report: Report, into text: inout [UInt8]) {
    switch report {
    case .done(let what): appendLine("done", to: &text) { $0.member("text", what) }
    case .note(let words): appendLine("note", to: &text) { $0.member("text", words) }
    case .table(let table): append(table, to: &text)
    case .events(let events):
      for event in events { append(event, to: &text) }
    case .verdict(let verdict): append(verdict, to: &text)
    case .help(let help): append(help, to: &text)
    }
  }

  /// Appends a complaint.
  package func render(_ complaint: Complaint, into text: inout [UInt8]) {
    appendLine("complaint", to: &text) {
      $0.member("code", complaint.code)
      $0.member("message", complaint.message)
      if let remedy = complaint.remedy { $0.member("remedy", remedy) } else { $0.null("remedy") }
      $0.member(complaint.place)
    }
  }

  /// Appends where the run was stopped.
  package func interruption(_ progress: RunProgress, into text: inout [UInt8]) {
    appendLine("interrupted", to: &text) {
      $0.member("event", Int64(progress.events))
      $0.member("tick", progress.now)
      $0.member("in-flight", Int64(progress.inFlight))
    }
  }

  private func append(_ table: TableReport, to text: inout [UInt8]) {
    appendLine("table", to: &text) {
      $0.member("columns", table.columns)
      $0.list("rows", table.rows) { row, text in
        JSONObject.appendList(row, to: &text) { Value.appendQuoted($0, to: &$1) }
      }
    }
  }

  private func append(_ verdict: VerdictReport, to text: inout [UInt8]) {
    appendLine("verdict", to: &text) {
      $0.member("held", verdict.held)
      $0.member("predicate", verdict.predicate)
      $0.member("findings", verdict.findings)
      $0.member(verdict.place)
    }
  }

  private func append(_ help: HelpReport, to text: inout [UInt8]) {
    appendLine("help", to: &text) {
      $0.member("title", help.title)
      $0.list("sections", help.sections) { section, text in
        JSONObject.append(to: &text) {
          $0.member("heading", section.heading)
          $0.member("lines", HelpLayout.lines(of: section.lines))
        }
      }
    }
  }

  private func append(_ event: EventLine, to text: inout [UInt8]) {
    appendLine(event.what.type, to: &text) {
      $0.member("tick", event.tick)
      $0.member("node", event.node)
      $0.member("key", event.key)
      $0.members(of: event.what)
      if let kind = event.conflict { $0.member("conflict", kind.rawValue) }
    }
  }

  private func appendLine(
    _ type: String? = nil, to text: inout [UInt8], _ fill: (inout JSONObject) -> Void
  ) {
    JSONObject.append(to: &text) {
      if let type { $0.member("type", type) }
      fill(&$0)
    }
    text.endLine()
  }
}
