import Commands
import Foundation
import TestSupport
import Testing

@testable import Shell

@Suite struct SandboxTests {
  private let scratch: Scratch
  private let sandbox: Sandbox

  init() throws {
    scratch = try Scratch()
    try scratch.write("outside", to: "secret.repl")
    try scratch.write("root", to: "in/main.repl")
    try scratch.write("inner", to: "in/deep/inner.repl")
    try scratch.write("sibling", to: "in/deep/sibling.repl")
    try scratch.write("prefix", to: "in-not/x.repl")
    symlink(scratch.path + "/secret.repl", scratch.path + "/in/link.repl")
    symlink("loop.repl", scratch.path + "/in/loop.repl")
    mkfifo(scratch.path + "/in/pipe.repl", 0o600)
    sandbox = try Sandbox.script(scratch.path + "/in/main.repl").get().sandbox
  }

  private func read(_ path: String, from base: String? = nil) -> Result<SourceFile, FileProblem> {
    sandbox.files.read(path, base ?? scratch.path + "/in/main.repl")
  }

  private func problem(_ path: String, from base: String? = nil) -> String {
    switch read(path, from: base) {
    case .success(let file): "read \(file.canonicalName)"
    case .failure(let problem): "\(problem.code.rawValue): \(problem.reason)"
    }
  }

  @Test func filesBelowTheScriptAreRead() throws {
    let inner = try read("deep/inner.repl").get()
    #expect(inner.bytes == Array("inner".utf8))
    #expect(inner.name == scratch.path + "/in/deep/inner.repl")
    #expect(inner.canonicalName == scratch.path + "/in/deep/inner.repl")
    let sibling = try read("sibling.repl", from: inner.canonicalName).get()
    #expect(sibling.bytes == Array("sibling".utf8))
    #expect(try read("../main.repl", from: inner.name).get().bytes == Array("root".utf8))
    #expect(try read("deep/../deep/inner.repl").get().canonicalName == inner.canonicalName)
  }

  @Test(arguments: [
    "../secret.repl", "link.repl", "/etc/passwd", "deep/../../secret.repl", "../nothing.repl",
    "../in-not/x.repl", "/etc/nothing", "..",
  ])
  func whatLiesOutsideIsForbidden(path: String) {
    #expect(problem(path).hasPrefix("forbidden: "))
  }

  @Test(arguments: [
    ("deep", "is a folder"), ("nothing.repl", "no such file"), ("", "the name is empty"),
    ("deep/inner.repl/x", "a part of its path is not a folder"), ("a\0b", "holds a zero byte"),
    ("loop.repl", "its symbolic links lead in a circle"), ("pipe.repl", "is not a regular file"),
    (String(repeating: "x", count: 300), "the name is too long"),
  ])
  func whatCannotBeReadSaysWhy(path: String, reason: String) {
    #expect(problem(path).hasPrefix("unreadable-file: "))
    #expect(problem(path).hasSuffix(reason))
  }

  @Test func textInNoFileReadsAroundTheCurrentFolder() throws {
    let sandbox = Sandbox()
    guard case .failure(let problem) = sandbox.files.read(scratch.path + "/in/main.repl", nil)
    else {
      Issue.record("a file outside was read")
      return
    }
    #expect(problem.code.rawValue == "forbidden")
    let path = FileManager.default.currentDirectoryPath
    if FileManager.default.fileExists(atPath: path + "/Package.swift") {
      #expect(try sandbox.files.read("Package.swift", "<command>").get().name == "Package.swift")
      #expect(try sandbox.files.read("Package.swift", nil).get().name == "Package.swift")
    }
  }

  @Test func namesDoNotTellWhereTheProjectLies() throws {
    try scratch.write("include \"deep/a.repl\"\n", to: "in/top.repl")
    try scratch.write("include \"b.repl\"\n", to: "in/deep/a.repl")
    try scratch.write("nodes a\n\nputt\n", to: "in/deep/b.repl")
    var run = ProcessRun(Parley.binary, ["in/top.repl"])
    run.folder = scratch.path
    let outcome = try run()
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains("in/deep/b.repl:3:1: error[unknown-verb]"))
    #expect(!outcome.errors.contains(scratch.path))
  }
}
