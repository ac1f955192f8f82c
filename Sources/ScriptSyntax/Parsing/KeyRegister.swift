/// The keys of one object, to find one that stands there twice.
struct KeyRegister {
  private var keys: [(text: String, span: SourceSpan)] = []

  /// Notes a key; one with variables in it is known only later and passes.
  mutating func add(_ key: Template, span: SourceSpan) {
    if let text = key.plain { keys.append((text, span)) }
  }

  /// The first key, by place, that repeats an earlier one; takes O(n log n).
  func firstRepeated() -> SourceSpan? {
    guard keys.count > 1 else { return nil }
    let order = keys.indices.sorted { one, other in
      let (left, right) = (keys[one].text, keys[other].text)
      if left.hasSameBytes(as: right) { return one < other }
      return left.utf8.lexicographicallyPrecedes(right.utf8)
    }
    var first: Int?
    for (before, index) in zip(order, order.dropFirst())
    where keys[before].text.hasSameBytes(as: keys[index].text) {
      first = min(first ?? index, index)
    }
    return first.map { keys[$0].span }
  }
}
