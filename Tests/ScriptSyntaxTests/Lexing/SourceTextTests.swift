import ScriptSyntax
import Testing

/// Lines and columns.
@Suite struct SourceTextTests {
  private func source(_ bytes: [UInt8]) -> SourceText { SourceText(name: "x", bytes: bytes) }

  @Test func columnsCountScalars() {
    let text = source(Array("aé漢😀b\n\ncd\r\n".utf8) + [0xFF, 0xFE, 0x78])
    let expected: [(offset: Int, line: Int, column: Int)] = [
      (-5, 1, 1), (0, 1, 1), (1, 1, 2), (3, 1, 3), (6, 1, 4), (10, 1, 5), (11, 1, 6), (12, 2, 1),
      (13, 3, 1), (15, 3, 3), (17, 4, 1), (18, 4, 2), (19, 4, 3), (20, 4, 4), (99, 4, 4),
    ]
    for (offset, line, column) in expected {
      #expect(text.position(of: offset) == (line, column), "offset \(offset)")
    }
    #expect(text.lineCount == 4)
    #expect((0...5).map(text.lineText) == ["", "aé漢😀b", "", "cd", "\u{FFFD}\u{FFFD}x", ""])
  }

  @Test func aByteOrderMarkIsNoColumn() {
    let text = source([0xEF, 0xBB, 0xBF] + Array("ab\nc".utf8))
    #expect(text.position(of: 0) == (1, 1))
    #expect(text.position(of: 3) == (1, 1))
    #expect(text.position(of: 4) == (1, 2))
    #expect(text.lineText(1) == "ab")
    #expect(text.position(of: 6) == (2, 1))
  }

  @Test func longLinesAreCountedRight() {
    var chance = Chance(seed: 1)
    var bytes: [UInt8] = []
    var starts: [(offset: Int, line: Int, column: Int)] = []
    var (line, column) = (1, 1)
    for _ in 0..<30_000 {
      let piece: [UInt8] = chance.pick([[0x61], Array("é".utf8), Array("😀".utf8), [0xFF], [0x0A]])
      for inside in 0..<piece.count { starts.append((bytes.count + inside, line, column)) }
      bytes += piece
      if piece == [0x0A], chance.once(in: 2000) || line < 3 {
        (line, column) = (line + 1, 1)
      } else if piece == [0x0A] {
        bytes.removeLast()
        starts.removeLast()
      } else {
        column += 1
      }
    }
    let text = source(bytes)
    let wrong = starts.filter { text.position(of: $0.offset) != ($0.line, $0.column) }
    #expect(wrong.isEmpty)
    #expect(starts.count > 20_000)
  }

  @Test func emptyTextHasOneLine() {
    #expect(source([]).position(of: 0) == (1, 1))
    #expect(source([]).lineText(1) == "")
    #expect(source([]).lineCount == 1)
  }
}
