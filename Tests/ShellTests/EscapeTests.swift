import Commands
import Foundation
import TestSupport
import Testing

@testable import Shell

/// What a script from a stranger may name, judged by the sandbox around it.
@Suite struct EscapeTests {
  private let stranger: StrangersFolder
  private let sandbox: Sandbox

  init() throws {
    stranger = try StrangersFolder()
    sandbox = try Sandbox.script(stranger.script).get().sandbox
  }

  private var scratch: Scratch { stranger.scratch }
  private var base: String { stranger.script }

  /// `TOP` stands for the folder around the script's.
  private static let attempts = [
    "../secret.repl", "../../x", "..", "../", "../.", "../in-not/secret.repl", "../IN/secret.repl",
    "./../secret.repl", "./a/../../x", "deep/../../secret.repl", "deep/../..//secret.repl",
    ".//.././/secret.repl", "../nothing.repl", "../nowhere/nothing.repl", "../in/../secret.repl",
    "TOP/secret.repl", "//TOP/secret.repl", "TOP/in/../secret.repl", "TOP/nothing.repl", "TOP",
    "/", "//", "/etc/passwd", "/etc/nothing", "/nowhere/nothing", "/dev/stdout", "/dev/null",
    "/dev/tty", "/dev/fd/1", "/proc/self/fd/1", "/proc/self/environ", "/proc/self/root/etc/passwd",
    "/proc/self/mem", "file", "relative", "chain", "folder/deep/secret.repl", "folder/new.repl",
    "folder", "folder/", "slashed/new.repl", "absolute/secret.repl", "absolute/../x", "top",
    "top/etc/passwd", "up/secret.repl", "up/in-not/secret.repl", "dangling", "lost", "deep/back/x",
    "deep/back/deep/secret.repl", "output", "cwd/etc/passwd", "around/../../secret.repl",
    "../ｉｎ/x", "../in\u{301}/x", "..\u{2F}secret.repl",
  ]

  private func isForbidden<Success>(_ result: Result<Success, FileProblem>) -> Bool {
    guard case .failure(let problem) = result else { return false }
    return problem.code == .forbidden && !problem.reason.contains(scratch.path)
  }

  @Test(arguments: attempts) func noWayLeadsOut(attempt: String) throws {
    let before = try stranger.outside
    let path = attempt.replacing("TOP", with: scratch.path)
    for base in [base, scratch.path + "/in/deep/../main.repl"] {
      #expect(isForbidden(sandbox.files.read(path, base)), "read \(path)")
      #expect(isForbidden(sandbox.files.write(path, base, [1])), "write \(path)")
    }
    #expect(try stranger.outside == before)
  }

  @Test(arguments: [
    ("", "the name is empty"), ("a\0b", "holds a zero byte"), ("deep", "is a folder"),
    (".", "is a folder"), ("deep/", "is a folder"), ("around", "is a folder"),
    ("nowhere/x", "no such file"), ("main.repl/x", "a part of its path is not a folder"),
    ("main.repl/", "a part of its path is not a folder"), ("new/", "no such file"),
    (String(repeating: "x", count: 300), "the name is too long"),
    (String(repeating: "./", count: 3000) + "x", "the name is too long"),
  ])
  func whatCannotBeWrittenSaysWhy(path: String, reason: String) {
    guard case .failure(let problem) = sandbox.files.write(path, base, [1]) else {
      Issue.record("\(path) was written")
      return
    }
    #expect(problem.code == .unwritable && problem.reason.hasSuffix(reason), "\(problem)")
  }

  @Test(arguments: [".bashrc", ".git/config", "deep/.x/y", "./deep/.x", ".parley"])
  func hiddenFilesAreNotWritten(path: String) throws {
    try scratch.write("", to: "in/.git/HEAD")
    try scratch.write("", to: "in/deep/.x/y")
    #expect(isForbidden(sandbox.files.write(path, base, [1])))
  }

  @Test func filesBelowAreWritten() throws {
    let write = sandbox.files.write
    let shown = scratch.path + "/in/"
    #expect(try write("fresh.txt", base, Array("1".utf8)).get() == shown + "fresh.txt")
    #expect(try scratch.text(of: "in/fresh.txt") == "1")
    #expect(try write("deep/../fresh.txt", base, []).get() == shown + "fresh.txt")
    #expect(try scratch.text(of: "in/fresh.txt") == "")
    #expect(try write("good", base, Array("2".utf8)).get() == shown + "deep/inner.repl")
    #expect(try scratch.text(of: "in/deep/inner.repl") == "2")
    #expect(try write("around/inner.repl", base, []).get() == shown + "deep/inner.repl")
    #expect(
      try write("inner.repl", shown + "deep/inner.repl", []).get().hasSuffix("deep/inner.repl"))
    #expect(try write("new", base, []).get() == shown + "deep/new.repl")
    #expect(FileManager.default.fileExists(atPath: shown + "deep/new.repl"))
    let names = try FileManager.default.contentsOfDirectory(atPath: shown)
    #expect(!names.contains { $0.hasPrefix(".parley") })
  }

  @Test func aHardLinkOutsideKeepsItsBytes() throws {
    link(scratch.path + "/secret.repl", scratch.path + "/in/hard")
    #expect(try sandbox.files.write("hard", base, Array("mine".utf8)).get().hasSuffix("in/hard"))
    #expect(try scratch.text(of: "secret.repl") == "secret")
    #expect(try scratch.text(of: "in/hard") == "mine")
  }

  @Test func pipesAndDevicesAreNotWritten() throws {
    mkfifo(scratch.path + "/in/pipe", 0o600)
    guard case .failure(let problem) = sandbox.files.write("pipe", base, [1]) else {
      Issue.record("a pipe was replaced")
      return
    }
    #expect(problem.code == .unwritable && problem.reason == "is not a regular file")
  }

  @Test func allowedFoldersMayBeTouched() throws {
    let door = try Sandbox.door(to: scratch.path + "/out").get()
    let sandbox = try Sandbox.script(base, allowing: [door]).get().sandbox
    let shown = scratch.path + "/out/deep/"
    #expect(
      try sandbox.files.read("folder/deep/secret.repl", base).get().bytes == Array("secret".utf8))
    #expect(try sandbox.files.write("../out/deep/x", base, []).get() == shown + "x")
    #expect(isForbidden(sandbox.files.write("../secret.repl", base, [])))
    try scratch.write("print \"seen\"", to: "out/part.repl")
    try scratch.write("include \"../out/part.repl\"", to: "in/main.repl")
    #expect(try Parley.run("--allow", scratch.path + "/out/", base).output == "seen\n")
    #expect(try Parley.run("--allow=" + scratch.path, base).output == "seen\n")
    #expect(try Parley.run("--allow", scratch.path + "/in", base).status == 2)
    for wrong in ["nowhere", base, ""] {
      let outcome = try Parley.run("--allow", wrong, base)
      #expect(outcome.status == 2 && outcome.errors.contains("error[unreadable-file]"), "\(wrong)")
    }
  }

  /// Whoever swaps a folder for a link between the judging and the writing gets nothing.
  @Test func noLinkIsFollowedOnTheWayToWhatWasJudged() throws {
    let folder = CanonicalPath(bytes: Array("\(scratch.path)/in/folder/deep/secret.repl".utf8))
    guard case .failure = folder.contents(), case .failure = AtomicFile.put([1], at: folder) else {
      Issue.record("a link was followed")
      return
    }
    let file = CanonicalPath(bytes: Array("\(scratch.path)/in/file".utf8))
    guard case .failure = file.contents(), case .failure = AtomicFile.put([1], at: file) else {
      Issue.record("a link was followed")
      return
    }
    #expect(try scratch.text(of: "secret.repl") == "secret")
  }
}
