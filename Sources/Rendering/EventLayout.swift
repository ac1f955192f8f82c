import Commands
import Replication
import Simulation

/// How events are laid out, one a line.
///
/// A line that begins with virtual time happened then; a line indented by two blanks happened at
/// that time and place because of the line above it.
struct EventLayout {
  /// The colours.
  let palette: Palette

  /// What indented lines belong to.
  private struct Cause {
    var tick: Tick
    var node: String
  }

  func append(_ events: [EventLine], to text: inout [UInt8]) {
    var cause: Cause?
    for event in events {
      switch event.what {
      case .arrived, .dropped, .handled, .compared, .repairedItself, .chaos:
        cause = Cause(tick: event.tick, node: event.node)
        appendTime(event.tick, to: &text)
        appendBeginning(event, to: &text)
        text.endLine()
      case .replaced, .written: break
      case .read(let values, let context, let rule, let isAsked, let isAlone):
        if !isAlone { appendSubject(event, unless: false, to: &text) }
        appendRead(values, context, rule, isAsked, to: &text)
        text.endLine()
      default:
        let follows = cause.map { $0.tick == event.tick && $0.node.hasSameBytes(as: event.node) }
        appendConsequence(event, follows: follows ?? false, to: &text)
        text.endLine()
      }
    }
  }

  private func appendTime(_ tick: Tick, to text: inout [UInt8]) {
    palette.begin(.time, into: &text)
    text.put(time: tick)
    palette.end(into: &text)
    text.put("  ")
  }

  // MARK: Lines of their own

  private func appendBeginning(_ event: EventLine, to text: inout [UInt8]) {
    switch event.what {
    case .arrived(let message, let fate): append(message, event.key, fate.words, to: &text)
    case .dropped(let message): append(message, event.key, "lost", to: &text)
    case .chaos(let statement):
      text.put("chaos: ")
      text.put(safe: statement)
    case .handled(let rule):
      text.put(safe: rule.strategy)
      text.put(" runs for ")
      appendSubject(event, to: &text)
    case .repairedItself(let version):
      text.put(safe: event.node)
      text.put(" repairs itself: ")
      append(event.key, version, to: &text)
    case .compared(let other, let hashes, let sent):
      appendComparison(event.node, other, hashes, sent, to: &text)
    default: break
    }
  }

  /// `a and b compare 33 hashes  (1 message sent)`.
  private func appendComparison(
    _ node: String, _ other: String, _ hashes: Int, _ sent: Int, to text: inout [UInt8]
  ) {
    text.put(safe: node)
    text.put(" and ")
    text.put(safe: other)
    text.put(" compare ")
    if hashes == 0 {
      text.put("their logs")
    } else {
      text.put(decimal: UInt64(max(0, hashes)))
      text.put(hashes == 1 ? " hash" : " hashes")
    }
    text.put("  (")
    text.put(decimal: UInt64(max(0, sent)))
    text.put(sent == 1 ? " message sent)" : " messages sent)")
  }

  private func append(
    _ message: MessageLine, _ key: String, _ fate: String?, to text: inout [UInt8]
  ) {
    text.put(safe: message.name)
    if !message.kind.hasSameBytes(as: "replicate") {
      text.put(" ")
      text.put(safe: message.kind)
    }
    if !key.utf8.isEmpty {
      text.put("  ")
      append(key, message.version, to: &text)
      appendAnswer(message, to: &text)
    }
    guard let fate else { return }
    text.put("  (")
    if let home = message.home {
      text.put("kept for ")
      text.put(safe: home)
    } else {
      text.put(fate)
    }
    text.put(")")
  }

  /// ` and 1 more: 2 of 2`, for an answer that brings several versions and is the second to count.
  private func appendAnswer(_ message: MessageLine, to text: inout [UInt8]) {
    if message.kind.hasSameBytes(as: MessageKind.readReply.rawValue), message.version == nil {
      text.put(" (none)")
    }
    if message.others > 0 {
      text.put(" and ")
      text.put(decimal: UInt64(message.others))
      text.put(" more")
    }
    guard let progress = message.progress else { return }
    text.put(": ")
    text.put(decimal: UInt64(progress.got))
    text.put(" of ")
    text.put(decimal: UInt64(progress.needed))
  }

  /// `title = "B" {a:1}`, `title deleted {a:1}`, or the key alone.
  private func append(_ key: String, _ version: VersionLine?, to text: inout [UInt8]) {
    text.put(name: key)
    guard let version else { return }
    if let value = version.value {
      text.put(" = ")
      value.appendJSON(to: &text)
    } else {
      text.put(" deleted")
    }
    appendDot(version.dot, to: &text)
  }

  private func appendRead(
    _ values: [Value], _ context: [String], _ rule: RuleLine?, _ isAsked: Bool,
    to text: inout [UInt8]
  ) {
    if values.isEmpty {
      text.put("(none)")
    } else {
      if values.count > 1 { text.put("siblings [") }
      for (index, value) in values.enumerated() {
        if index > 0 { text.put(", ") }
        value.appendJSON(to: &text)
      }
      if values.count > 1 { text.put("]") }
      text.put("  {")
      for (index, dot) in context.enumerated() {
        if index > 0 { text.put(", ") }
        text.put(safe: dot)
      }
      text.put("}")
    }
    if let rule {
      text.put("  (")
      text.put(safe: rule.strategy)
      text.put(" on read)")
    }
    if isAsked { text.put("  (the reader is asked)") }
  }

  // MARK: Lines that follow from another

  private func appendConsequence(_ event: EventLine, follows: Bool, to text: inout [UInt8]) {
    follows ? text.put("  ") : appendTime(event.tick, to: &text)
    switch event.what {
    case .unbuffered(let version):
      text.put("taken in at ")
      text.put(safe: event.node)
      text.put(": ")
      append(event.key, version, to: &text)
    case .lost(let version):
      text.put("lost: ")
      append(event.key, version, to: &text)
    case .cutOff(let version):
      text.put("cut off at ")
      text.put(safe: event.node)
      text.put(": ")
      append(event.key, version, to: &text)
    case .conflict(let one, let other):
      appendConflict(one, other, event, follows: follows, to: &text)
    case .merged(let value, let rule):
      begin(rule, into: &text)
      text.put(" makes ")
      append(value, to: &text)
      text.put(" of ")
      appendSubject(event, to: &text)
    case .resolved(let winner, let loser, let rule):
      appendSubject(event, unless: follows, to: &text)
      appendChoice(winner, loser, rule, to: &text)
    case .failed(let message, let rule):
      appendSubject(event, unless: follows, to: &text)
      begin(rule, into: &text)
      text.put(" fails and keeps all: ")
      text.put(safe: message)
    case .skipped(let version, let rule):
      appendSubject(event, unless: follows, to: &text)
      begin(rule, into: &text)
      text.put(" leaves out ")
      append(version, stamped: false, to: &text)
      appendReason(rule, to: &text)
      appendKind(of: event, to: &text)
    case .stopped(let version, let other, let rule, let link):
      appendSubject(event, unless: follows, to: &text)
      appendStop(version, other, rule, link, to: &text)
    default: break
    }
  }

  private func appendConflict(
    _ one: VersionLine, _ other: VersionLine, _ event: EventLine, follows: Bool,
    to text: inout [UInt8]
  ) {
    palette.begin(.conflict, into: &text)
    text.put("conflict")
    palette.end(into: &text)
    if follows {
      text.put(" at ")
      text.put(safe: event.node)
    } else {
      text.put(" on ")
      appendSubject(event, to: &text)
    }
    text.put(": ")
    append(one, stamped: false, to: &text)
    text.put(" and ")
    append(other, stamped: false, to: &text)
    text.put(" are concurrent")
    appendKind(of: event, to: &text)
  }

  /// ` (update-delete)`, where that says more than that there is a conflict.
  private func appendKind(of event: EventLine, to text: inout [UInt8]) {
    guard let kind = event.conflict, kind.isSpecial else { return }
    text.put(" (")
    text.put(kind.rawValue)
    text.put(")")
  }

  private func appendChoice(
    _ winner: VersionLine, _ loser: VersionLine, _ rule: RuleLine, to text: inout [UInt8]
  ) {
    begin(rule, into: &text)
    text.put(" keeps ")
    append(winner, stamped: true, to: &text)
    text.put(", drops ")
    append(loser, stamped: true, to: &text)
    appendReason(rule, to: &text)
  }

  private func appendStop(
    _ version: VersionLine, _ other: VersionLine, _ rule: RuleLine, _ link: String,
    to text: inout [UInt8]
  ) {
    begin(rule, into: &text)
    text.put(" stops ")
    text.put(safe: link)
    text.put(": ")
    append(version, stamped: false, to: &text)
    text.put(" against ")
    append(other, stamped: false, to: &text)
    text.put(", ")
    text.put(rule.reason.words)
  }

  // MARK: Parts of a line

  private func begin(_ rule: RuleLine, into text: inout [UInt8]) {
    palette.begin(.decision, into: &text)
    text.put(safe: rule.strategy)
    palette.end(into: &text)
  }

  private func appendReason(_ rule: RuleLine, to text: inout [UInt8]) {
    text.put(": ")
    text.put(rule.reason.words)
    guard let tie = rule.tie, !rule.reason.namesTie else { return }
    text.put(", tie=")
    text.put(tie)
  }

  /// `title at b`, and a colon where it stands in front.
  private func appendSubject(_ event: EventLine, to text: inout [UInt8]) {
    text.put(name: event.key)
    text.put(" at ")
    text.put(safe: event.node)
  }

  private func appendSubject(_ event: EventLine, unless follows: Bool, to text: inout [UInt8]) {
    if follows { return }
    appendSubject(event, to: &text)
    text.put(": ")
  }

  private func append(_ version: VersionLine, stamped: Bool, to text: inout [UInt8]) {
    append(version.value, to: &text)
    appendDot(version.dot, to: &text)
    guard stamped else { return }
    text.put(" @")
    switch version.stamp {
    case .physical(let time): text.put(time: time)
    case .logical(let count): text.put(decimal: count)
    case .hybrid(let time, let count):
      text.put(time: time)
      text.put("+")
      text.put(decimal: UInt64(count))
    }
  }

  private func append(_ value: Value?, to text: inout [UInt8]) {
    if let value { value.appendJSON(to: &text) } else { text.put("a deletion") }
  }

  private func appendDot(_ dot: String, to text: inout [UInt8]) {
    text.put(" {")
    text.put(safe: dot)
    text.put("}")
  }
}
