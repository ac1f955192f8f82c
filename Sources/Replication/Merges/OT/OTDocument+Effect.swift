import Causality

extension MergeEffects {
  /// What the server has ordered since, and edits that wait for it.
  static let ofOTDocuments = MergeEffects(
    difference: { earlier, later in
      guard let after = OTDocument(later) else { return later }
      return after.difference(from: earlier.flatMap { OTDocument($0) } ?? OTDocument())
    },
    apply: { state, effect in
      var document = state.flatMap { OTDocument($0) } ?? OTDocument()
      document.apply(effect)
      return document.encoded()
    })
}

extension OTDocument {
  /// What this document has beyond an earlier one, behind the length of the earlier one's log.
  fileprivate func difference(from earlier: OTDocument) -> Value {
    .array([.int(Int64(earlier.log.count)), since(earlier).encoded()])
  }

  /// Adds what another has beyond a document that this one includes.
  fileprivate mutating func apply(_ effect: Value) {
    guard case .array(let parts) = effect, parts.count == 2, case .int(let length) = parts[0],
      0...Int64(log.count) ~= length, let rest = OTDocument.parts(of: parts[1]),
      let whole = OTDocument(
        log: Array(log.prefix(Int(length))) + rest.log, waiting: rest.waiting)
    else { return }
    merge(whole)
  }
}
