import Causality

/// How elements of a sequence stand in a value: those of a run together.
package protocol SequenceElement: Sendable {
  /// The value that stands for these elements.
  static func encode(_ elements: ArraySlice<Self>) -> Value
  /// The elements that such a value stands for; nil where it is none. Never empty.
  static func decode(_ value: Value) -> [Self]?
}

extension Unicode.Scalar: SequenceElement {
  /// A text of these characters.
  package static func encode(_ elements: ArraySlice<Unicode.Scalar>) -> Value {
    var text = String.UnicodeScalarView()
    text.append(contentsOf: elements)
    return .string(String(text))
  }

  /// The characters of a text that is not empty.
  package static func decode(_ value: Value) -> [Unicode.Scalar]? {
    guard case .string(let text) = value, !text.isEmpty else { return nil }
    return Array(text.unicodeScalars)
  }
}

extension Value: SequenceElement {
  /// The array of these values.
  package static func encode(_ elements: ArraySlice<Value>) -> Value { .array(Array(elements)) }

  /// The values of an array that is not empty.
  package static func decode(_ value: Value) -> [Value]? {
    guard case .array(let elements) = value, !elements.isEmpty else { return nil }
    return elements
  }
}

extension ReplicatedSequence where Element: SequenceElement {
  /// The state as a value; equal states, equal values.
  ///
  /// Shape: an array of runs in order, each as long as can be, `[author, stamp, content]`: a text
  /// or an array of what is there, a number for so many erased elements. An author is a
  /// replica's number, or `[replica, branch]`.
  package var value: Value { encoded { $0.value } }

  /// The state for people: as `value`, with replicas by the names they are given here.
  package func portrayed(_ name: (ReplicaID) -> String) -> Value {
    encoded { author in
      author.branch == 0
        ? .string(name(author.replica))
        : .array([.string(name(author.replica)), .int(Int64(author.branch))])
    }
  }

  private func encoded(_ author: (Author) -> Value) -> Value {
    var parts: [(range: ElementRange, isErased: Bool, elements: [Element])] = []
    for run in list.runs {
      if let last = parts.last, last.isErased == run.isErased, last.range.end == run.stamp,
        last.range.first.author == run.author
      {
        parts[parts.count - 1].range.count += Int(run.count)
        parts[parts.count - 1].elements += store[run.stored]
      } else {
        parts.append((run.range, run.isErased, Array(store[run.stored])))
      }
    }
    return .array(
      parts.map { range, isErased, elements in
        .array([
          author(range.first.author), .int(range.first.stamp),
          isErased ? .int(Int64(range.count)) : Element.encode(elements[...]),
        ])
      })
  }

  /// The state that a value stands for; nil where it is no state, or not as `value` writes it.
  package init?(_ value: Value) {
    guard case .array(let parts) = value else { return nil }
    var store: [Element] = []
    var runs: [SequenceRun] = []
    for part in parts {
      guard let (range, elements) = Element.run(part), store.count + range.count < Int32.max
      else { return nil }
      let run = SequenceRun(range, offset: elements == nil ? -1 : store.count)
      if runs.last?.isContinued(by: run) ?? false { return nil }
      runs.append(run)
      store += elements ?? []
    }
    guard ElementIndex(disjoint: runs.map(\.range)) != nil else { return nil }
    var list = RunList()
    for run in runs { list.append(run) }
    self.init(store: store, list: list, latest: runs.map(\.last.stamp).max() ?? 0)
  }
}

extension SequenceElement {
  /// One run; without elements where they are erased.
  static func run(_ part: Value) -> (ElementRange, [Self]?)? {
    let limit = ReplicatedSequence<Self>.stampLimit
    guard case .array(let fields) = part, fields.count == 3,
      let author = Author(fields[0]),
      case .int(let stamp) = fields[1], 1..<limit ~= stamp
    else { return nil }
    var elements: [Self]?
    var count: Int64
    if case .int(let erased) = fields[2] {
      count = erased
    } else {
      guard let content = decode(fields[2]) else { return nil }
      elements = content
      count = Int64(content.count)
    }
    guard 1..<Int64(Int32.max) ~= count, stamp <= limit - count else { return nil }
    return (ElementRange(ElementID(stamp, author), count: Int(count)), elements)
  }
}

extension Author {
  var value: Value {
    let replica = Value.int(Int64(replica.rawValue))
    return branch == 0 ? replica : .array([replica, .int(Int64(branch))])
  }

  init?(_ value: Value) {
    var fields = [value]
    if case .array(let pair) = value { fields = pair.count == 2 ? pair : [] }
    var numbers: [UInt32] = []
    for field in fields {
      guard case .int(let number) = field, let number = UInt32(exactly: number) else { return nil }
      numbers.append(number)
    }
    guard let replica = numbers.first, numbers.count == 1 || numbers[1] > 0 else { return nil }
    self.init(ReplicaID(replica), branch: numbers.count == 1 ? 0 : numbers[1])
  }
}
