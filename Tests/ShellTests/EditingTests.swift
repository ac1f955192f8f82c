import Commands
import Foundation
import Rendering
import ScriptSyntax
import Testing

@testable import Shell

@Suite struct EditingTests {
  private func step(
    _ words: [String], replacing: Int, of line: String, in size: TerminalSize = TerminalSize()
  ) -> CompletionStep {
    let candidates = words.map { Completion(text: $0, summary: $0 == "put" ? "write" : "") }
    return CompletionStep(
      Completions(candidates: candidates, replaced: replacing), of: line, in: size)
  }

  @Test func completionInsertsWhatIsCertain() {
    #expect(step([], replacing: 2, of: "pu") == .nothing)
    #expect(step(["put"], replacing: 2, of: "pu") == .replace(scalars: 2, text: "put "))
    #expect(step(["größe"], replacing: 4, of: "at grö") == .replace(scalars: 3, text: "größe "))
    #expect(step(["timeout="], replacing: 1, of: "x t") == .replace(scalars: 1, text: "timeout="))
    #expect(
      step(["\"sub/"], replacing: 0, of: "") == .replace(scalars: 0, text: "\"sub/"))
    #expect(
      step(["remove", "resolve"], replacing: 1, of: "r") == .replace(scalars: 1, text: "re"))
    #expect(step(["put", "日本"], replacing: 0, of: "") == .list("put   write\n日本\n"))
    #expect(step(["put"], replacing: -1, of: "") == .replace(scalars: 0, text: "put "))
  }

  private func list(_ words: [String], _ rows: Int, _ columns: Int) -> [String] {
    let size = TerminalSize(rows: rows, columns: columns)
    let text = CandidateList(words.map { Completion(text: $0, summary: "") }, size).text
    return text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
      .map(String.init)
  }

  @Test func listsFitTheTerminal() {
    let words = (10..<80).map { "w\($0)" }
    #expect(list(words, 24, 40).first == "w10  w19  w28  w37  w46  w55  w64  w73")
    #expect(list(words, 24, 40).count == 9)
    #expect(
      list(words, 8, 20) == [
        "w10  w13  w16  w19", "w11  w14  w17  w20", "w12  w15  w18  w21", "and 58 more",
      ])
    #expect(list(words, 1, 1).allSatisfy { $0.isEmpty })
    #expect(list(["put", "quit-this-is-long"], 24, 12) == ["put", "quit-this-…"])
    for (rows, columns) in [(3, 7), (24, 80), (10, 33), (50, 200)] {
      let lines = list(words, rows, columns)
      #expect(lines.count <= max(rows - 3, 2) && lines.allSatisfy { $0.count < columns })
    }
  }

  @Test func nothingInAListDrivesTheTerminal() {
    let text = list(["a\u{1B}[2Jb", "c\u{202E}d\r\n"], 24, 80)
    #expect(text == ["a\\u001b[2Jb", "c\\u202ed\\u000d\\u000a"])
  }

  @Test func promptsSayWhatIsOpen() {
    let open: [OpenDelimiter?] = [nil, .block, .object, .array, .continuation, .heredoc("END")]
    #expect(
      open.map { Prompt(open: $0).text } == [
        "parley> ", "{ ....> ", "{ ....> ", "[ ....> ", "\\ ....> ", "END ....> ",
      ])
    #expect(
      Prompt().text(Prompt.Style(isColoured: true))
        == "\u{1}\u{1B}[1m\u{1}parley>\u{1}\u{1B}[0m\u{1} ")
    #expect(Prompt(open: .heredoc("E\u{1B}D")).text == "E\\u001bD ....> ")
  }

  @Test(
    arguments: [
      (0, 0, "parley> "), (0, 2, "parley 0ms (2)> "), (42_000_000, 0, "parley 42ms> "),
      (1_500_000, 1, "parley 1.5ms (1)> "), (2_000_001_000, 0, "parley 2.000001s> "),
      (999_999_999, 0, "parley 999.999999ms> "), (1, 0, "parley 0.000001ms> "),
    ] as [(Int64, Int, String)])
  func promptTellsTimeAndMessages(now: Int64, inFlight: Int, text: String) {
    let progress = RunProgress(now: now, inFlight: inFlight, events: 9)
    #expect(Prompt(progress: progress).text == text)
  }

  @Test func hintsKnowTheirPlace() {
    let plain = Prompt.Style(isColoured: false)
    #expect(Hint.text("put KEY VALUE at NODE", columns: 80, plain) == "put KEY VALUE at NODE ")
    #expect(Hint.text("put KEY VALUE at NODE", columns: 59, plain).isEmpty)
    #expect(Hint.text(nil, columns: 80, plain).isEmpty)
    let long = Hint.text(String(repeating: "日", count: 99), columns: 60, plain)
    #expect(long == String(repeating: "日", count: 19) + "… ")
    #expect(
      Hint.text("wait", columns: 80, Prompt.Style(isColoured: true))
        == "\u{1}\u{1B}[2m\u{1}wait\u{1}\u{1B}[0m\u{1} ")
    #expect(!Hint.text("a\u{1B}[2J", columns: 80, plain).utf8.contains(0x1B))
  }

  @Test func plainLinesAreRead() throws {
    let scratch = try Scratch()
    let long = String(repeating: "y", count: 3_000_000)
    let path = try scratch.write("one\n\n\(long)\nlast", to: "lines")
    let descriptor = open(path, O_RDONLY)
    defer { close(descriptor) }
    var reader = PlainReader(descriptor, prompts: false)
    var lines: [String] = []
    while case .line(let bytes) = reader.next(Prompt(), Prompt.Style(isColoured: false)) {
      lines.append(String(decoding: bytes, as: UTF8.self))
    }
    #expect(lines == ["one", "", long, "last"])
  }
}
