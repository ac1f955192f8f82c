import Commands
import Foundation
import TestSupport
import Testing

@testable import Shell

/// A script from a stranger tries to leave its folder: `in/`, with a file, a folder, and links that
/// somebody else has put there.
@Suite struct EscapeTests {
  private let scratch: Scratch
  private let sandbox: Sandbox

  init() throws {
    scratch = try Scratch()
    try scratch.write("secret", to: "secret.repl")
    try scratch.write("secret", to: "out/deep/secret.repl")
    try scratch.write("secret", to: "in-not/secret.repl")
    try scratch.write("secret", to: "IN/secret.repl")
    try scratch.write("main", to: "in/main.repl")
    try scratch.write("inner", to: "in/deep/inner.repl")
    try scratch.write("inner", to: "in/a/inner.repl")
    let top = scratch.path
    for (link, target) in [
      ("file", top + "/secret.repl"), ("relative", "../secret.repl"), ("folder", "../out"),
      ("absolute", top + "/out/deep"), ("chain", "file"), ("top", "/"), ("up", ".."),
      ("dangling", top + "/nothing.repl"), ("lost", "../nowhere/nothing.repl"),
      ("slashed", "../out/"), ("deep/back", "../../out"), ("output", "/dev/stdout"),
      ("cwd", "/proc/self/root"), ("good", "deep/inner.repl"), ("around", "../in/deep"),
      ("new", "deep/new.repl"),
    ] {
      symlink(target, "\(top)/in/\(link)")
    }
    sandbox = try Sandbox.script(top + "/in/main.repl").get().sandbox
  }

  private var base: String { scratch.path + "/in/main.repl" }

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

  /// What lies outside, in one text.
  private var outside: String {
    get throws {
      let names = try FileManager.default.subpathsOfDirectory(atPath: scratch.path)
      return try names.filter { !$0.hasPrefix("in/") }.sorted().map { name in
        "\(name): \((try? scratch.text(of: name)) ?? "")"
      }.joined(separator: "\n")
    }
  }

  @Test(arguments: attempts) func noWayLeadsOut(attempt: String) throws {
    let before = try outside
    let path = attempt.replacing("TOP", with: scratch.path)
    for base in [base, scratch.path + "/in/deep/../main.repl"] {
      #expect(isForbidden(sandbox.files.read(path, base)), "read \(path)")
      #expect(isForbidden(sandbox.files.write(path, base, [1])), "write \(path)")
    }
    #expect(try outside == before)
  }

  @Test func scriptsAreToldSo() throws {
    #expect(Self.attempts.count >= 30)
    for attempt in ["../secret.repl", "folder/deep/secret.repl", "dangling", "/etc/passwd"] {
      let scripts = ["include \"\(attempt)\"", "strategy s lua file=\"\(attempt)\""]
      for script in scripts {
        try scratch.write(script, to: "in/main.repl")
        let outcome = try Parley.run(base)
        #expect(
          outcome.status == 2 && outcome.errors.contains("error[forbidden-path]"), "\(script)")
      }
    }
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
