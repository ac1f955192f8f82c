import Commands
import Rendering
import Replication
import Simulation

/// Rendered with the least ceremony.
func text(_ report: Report, confirms: Bool = false, palette: Palette = .plain) -> String {
  var bytes: [UInt8] = []
  TextRenderer(palette: palette, confirms: confirms).render(report, into: &bytes)
  return String(decoding: bytes, as: UTF8.self)
}

func text(_ events: EventLine...) -> String { text(.events(events)) }

func json(_ report: Report) -> String {
  var bytes: [UInt8] = []
  JSONLinesRenderer().render(report, into: &bytes)
  return String(decoding: bytes, as: UTF8.self)
}

func json(_ event: EventLine) -> String { json(.events([event])) }

/// Things that reports are made of.
enum Sample {
  static let ms: Tick = 1_000_000
  static let b = VersionLine(value: .string("B"), dot: "a:1", stamp: .physical(1 * ms))
  static let c = VersionLine(value: .string("C"), dot: "b:1", stamp: .physical(2 * ms))
  static let deletion = VersionLine(value: nil, dot: "a:2", stamp: .logical(7))
  static let hybrid = VersionLine(value: .int(3), dot: "c:9", stamp: .hybrid(3 * ms, 4))

  static func event(
    _ what: EventLine.What, at node: String = "b", tick: Tick = 10 * ms, key: String = "title"
  ) -> EventLine {
    EventLine(what, tick: tick, node: node, key: key)
  }

  static func message(_ kind: String = "replicate", _ version: VersionLine? = b) -> MessageLine {
    MessageLine(name: "a->b#1", kind: kind, version: version)
  }

  static func arrival(
    _ fate: EventLine.Fate = .applied, kind: String = "replicate", _ version: VersionLine? = b
  ) -> EventLine {
    event(.arrived(message(kind, version), fate: fate))
  }

  static func rule(_ strategy: String = "lww", _ reason: Reason = .newerStamp) -> RuleLine {
    RuleLine(
      strategy: strategy, rule: "lww clock=server tie=highest-node causality=ignore",
      tie: strategy == "lww" ? "highest-node" : nil, reason: reason, winnerNode: "b", loserNode: "a"
    )
  }

  static let place = Place(
    file: "main.repl", line: 3, column: 8, width: 3, source: "expect abc = 1",
    trail: ["in turn 2 of repeat at main.repl:2", "included at top.repl:1"])

  static let verdict = VerdictReport(
    held: false, predicate: "title at c = \"C\"", findings: ["c holds \"B\" {a:1}"], place: place)

  /// Every shape there is, events included, with a name each.
  static let all: [(String, Report)] =
    events.map { ($0, .events([$1])) } + [
      ("done", .done("3 nodes")), ("note", .note("two\nlines \"quoted\"")),
      ("table", .table(TableReport(columns: ["node"], rows: [["a"], ["b\u{7}"]], empty: "none"))),
      ("verdict", .verdict(verdict)),
      ("help", .help(HelpReport(title: "put", sections: [(heading: "Usage", lines: ["put k v"])]))),
    ]

  static let events: [(String, EventLine)] = [
    ("arrived", arrival()), ("arrived answer", arrival(.answered, kind: "write-ack", nil)),
    ("dropped", event(.dropped(message()))), ("unbuffered", event(.unbuffered(b))),
    ("replaced", event(.replaced(new: c, old: b))), ("conflict", event(.conflict(c, b))),
    ("resolved", event(.resolved(winner: c, loser: deletion, rule: rule()))),
    ("merged", event(.merged(.array([.int(1)]), rule: rule("union", .joined)))),
    ("merged away", event(.merged(nil, rule: rule("union", .joined)))),
    ("skipped", event(.skipped(hybrid, rule: rule("skip", .skipped)))),
    ("stopped", event(.stopped(c, against: b, rule: rule("error", .stopped), link: "a->b"))),
    ("handled", event(.handled(rule: rule("newest", .keptAll)))), ("written", event(.written(b))),
    (
      "read",
      event(
        .read(
          values: [.string("B")], context: ["a:1"], rule: nil, isAsked: false, isAlone: true))
    ),
    (
      "read siblings",
      event(
        .read(
          values: [.string("B"), .null], context: ["a:1", "b:1"], rule: rule("union"),
          isAsked: true, isAlone: true))
    ),
  ]
}
