/// What a predicate may look at: what one node stores.
package struct NodeLook: Sendable {
  /// A key with its live values.
  package struct Entry: Sendable {
    /// The key.
    package let key: String
    /// Its live values, at least one, in order of their writes.
    package let values: [Value]

    /// A key with its values.
    package init(key: String, values: [Value]) {
      self.key = key
      self.values = values
    }
  }

  /// What people call the node.
  package let node: String
  /// The keys that have a live value there, by their bytes.
  package let entries: [Entry]

  /// A look at a node; the entries may come in any order.
  package init(node: String, entries: [Entry]) {
    self.node = node
    self.entries = entries.sorted { $0.key.byteOrder(to: $1.key) == .smaller }
  }

  /// The live values of a key; none where it has none.
  package func values(of key: String) -> [Value] {
    var low = 0
    var high = entries.count
    while low < high {
      let middle = (low + high) / 2
      switch entries[middle].key.byteOrder(to: key) {
      case .smaller: low = middle + 1
      case .larger: high = middle
      case .equal: return entries[middle].values
      }
    }
    return []
  }

  /// The keys that begin so, by their bytes.
  package func keys(beginning prefix: String) -> [String] {
    entries.map(\.key).filter { $0.utf8.starts(with: prefix.utf8) }
  }
}

/// What a predicate says of a node.
package enum LocalVerdict: Hashable, Sendable {
  /// It is as it should be.
  case holds
  /// It is not, and why, where the predicate says why.
  case broken(String?)
  /// The predicate itself failed; a text for people.
  case failed(String)
}

/// A statement about what one node stores, made by code of the user's.
package struct LocalPredicate: Sendable {
  /// The code, as it was written.
  package let code: String
  /// Judges a node. Pure: what it sees decides, nothing else.
  package let judge: @Sendable (NodeLook) -> LocalVerdict

  /// A predicate.
  package init(code: String, judge: @escaping @Sendable (NodeLook) -> LocalVerdict) {
    self.code = code
    self.judge = judge
  }
}
