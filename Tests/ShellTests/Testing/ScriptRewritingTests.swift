import ScriptSyntax
import TestSupport
import Testing

@testable import Shell

@Suite struct ScriptRewritingTests {
  /// The script with outputs, in the order of its statements, put into their blocks; `nil` leaves a
  /// statement alone.
  private func rewrite(_ text: String, _ outputs: [[String]?]) -> String? {
    let source = SourceText(name: "a.repl", bytes: Array(text.utf8))
    let rewriting = ScriptRewriting(
      source: source, statements: Parser.parse(source).statements)
    let accepted = outputs.enumerated().compactMap { index, lines in
      lines.map { (statement: index, lines: $0) }
    }
    return rewriting.rewritten(with: accepted).map { String(decoding: $0, as: UTF8.self) }
  }

  @Test(
    arguments: [
      // Changed, shorter, longer, gone.
      ("a\n#> 1\nb\n", [["2"]], "a\n#> 2\nb\n"), ("a\n#> 1\n#> 2\nb", [["2"]], "a\n#> 2\nb"),
      ("a\n#> 1\n\nb\n", [["1", "", "2"]], "a\n#> 1\n#>\n#> 2\n\nb\n"),
      ("a\n#> 1\nb\n", [[]], "a\nb\n"),
      // Added: behind comments, continued lines, heredocs, blocks, and a last line without an end.
      ("a  # why\nb\n", [["1"]], "a  # why\n#> 1\nb\n"), ("a", [["1", "2"]], "a\n#> 1\n#> 2"),
      ("a\n# end", [["1"]], "a\n#> 1\n# end"), ("a \\\n  b\nc\n", [["1"]], "a \\\n  b\n#> 1\nc\n"),
      ("a <<END\n#> no\nEND\nb\n", [["1"]], "a <<END\n#> no\nEND\n#> 1\nb\n"),
      ("a {\n  b\n}\n", [["1"]], "a {\n  b\n}\n#> 1\n"), ("a; b\n", [nil, ["1"]], "a; b\n#> 1\n"),
      ("parley> a\nparley> b\n", [["1"], nil], "parley> a\n#> 1\nparley> b\n"),
      // Line ends, indentation, blanks at line ends, and the missing end of the last line stay.
      ("a\r\n#> 1\r\nb\r\n", [["2", "3"]], "a\r\n#> 2\r\n#> 3\r\nb\r\n"),
      ("a\r\nb\r\n", [["1"]], "a\r\n#> 1\r\nb\r\n"), ("a\r\nb", [nil, ["1"]], "a\r\nb\r\n#> 1"),
      ("a\n  #> 1\n  #>2\nb\n", [["0", "2"]], "a\n  #> 0\n  #>2\nb\n"),
      ("a\n#> 1", [["2 ", ""]], "a\n#> 2 \n#>"), ("a\n#> 1", [["1", "2"]], "a\n#> 1\n#> 2"),
      ("a\r\n#> 1\n#> 2", [["1"]], "a\r\n#> 1"), ("a\n#> 1\r\n#> 2", [["1"]], "a\n#> 1"),
      ("\u{FEFF}a\n", [["1"]], "\u{FEFF}a\n#> 1\n"),
      // Wildcards that still fit stay, alone and within lines.
      ("a\n#> 1\n#> …\n#> 9\n", [["1", "2", "3", "8"]], "a\n#> 1\n#> …\n#> 8\n"),
      ("a\n#> x … z\n#> 1\n", [["x y z", "2"]], "a\n#> x … z\n#> 2\n"),
      ("a\n#> at 1ms … done\n", [["at 2ms all is done"]], "a\n#> at 2ms … done\n"),
      ("a\n#> …\n#> 1\n", [["0", "…", "2"]], "a\n#> …\n#> 2\n"),
      // What looks like something else is text all the same.
      (
        "a\n", [["#> x", "…", "parley> y", "  z", "\t"]],
        "a\n#> #> x\n#> …\n#> parley> y\n#>   z\n#> \t\n"
      ),
    ] as [(String, [[String]?], String)])
  func blocksTakeTheOutput(text: String, outputs: [[String]?], expected: String) {
    #expect(rewrite(text, outputs) == expected)
  }

  @Test func aStatementWithAnotherBehindItGetsNoBlock() {
    #expect(rewrite("a; b\n", [["1"], nil]) == nil)
    #expect(rewrite("a \\\n; b\n", [["1"], nil]) == "a \\\n#> 1\n; b\n")
  }

  /// Outputs of any kind put into scripts of any shape: they hold afterwards, a second time changes
  /// nothing, and what is no block is what it was.
  @Test func randomRewritesHold() {
    for seed in FuzzRounds.seeds(1_500, part: 0, of: 1) {
      var draws = Draws(seed: seed)
      let end = draws.pick(["\n", "\r\n"])
      let text = script(&draws, end)
      let statements = Parser.parse(SourceText(name: "", bytes: Array(text.utf8))).statements
      let outputs = statements.map { _ in draws.oneIn(3) ? nil : output(&draws) }
      guard let once = rewrite(text, outputs) else {
        Issue.record("seed \(seed): not rewritten: \(text.debugDescription)")
        continue
      }
      let result = Parser.parse(SourceText(name: "", bytes: Array(once.utf8)))
      for (statement, lines) in zip(result.statements, outputs) {
        guard let lines, let expected = statement.expected else { continue }
        #expect(OutputPattern(expected).matches(lines), "seed \(seed): \(once.debugDescription)")
      }
      #expect(rewrite(once, outputs) == once, "seed \(seed): \(text.debugDescription)")
      #expect(others(once) == others(text), "seed \(seed): \(text.debugDescription)")
    }
  }

  private func script(_ draws: inout Draws, _ end: String) -> String {
    var lines: [String] = []
    for _ in 0..<draws.below(6) {
      lines += draws.pick([
        ["a 1"], ["a  # why"], ["  b { c }"], ["a {", "  b", "}"], ["a \\", "  2"],
        ["a <<END", "text", "END"], ["# only words", "a"], ["", "a"],
      ])
      if draws.oneIn(2) {
        let indent = draws.pick(["", "", "  "])
        lines += output(&draws).map { indent + draws.pick(["#> ", "#>"]) + $0 }
        if draws.oneIn(3) { lines.append("\(indent)#> …") }
      }
    }
    return lines.joined(separator: end) + (draws.oneIn(2) ? end : "")
  }

  private func output(_ draws: inout Draws) -> [String] {
    (0..<draws.below(5)).map { _ in
      draws.pick(["", "1", "2", " x", "x ", "a … b", "…", "#> 1", "a long line … with more", "\t"])
    }
  }

  private func others(_ text: String) -> [ArraySlice<UInt8>] {
    Array(text.utf8).split(separator: UInt8(ascii: "\n"))
      .map { $0.last == UInt8(ascii: "\r") ? $0.dropLast() : $0 }
      .filter { !$0.drop { $0 == UInt8(ascii: " ") }.starts(with: "#>".utf8) && !$0.isEmpty }
  }
}
