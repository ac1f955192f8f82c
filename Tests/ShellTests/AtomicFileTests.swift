import Commands
import Foundation
import Testing

@testable import Shell

@Suite struct AtomicFileTests {
  private let scratch: Scratch

  init() throws {
    scratch = try Scratch()
    try scratch.write("old\n", to: "script.repl")
  }

  private func replace(_ name: String, with text: String = "new\n") -> String {
    switch AtomicFile.replace("\(scratch.path)/\(name)", with: Array(text.utf8)) {
    case .success: "replaced"
    case .failure(let problem): "\(problem.code.rawValue): \(problem.reason)"
    }
  }

  private var names: [String] {
    get throws { try FileManager.default.contentsOfDirectory(atPath: scratch.path).sorted() }
  }

  private func mode(of name: String) throws -> Int? {
    let attributes = try FileManager.default.attributesOfItem(atPath: "\(scratch.path)/\(name)")
    return attributes[.posixPermissions] as? Int
  }

  @Test(arguments: ["", "new\n", String(repeating: "longer than any buffer\n", count: 10_000)])
  func theNewBytesTakeTheName(text: String) throws {
    #expect(replace("script.repl", with: text) == "replaced")
    #expect(try scratch.text(of: "script.repl") == text)
    #expect(try names == ["script.repl"])
  }

  @Test(arguments: [0o644, 0o600, 0o755, 0o664, 0o4755])
  func theModeIsKept(mode: Int) throws {
    chmod("\(scratch.path)/script.repl", mode_t(mode))
    #expect(replace("script.repl") == "replaced")
    #expect(try self.mode(of: "script.repl") == mode)
  }

  @Test func aLinkStaysOneAndItsTargetChanges() throws {
    try scratch.write("old\n", to: "deep/target.repl")
    symlink("deep/target.repl", "\(scratch.path)/link.repl")
    #expect(replace("link.repl") == "replaced")
    #expect(try scratch.text(of: "deep/target.repl") == "new\n")
    let link = try FileManager.default.destinationOfSymbolicLink(
      atPath: "\(scratch.path)/link.repl")
    #expect(link == "deep/target.repl")
    #expect(try names == ["deep", "link.repl", "script.repl"])
  }

  @Test func whatIsNoFileIsRefused() throws {
    mkdir("\(scratch.path)/folder", 0o700)
    mkfifo("\(scratch.path)/pipe", 0o600)
    #expect(replace("folder") == "unwritable-file: is a folder")
    #expect(replace("pipe") == "unwritable-file: is not a regular file")
    #expect(replace("nothing.repl").hasSuffix("no such file"))
    #expect(try names == ["folder", "pipe", "script.repl"])
  }

  /// The superuser may write everywhere, so that there is nothing to see.
  @Test(.enabled(if: geteuid() != 0))
  func whatMayNotBeWrittenStaysWhole() throws {
    chmod("\(scratch.path)/script.repl", 0o444)
    #expect(replace("script.repl") == "unwritable-file: permission denied")
    chmod("\(scratch.path)/script.repl", 0o644)
    chmod(scratch.path, 0o555)
    defer { chmod(scratch.path, 0o755) }
    #expect(replace("script.repl") == "unwritable-file: permission denied")
    #expect(try scratch.text(of: "script.repl") == "old\n")
    #expect(try names == ["script.repl"])
  }
}
