import Commands
import Replication

extension EventLine.What {
  /// The `type` of the event's object.
  var type: String {
    switch self {
    case .arrived: "arrived"
    case .dropped: "dropped"
    case .unbuffered: "unbuffered"
    case .replaced: "replaced"
    case .conflict: "conflict"
    case .resolved: "resolved"
    case .merged: "merged"
    case .failed: "failed"
    case .skipped: "skipped"
    case .stopped: "stopped"
    case .handled: "handled"
    case .written: "written"
    case .read: "read"
    case .repairedItself: "repaired-itself"
    case .compared: "compared"
    case .chaos: "chaos"
    case .lost: "lost"
    case .cutOff: "cut-off"
    }
  }
}

extension JSONObject {
  mutating func members(of what: EventLine.What) {
    switch what {
    case .arrived(let message, let fate):
      members(of: message)
      member("fate", fate.rawValue)
    case .dropped(let message): members(of: message)
    case .unbuffered(let version), .written(let version), .lost(let version), .cutOff(let version),
      .repairedItself(let version):
      member("version", version)
    case .replaced(let new, let old): members("version", new, "other", old)
    case .conflict(let one, let other): members("version", one, "other", other)
    case .resolved(let winner, let loser, let rule):
      members("winner", winner, "loser", loser)
      members(of: rule)
    case .merged(let value, let rule):
      optional("value", value)
      members(of: rule)
    case .failed(let message, let rule):
      member("message", message)
      members(of: rule)
    case .skipped(let version, let rule):
      member("version", version)
      members(of: rule)
    case .stopped(let version, let other, let rule, let link):
      members("version", version, "other", other)
      members(of: rule)
      member("link", link)
    case .handled(let rule): members(of: rule)
    case .compared(let other, let hashes, let sent):
      member("with", other)
      member("hashes", Int64(hashes))
      member("sent", Int64(sent))
    case .chaos(let statement): member("statement", statement)
    case .read(let values, let context, let rule, let isAsked, _):
      list("values", values) { $0.appendJSON(to: &$1) }
      member("context", context)
      member("asked", isAsked)
      if let rule { members(of: rule) }
    }
  }

  mutating func member(_ place: Place) {
    member("file", place.file)
    member("line", Int64(place.line))
    member("column", Int64(place.column))
    member("width", Int64(place.width))
    member("source", place.source)
    member("trail", place.trail)
  }

  private mutating func members(
    _ name: String, _ version: VersionLine, _ otherName: String, _ other: VersionLine
  ) {
    member(name, version)
    member(otherName, other)
  }

  private mutating func members(of message: MessageLine) {
    member("message", message.name)
    member("kind", message.kind)
    if let version = message.version { member("version", version) } else { null("version") }
    if let home = message.home { member("home", home) }
    if message.others > 0 { member("others", Int64(message.others)) }
    if let progress = message.progress {
      member("got", Int64(progress.got))
      member("needed", Int64(progress.needed))
    }
  }

  private mutating func members(of rule: RuleLine) {
    member("strategy", rule.strategy)
    member("rule", rule.rule)
    member("reason", rule.reason.code)
    if !rule.winnerNode.utf8.isEmpty { member("winner-node", rule.winnerNode) }
    if !rule.loserNode.utf8.isEmpty { member("loser-node", rule.loserNode) }
  }

  /// A version; a deletion has `deleted` in place of `value`.
  private mutating func member(_ name: String, _ version: VersionLine) {
    object(name) {
      $0.member("dot", version.dot)
      $0.optional("value", version.value)
      $0.object("stamp") { $0.members(of: version.stamp) }
    }
  }

  private mutating func optional(_ name: String, _ value: Value?) {
    if let value { member(name, value) } else { member("deleted", true) }
  }

  private mutating func members(of stamp: StampLine) {
    switch stamp {
    case .physical(let time):
      member("clock", "physical")
      member("time", time)
    case .logical(let count):
      member("clock", "logical")
      member("count", count)
    case .hybrid(let time, let count):
      member("clock", "hybrid")
      member("time", time)
      member("count", UInt64(count))
    }
  }
}
