import Replication

/// A name that people gave something, told from others by its bytes.
package struct Name: Hashable, Comparable, Sendable {
  /// How it is written.
  package let text: String

  /// A name.
  package init(_ text: String) { self.text = text }

  /// Whether both are the same bytes.
  package static func == (lhs: Name, rhs: Name) -> Bool { lhs.text.hasSameBytes(as: rhs.text) }

  /// Orders names by their bytes.
  package static func < (lhs: Name, rhs: Name) -> Bool {
    lhs.text.byteOrder(to: rhs.text) == .smaller
  }

  /// Agrees with equality; nothing that is seen depends on it.
  package func hash(into hasher: inout Hasher) {
    var text = text
    text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
  }
}
