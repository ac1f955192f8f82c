import Foundation
import Testing

@testable import Shell

@Suite struct HistoryFileTests {
  @Test func entriesAreKeptWhole() throws {
    let scratch = try Scratch()
    let history = HistoryFile(path: scratch.path + "/state/parley/history")
    #expect(history.load().entries.isEmpty)
    let entries = ["nodes a", "together {\n  put x '\\n' at a\n}", "größe", "put x \"\\040\" at a"]
    for entry in entries { #expect(history.append(entry) == nil) }
    #expect(history.append(" hidden") == nil)
    #expect(history.append("") == nil)
    #expect(history.load().entries == entries)
    let attributes = try FileManager.default.attributesOfItem(
      atPath: scratch.path + "/state/parley/history")
    #expect(attributes[.posixPermissions] as? Int == 0o600)
  }

  @Test func longHistoryIsTrimmed() throws {
    let scratch = try Scratch()
    let lines = (0..<2500).map { "print \($0)\n" }
    let path = try scratch.write(lines.joined(), to: "history")
    let loaded = HistoryFile(path: path).load().entries
    #expect(loaded.count == 1000 && loaded.first == "print 1500")
    #expect(try scratch.text(of: "history") == lines.suffix(1000).joined())
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.path) == ["history"])
  }

  @Test func fileOfLibeditBecomesOurs() throws {
    let scratch = try Scratch()
    let path = try scratch.write("_HiStOrY_V2_\nnodes\\040a\nprint\\040'\\134'\n", to: "h")
    let history = HistoryFile(path: path)
    #expect(history.load().entries == ["nodes a", "print '\\'"])
    #expect(history.append("put x 1 at a") == nil)
    #expect(history.load().entries == ["nodes a", "print '\\'", "put x 1 at a"])
    #expect(try scratch.text(of: "h") == "nodes a\nprint '\\\\'\nput x 1 at a\n")
  }

  @Test func timesOfReadlineAreNoEntries() throws {
    let scratch = try Scratch()
    let path = try scratch.write("#1700000000\nnodes a\n#1700000009\nsettle\n# 3\n", to: "h")
    #expect(HistoryFile(path: path).load().entries == ["nodes a", "settle", "# 3"])
  }

  @Test(arguments: ["SQLite format 3\0\u{1}", "nodes a\n\0\0\0"])
  func whatIsNoTextIsLeftAlone(content: String) throws {
    let scratch = try Scratch()
    let content = HistoryFile(path: try scratch.write(content, to: "h")).load()
    #expect(content.entries.isEmpty)
    #expect(content.problem?.hasSuffix("/h is no text") == true)
  }

  @Test func whatIsNoUTF8IsLeftAlone() throws {
    let scratch = try Scratch()
    let path = scratch.path + "/h"
    try Data([0x6E, 0xFF, 0xFE, 0x0A]).write(to: URL(fileURLWithPath: path))
    #expect(HistoryFile(path: path).load().problem != nil)
  }

  @Test func whatCannotBeWrittenSaysWhy() throws {
    let scratch = try Scratch()
    #expect(HistoryFile(path: "/proc/nowhere/history").append("x") != nil)
    #expect(HistoryFile(path: scratch.path).append("x") == EISDIR)
    // A pipe that nobody reads must not make us wait.
    let pipe = scratch.path + "/pipe"
    #expect(mkfifo(pipe, 0o600) == 0)
    #expect(HistoryFile(path: pipe).append("x") == ENXIO)
    #expect(HistoryFile(path: pipe).load().entries.isEmpty)
    #expect(HistoryFile(path: "/dev/null").append("x") == nil)
  }
}
