import Causality

extension MergeDefinition {
  /// A text whose edits the node created first puts in order; see `OTDocument`.
  ///
  /// Readers see what is ordered, and positions count in it. That node orders what has come as soon
  /// as it learns of it; where it does not write on its own (quorums, one leader, `sync=all`), its
  /// next edit does, be it the empty `ot []`.
  /// - Source: Ellis, Gibbs 1989; the operations of ottypes/text.
  package static let otText = MergeDefinition(
    name: "ot-text", summary: "A text: the node created first orders and transforms all edits.",
    operations: [.ot, .insert, .erase, .assign, .reset],
    apply: { (value, operation, context) throws(MergeError) in
      var document = value.flatMap { OTDocument($0) } ?? OTDocument()
      let length = document.text.count
      document.add(
        try textOperation(operation, over: length), context.dot, mayOrder: context.followsOwn)
      return document.encoded()
    },
    merge: { one, other in
      guard var document = OTDocument(one), let other = OTDocument(other) else { return one }
      document.merge(other)
      return document.encoded()
    },
    effects: .ofOTDocuments,
    read: { value in
      OTDocument(value).map { [Unicode.Scalar.encode($0.text[...])] } ?? []
    },
    isState: { value, _ in OTDocument(value) != nil },
    portray: { value, name in OTDocument(value)?.encoded { .string(name($0)) } ?? value },
    answer: { value, replica in
      guard replica == OTDocument.server, let document = OTDocument(value),
        !document.waiting.isEmpty
      else { return nil }
      return MergeOperation(.ot, [.array([])])
    })

  /// What a client asks for, as an edit of a text of this length.
  private static func textOperation(
    _ operation: MergeOperation, over length: Int
  ) throws(MergeError) -> TextOperation {
    let edit: TextOperation
    switch (operation.kind, operation.operands.first, operation.operands.last) {
    case (.insert, .int(let position), .string(let text)):
      try check(position, within: length)
      edit = TextOperation([.keep(Int(position)), .insert(Array(text.unicodeScalars))])
    case (.erase, .int(let position), .int(let count)):
      let end = position.addingReportingOverflow(count)
      try check(end.overflow ? .max : end.partialValue, within: length)
      edit = TextOperation([.keep(Int(position)), .erase(Int(count))])
    case (.assign, .string(let text), _):
      edit = TextOperation([.erase(length), .insert(Array(text.unicodeScalars))])
    case (.reset, _, _): edit = TextOperation([.erase(length)])
    case (.ot, let written?, _):
      guard let parsed = TextOperation(written) else { throw .badTextOperation }
      edit = parsed
    default:
      throw .badOperand(
        operation.kind, at: operation.operands.count - 1, wanted: .text,
        found: operation.operands.last)
    }
    try check(Int64(edit.reach), within: length)
    return edit
  }

  private static func check(_ position: Int64, within length: Int) throws(MergeError) {
    guard position <= length else {
      throw .outOfText(position: position, length: Int64(length))
    }
  }
}
