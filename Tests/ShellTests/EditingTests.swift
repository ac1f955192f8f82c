import Commands
import Foundation
import ScriptSyntax
import Testing

@testable import Shell

@Suite struct EditingTests {
  private func step(_ words: [String], replacing: Int, of line: String) -> CompletionStep {
    CompletionStep(
      words.map { Completion(text: $0, summary: $0 == "put" ? "write" : "") },
      replacing: replacing, of: line)
  }

  @Test func completionInsertsWhatIsCertain() {
    #expect(step([], replacing: 2, of: "pu") == .nothing)
    #expect(step(["put"], replacing: 2, of: "pu") == .replace(scalars: 2, text: "put "))
    #expect(step(["größe"], replacing: 4, of: "at grö") == .replace(scalars: 3, text: "größe "))
    #expect(step(["timeout="], replacing: 1, of: "x t") == .replace(scalars: 1, text: "timeout="))
    #expect(
      step(["remove", "resolve"], replacing: 1, of: "r") == .replace(scalars: 1, text: "re"))
    #expect(step(["put", "日本"], replacing: 0, of: "") == .list("put   write\n日本\n"))
    #expect(step(["put"], replacing: -1, of: "") == .replace(scalars: 0, text: "put "))
  }

  @Test func longListsAreCut() {
    let words = (0..<70).map { "w\($0)" }
    guard case .list(let text) = step(words, replacing: 1, of: "w") else {
      Issue.record("no list")
      return
    }
    #expect(text.hasSuffix("w59\nand 10 more\n"))
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
  }

  @Test func historyKeepsEntriesWhole() throws {
    let scratch = try Scratch()
    let history = HistoryFile(folder: scratch.path + "/state/parley")
    #expect(history.load().isEmpty)
    let entries = ["nodes a", "together {\n  put x '\\n' at a\n}", "größe"]
    for entry in entries { #expect(history.append(entry) == nil) }
    #expect(history.append(" hidden") == nil)
    #expect(history.append("") == nil)
    #expect(history.load() == entries)
    let attributes = try FileManager.default.attributesOfItem(
      atPath: scratch.path + "/state/parley/history")
    #expect(attributes[.posixPermissions] as? Int == 0o600)
  }

  @Test func longHistoryIsTrimmed() throws {
    let scratch = try Scratch()
    let lines = (0..<2500).map { "print \($0)\n" }
    try scratch.write(lines.joined(), to: "history")
    let loaded = HistoryFile(folder: scratch.path).load()
    #expect(loaded.count == 1000 && loaded.first == "print 1500")
    let kept = try scratch.text(of: "history")
    #expect(kept == lines.suffix(1000).joined())
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.path) == ["history"])
  }

  @Test func historyThatCannotBeWrittenSaysWhy() {
    #expect(HistoryFile(folder: "/proc/nowhere").append("x") != nil)
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
