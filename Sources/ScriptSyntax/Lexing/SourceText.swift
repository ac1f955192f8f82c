/// One text to be parsed: the name that messages call it, and its bytes.
///
/// Made once per text, in one pass over the bytes; places are then found in logarithmic time.
package struct SourceText: Sendable {
  /// What messages call this text: a path, `stdin`, `-c`.
  package let name: String
  /// The text as it was read; it need not be UTF-8.
  package let bytes: [UInt8]
  /// Where the bytes stop being UTF-8, run by run.
  let malformed: MalformedRuns
  /// Offset of the first byte of each line; a byte order mark is before the first.
  let lineStarts: [Int32]
  private let marks: [Mark]

  /// How many scalars stand before a given offset.
  private struct Mark {
    var offset: Int32
    var scalars: Int32
  }

  private static var markDistance: Int { 4096 }

  /// Indexes the lines and columns of a text.
  package init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
    let first = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    var index = first
    var scalars: Int32 = 0
    var malformed = MalformedRuns()
    var lineStarts = [Int32(first)]
    var marks = [Mark(offset: Int32(first), scalars: 0)]
    let count = bytes.count <= Int(Int32.max) ? bytes.count : 0
    while index < count {
      let limit = min(count, marks.count * Self.markDistance)
      while index < limit {
        let byte = bytes[index]
        if byte < 0x80 {
          index += 1
          if byte == .newline { lineStarts.append(Int32(index)) }
        } else {
          let scalar = bytes.decodeScalar(at: index)
          if !scalar.isWellFormed { malformed.add(Int32(index)) }
          index += scalar.width
        }
        scalars += 1
      }
      marks.append(Mark(offset: Int32(index), scalars: scalars))
    }
    self.malformed = malformed
    self.lineStarts = lineStarts
    self.marks = marks
  }

  /// How many lines there are; the empty rest after a last line end counts as one.
  package var lineCount: Int { lineStarts.count }

  /// The line and column of a byte offset, both from 1; columns count Unicode scalars.
  ///
  /// A malformed byte counts one; an offset outside the text is moved to its nearer end.
  package func position(of offset: Int) -> (line: Int, column: Int) {
    let offset = min(max(offset, 0), bytes.count)
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if Int(lineStarts[middle]) <= offset { low = middle } else { high = middle }
    }
    let column = scalars(before: offset) - scalars(before: Int(lineStarts[low])) + 1
    return (low + 1, max(column, 1))
  }

  /// The text of a line, counted from 1, without its end; what is no UTF-8 reads as U+FFFD.
  package func lineText(_ line: Int) -> String {
    guard line >= 1, line <= lineStarts.count else { return "" }
    var index = Int(lineStarts[line - 1])
    var end = line < lineStarts.count ? Int(lineStarts[line]) - 1 : bytes.count
    if end > index, bytes[end - 1] == .carriageReturn { end -= 1 }
    var text = String.UnicodeScalarView()
    while index < end {
      let scalar = bytes.decodeScalar(at: index)
      text.append(Unicode.Scalar(scalar.value) ?? "\u{FFFD}")
      index += scalar.width
    }
    return String(text)
  }

  /// Where a line, counted from 1, begins behind its blanks, and where it ends.
  package func offsets(ofLine line: Int) -> (start: Int32, end: Int32) {
    guard line >= 1, line <= lineStarts.count else {
      return (Int32(bytes.count), Int32(bytes.count))
    }
    var start = Int(lineStarts[line - 1])
    let end = line < lineStarts.count ? Int(lineStarts[line]) - 1 : bytes.count
    while start < end, bytes[start].isBlank { start += 1 }
    return (Int32(start), Int32(end))
  }

  /// How many scalars end at or before an offset.
  private func scalars(before offset: Int) -> Int {
    var mark = min(offset / Self.markDistance, marks.count - 1)
    if mark > 0, Int(marks[mark].offset) > offset { mark -= 1 }
    var index = Int(marks[mark].offset)
    var scalars = Int(marks[mark].scalars)
    while index < offset {
      index += bytes.decodeScalar(at: index).width
      if index <= offset { scalars += 1 }
    }
    return scalars
  }
}
