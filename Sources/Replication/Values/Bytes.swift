/// How one thing stands to another in a total order.
package enum Ordering: Sendable {
  case smaller, equal, larger

  /// Where `lhs` stands to `rhs`.
  @inlinable
  package init<T: Comparable>(_ lhs: T, _ rhs: T) {
    self = lhs < rhs ? .smaller : (rhs < lhs ? .larger : .equal)
  }
}

// Swift compares strings by canonical equivalence and so holds texts of different bytes equal;
// keys, names and values here are their bytes.
extension String {
  /// Whether both texts are the same bytes of UTF-8.
  package func hasSameBytes(as other: String) -> Bool {
    utf8.elementsEqual(other.utf8)
  }

  /// Where this text stands to the other by bytes of UTF-8, a prefix first.
  package func byteOrder(to other: String) -> Ordering {
    var others = other.utf8.makeIterator()
    for byte in utf8 {
      guard let another = others.next() else { return .larger }
      if byte != another { return byte < another ? .smaller : .larger }
    }
    return others.next() == nil ? .equal : .smaller
  }
}
