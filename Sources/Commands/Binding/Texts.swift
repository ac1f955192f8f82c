extension String {
  /// Whether both texts are the same bytes of UTF-8; here for a room that imports two such.
  func hasSameBytes(as other: String) -> Bool { utf8.elementsEqual(other.utf8) }

  /// Whether the text is `word`, of lower-case ASCII letters: then Swift's equality is bytewise.
  func hasSameText(as word: String) -> Bool { self == word }
}
