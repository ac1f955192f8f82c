/// An edit of a whole text, from its start: characters kept, put in, erased; the rest is kept.
///
/// Shape: no part is empty, no two parts of one kind stand side by side, the last is no `keep`.
/// Positions count Unicode scalars.
/// - Source: ottypes/text; positions as in text-unicode.
package struct TextOperation: Hashable, Sendable {
  /// A step from left to right.
  package enum Part: Hashable, Sendable {
    /// So many characters stay.
    case keep(Int)
    /// These characters come in.
    case insert([Unicode.Scalar])
    /// So many characters go.
    case erase(Int)
  }

  /// Which of two operations goes first where both insert at one place: the left one.
  package enum Side: Sendable {
    case left, right
  }

  /// The steps.
  package private(set) var parts: [Part] = []

  /// The operation that changes nothing.
  package init() {}

  /// The operation of these steps, in its one shape.
  package init(_ parts: [Part]) {
    for part in parts { append(part) }
    trim()
  }

  /// Whether nothing changes.
  package var isEmpty: Bool { parts.isEmpty }

  /// How long a text has to be at least.
  package var reach: Int { parts.reduce(0) { $0 + $1.consumed } }

  /// How long a text of `length` is afterwards; nil where it is too short.
  func length(after length: Int) -> Int? {
    guard reach <= length else { return nil }
    return length - reach + parts.reduce(0) { $0 + $1.produced }
  }

  /// The text after the operation; nil where the text is too short for it.
  package func apply(to text: [Unicode.Scalar]) -> [Unicode.Scalar]? {
    var rest = text[...]
    var result: [Unicode.Scalar] = []
    for part in parts {
      guard part.consumed <= rest.count else { return nil }
      switch part {
      case .keep(let count): result += rest.prefix(count)
      case .insert(let characters): result += characters
      case .erase: break
      }
      rest = rest.dropFirst(part.consumed)
    }
    return result + rest
  }

  /// One operation that does what this one and then the next do.
  package func composed(with next: TextOperation) -> TextOperation {
    var reader = PartReader(parts)
    var result = TextOperation()
    for part in next.parts {
      if case .insert = part { result.append(part) }
      var left = part.consumed
      while left > 0 {
        let piece = reader.take(left, whole: .erasures)
        left -= piece.produced
        guard case .erase = part else {
          result.append(piece)
          continue
        }
        switch piece {
        case .keep(let count): result.append(.erase(count))
        case .insert: break
        case .erase: result.append(piece)
        }
      }
    }
    return result.ended(by: &reader)
  }

  /// The same intention after another operation made on the same text.
  ///
  /// TP1: for operations a and b on one text, a then b transformed (`right`) gives the same text as
  /// b then a transformed (`left`). Orders of three or more agree only if somebody sets the order.
  package func transformed(against other: TextOperation, as side: Side) -> TextOperation {
    var reader = PartReader(parts)
    var result = TextOperation()
    for part in other.parts {
      if case .insert(let characters) = part {
        if side == .left, let insertion = reader.takeInsertion() { result.append(insertion) }
        result.append(.keep(characters.count))
      }
      var left = part.consumed
      while left > 0 {
        let piece = reader.take(left, whole: .insertions)
        left -= piece.consumed
        // What the other erased is neither kept nor erased again.
        if case .erase = part, piece.consumed > 0 { continue }
        result.append(piece)
      }
    }
    return result.ended(by: &reader)
  }

  private func ended(by reader: inout PartReader) -> TextOperation {
    var result = self
    for part in reader.rest { result.append(part) }
    result.trim()
    return result
  }

  private mutating func append(_ part: Part) {
    switch (parts.last, part) {
    case (_, .keep(0)), (_, .erase(0)), (_, .insert([])): break
    case (.keep(let last), .keep(let count)): parts[parts.count - 1] = .keep(last + count)
    case (.erase(let last), .erase(let count)): parts[parts.count - 1] = .erase(last + count)
    case (.insert(let last), .insert(let more)): parts[parts.count - 1] = .insert(last + more)
    default: parts.append(part)
    }
  }

  private mutating func trim() {
    if case .keep = parts.last { parts.removeLast() }
  }
}

extension TextOperation.Part {
  /// How many characters of the text before it the step goes over.
  var consumed: Int {
    switch self {
    case .keep(let count), .erase(let count): count
    case .insert: 0
    }
  }

  /// How many characters of the text after it the step leaves.
  var produced: Int {
    switch self {
    case .keep(let count): count
    case .insert(let characters): characters.count
    case .erase: 0
    }
  }
}

/// Cuts an operation into pieces; behind its end everything is kept.
private struct PartReader {
  /// Which parts are never cut, as they have no length in the text that is being read.
  enum Whole {
    case insertions, erasures
  }

  private(set) var rest: ArraySlice<TextOperation.Part>

  init(_ parts: [TextOperation.Part]) { rest = parts[...] }

  /// The next part, if it inserts.
  mutating func takeInsertion() -> TextOperation.Part? {
    guard case .insert = rest.first else { return nil }
    return rest.popFirst()
  }

  /// The next piece of at most `limit` characters.
  mutating func take(_ limit: Int, whole: Whole) -> TextOperation.Part {
    guard let first = rest.first else { return .keep(limit) }
    let (piece, remainder) = first.cut(at: limit, whole: whole)
    if let remainder { rest[rest.startIndex] = remainder } else { rest.removeFirst() }
    return piece
  }
}

extension TextOperation.Part {
  /// The step's first `limit` characters, and the others.
  fileprivate func cut(
    at limit: Int, whole: PartReader.Whole
  ) -> (piece: TextOperation.Part, remainder: TextOperation.Part?) {
    switch self {
    case .keep(let count) where count > limit: (.keep(limit), .keep(count - limit))
    case .erase(let count) where count > limit && whole == .insertions:
      (.erase(limit), .erase(count - limit))
    case .insert(let characters) where characters.count > limit && whole == .erasures:
      (.insert(Array(characters.prefix(limit))), .insert(Array(characters.dropFirst(limit))))
    default: (self, nil)
    }
  }
}
