import Causality

extension StrategyDefinition {
  /// All texts in one: as they came, stored first; `as=sorted`: what is shown and what comes, in
  /// order; `as=set`: their parts, sorted, each once.
  ///
  /// What is no text takes part with its JSON text; deletions are left out. Raw, the result depends
  /// on the order of arrival. As a set it does not, as long as the separator does not end as it
  /// begins (`--` does: parts that end in `-` are cut differently the second time).
  /// - Source: Kleppmann 2017, chapter 5 ("B/C").
  package static let concatenate = StrategyDefinition(
    name: "concatenate", summary: "Join all versions into one text.",
    options: [.separator, .as, .dedupe], needs: .shown, profile: .concatenate
  ) { conflict, parameters, table in
    if parameters.joining == .sorted {
      return fold(conflict, in: &table) { shown, incoming, _ in
        let pair = [shown.text, incoming.text].sorted { $0.lexicographicallyPrecedes($1) }
        return .string(join(pair, Array(parameters.separator.utf8)))
      }
    }
    let texts = conflict.candidates.compactMap { table.value($0.value)?.text }
    guard !texts.isEmpty else { return keepLatest(of: conflict.candidates, .joined) }
    let separator = Array(parameters.separator.utf8)
    guard parameters.joining == .set else {
      return .merge(table.intern(join(texts, separator)), .joined)
    }
    let parts = texts.flatMap { split($0, separator) }
    let sorted = parts.sorted { $0.lexicographicallyPrecedes($1) }
    return .merge(table.intern(join(unique(sorted), separator)), .joined)
  }
}

extension Value {
  /// The bytes of a text itself, of anything else the bytes of its JSON text.
  fileprivate var text: [UInt8] {
    if case .string(let string) = self { return Array(string.utf8) }
    var text: [UInt8] = []
    appendJSON(to: &text)
    return text
  }
}

private func join(_ texts: [[UInt8]], _ separator: [UInt8]) -> String {
  String(decoding: Array(texts.joined(separator: separator)), as: UTF8.self)
}

/// The parts between separators, empty ones too; without a separator the text is one part.
private func split(_ text: [UInt8], _ separator: [UInt8]) -> [[UInt8]] {
  guard !separator.isEmpty else { return [text] }
  var parts: [[UInt8]] = []
  var start = 0
  var at = 0
  while at + separator.count <= text.count {
    if text[at..<at + separator.count].elementsEqual(separator) {
      parts.append(Array(text[start..<at]))
      at += separator.count
      start = at
    } else {
      at += 1
    }
  }
  parts.append(Array(text[start...]))
  return parts
}
