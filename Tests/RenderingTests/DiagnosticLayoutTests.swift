import Commands
import Testing

@testable import Rendering

@Suite struct DiagnosticLayoutTests {
  private func text(_ complaint: Complaint) -> String {
    var bytes: [UInt8] = []
    TextRenderer().render(complaint, into: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  private func lines(_ source: String, column: Int, width: Int = 1) -> [String] {
    let place = Place(file: "f", line: 1, column: column, width: width, source: source)
    return text(Complaint(code: "c", message: "m", place: place))
      .split(separator: "\n").dropFirst().map(String.init)
  }

  @Test func showsPlaceLineCaretRemedyAndTrail() {
    let complaint = Complaint(
      code: "unknown-node", message: "no node named abc", remedy: "did you mean ab?",
      place: Sample.place)
    #expect(
      text(complaint) == """
        main.repl:3:8: error[unknown-node]: no node named abc
          expect abc = 1
                 ^~~
        help: did you mean ab?
          in turn 2 of repeat at main.repl:2
          included at top.repl:1

        """)
  }

  @Test func wholeFilesHaveNoLine() {
    let place = Place(file: "no.repl", line: 0, column: 0, source: "")
    #expect(
      text(Complaint(code: "unreadable-file", message: "no such file", place: place))
        == "no.repl: error[unreadable-file]: no such file\n")
  }

  @Test func caretStandsUnderTheToken() {
    #expect(lines("put x", column: 5) == ["  put x", "      ^"])
    #expect(lines("\tput x", column: 6) == ["  \tput x", "  \t    ^"])
    #expect(lines("日本 x", column: 4) == ["  日本 x", "       ^"])
    #expect(lines("e\u{301}x", column: 3) == ["  e\u{301}x", "   ^"])
    #expect(lines("put 日本", column: 5, width: 2) == ["  put 日本", "      ^~~~"])
    #expect(lines("a\u{1B}b", column: 3) == ["  a\\u001bb", "         ^"])
    #expect(lines("put", column: 4) == ["  put", "     ^"])
    #expect(lines("put", column: -7, width: -1) == ["  put", "  ^"])
    #expect(lines("put", column: .max, width: .max) == ["  put", "     ^"])
  }

  @Test func longLinesAreCutAroundTheCaret() {
    let lines = lines(
      String(repeating: "a", count: 1000) + "!" + String(repeating: "b", count: 1000),
      column: 1001)
    #expect(lines.allSatisfy { $0.utf8.count < 180 })
    #expect(lines[0].hasPrefix("  ...a") && lines[0].hasSuffix("b..."))
    let caret = lines[1].utf8.count - 1
    #expect(Array(lines[0])[caret] == "!")
  }

  @Test(arguments: [
    ("a", 1), ("é", 1), ("e\u{301}", 1), ("日", 2), ("한", 2), ("Ａ", 2), ("😀", 2), ("\u{200D}", 0),
    ("\u{AD}", 0), ("🀄", 2), ("⌚", 2), ("─", 1), ("", 0), ("a日b", 4),
  ])
  func widthsAreThoseOfATerminal(text: String, width: Int) {
    #expect(DisplayWidth.of(text) == width)
  }
}
