/// A stretch of one source text, in byte offsets; the end is exclusive.
package struct SourceSpan: Sendable, Hashable {
  /// The index the caller gave the parser for this text; -1 for what a program made.
  package var file: Int32
  /// Offset of the first byte.
  package var start: Int32
  /// Offset behind the last byte.
  package var end: Int32

  /// Makes a span; the offsets are bytes.
  package init(file: Int32, start: Int32, end: Int32) {
    self.file = file
    self.start = start
    self.end = end
  }

  /// The place of nodes that were never written down.
  package static var nowhere: SourceSpan { SourceSpan(file: -1, start: 0, end: 0) }
}
