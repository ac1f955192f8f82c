import Replication
import ScriptSyntax
import Simulation

// Judgements by code: what one node stores, and which writes together break a rule.
extension Session {
  /// Whether a named predicate holds at every node meant. Refused (`strategy`): its code failed.
  func holds(_ subject: LocalSubject) throws(Halt) -> Bool {
    for node in try nodes(subject.nodes ?? .all(at: subject.span)) {
      switch subject.named.predicate.judge(look(at: node)) {
      case .holds: continue
      case .broken: return false
      case .failed(let message): throw failed(subject.named, at: node, message, subject.span)
      }
    }
    return true
  }

  /// What there is at the nodes where a named predicate does not hold.
  func findings(_ subject: LocalSubject) throws(Halt) -> [String] {
    var lines: [String] = []
    for node in try nodes(subject.nodes ?? .all(at: subject.span)) {
      guard case .broken(let words) = subject.named.predicate.judge(look(at: node)) else {
        continue
      }
      lines += findings(subject.named, at: node, words)
    }
    return lines
  }

  /// The refusal that a predicate's code failed at a node.
  func failed(
    _ named: NamedPredicate, at node: NodeID, _ message: String, _ span: SourceSpan
  ) -> Halt {
    refusal(
      .strategy, "the code of `\(named.name.name.text)` failed at \(text(node)), \(message)",
      at: span, remedy: "`help lua` tells what code may do")
  }

  /// That a predicate does not hold at a node, and the writes there that together break it.
  func findings(_ named: NamedPredicate, at node: NodeID, _ words: String?) -> [String] {
    let reason = words.map { ": \($0)" } ?? ""
    var lines = ["\(named.name.name.text) does not hold at \(text(node))\(reason)"]
    let look = look(at: node)
    for entry in look.guilty(of: named.predicate).prefix(12) {
      guard let position = names.keys[Name(entry.key)] else { continue }
      lines.append(contentsOf: writes(of: KeyID(Int32(position)), at: node))
    }
    return lines
  }

  /// The live versions of a key at a node, a line each.
  private func writes(of key: KeyID, at node: NodeID) -> [String] {
    world.versions(of: key, at: node).filter { $0.value != .tombstone }.map { version in
      let shown = dotted(EventVersion(value: version.value, dot: version.dot, stamp: version.stamp))
      return "  \(text(key)) = \(shown)"
    }
  }

  /// What a node stores, for code to look at.
  func look(at node: NodeID) -> NodeLook {
    var entries: [NodeLook.Entry] = []
    for (position, name) in names.keys.names.enumerated() {
      let values = values(of: KeyID(Int32(position)), at: node)
      if !values.isEmpty { entries.append(NodeLook.Entry(key: name.text, values: values)) }
    }
    return NodeLook(node: text(node), entries: entries)
  }
}

extension NodeLook {
  /// The keys without which the predicate would hold: as few as leaving out finds.
  ///
  /// - Source: Zeller and Hildebrandt 2002 (ddmin), halves first, single keys last.
  fileprivate func guilty(of predicate: LocalPredicate) -> [Entry] {
    var kept = entries
    var size = kept.count / 2
    while size > 0 {
      var start = 0
      while start < kept.count {
        var fewer = kept
        fewer.removeSubrange(start..<min(start + size, kept.count))
        if case .broken = predicate.judge(NodeLook(node: node, entries: fewer)) {
          kept = fewer
        } else {
          start += size
        }
      }
      size /= 2
    }
    return kept
  }
}
