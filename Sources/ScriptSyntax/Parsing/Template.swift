/// Text with variables in it, such as `k$x` or `"to ${name}"`; most often just text.
package struct Template: Sendable, Equatable {
  /// A stretch of text, or a variable by its name.
  package enum Part: Sendable, Equatable {
    case text(String)
    case variable(String)

    /// Whether both are the same kind and hold the same bytes.
    package static func == (left: Part, right: Part) -> Bool {
      switch (left, right) {
      case (.text(let one), .text(let other)): one.hasSameBytes(as: other)
      case (.variable(let one), .variable(let other)): one.hasSameBytes(as: other)
      default: false
      }
    }
  }

  private enum Storage: Sendable {
    case plain(String)
    case parts([Part])
  }

  private let storage: Storage

  private init(storage: Storage) { self.storage = storage }

  /// Joins parts; neighbouring texts become one, and empty ones vanish.
  package init(parts: [Part]) {
    var joined: [Part] = []
    for part in parts {
      guard case .text(let text) = part else {
        joined.append(part)
        continue
      }
      if text.isEmpty { continue }
      if case .text(let before) = joined.last {
        joined[joined.count - 1] = .text(before + text)
      } else {
        joined.append(part)
      }
    }
    switch joined.first {
    case nil: storage = .plain("")
    case .text(let text) where joined.count == 1: storage = .plain(text)
    default: storage = .parts(joined)
    }
  }

  /// Text without variables.
  package static func text(_ text: String) -> Template { Template(storage: .plain(text)) }

  /// One variable and nothing else.
  package static func variable(_ name: String) -> Template {
    Template(storage: .parts([.variable(name)]))
  }

  /// The parts in order: no empty texts, no two texts side by side; none for empty text.
  package var parts: [Part] {
    switch storage {
    case .plain(let text): text.isEmpty ? [] : [.text(text)]
    case .parts(let parts): parts
    }
  }

  /// The text, when there is no variable in it.
  package var plain: String? {
    if case .plain(let text) = storage { text } else { nil }
  }

  /// The variable's name, when there is nothing but one variable.
  package var variable: String? {
    if case .parts(let parts) = storage, parts.count == 1, case .variable(let name) = parts[0] {
      return name
    }
    return nil
  }

  /// Whether both read the same, byte for byte.
  package static func == (left: Template, right: Template) -> Bool {
    switch (left.storage, right.storage) {
    case (.plain(let one), .plain(let other)): one.hasSameBytes(as: other)
    case (.parts(let some), .parts(let others)): some == others
    default: false
    }
  }
}
