import Foundation
import TestSupport
import Testing

/// A few screens as a real terminal shows them; only where tmux is there.
@Suite(.serialized, .enabled(if: Multiplexer.isThere)) struct MultiplexerTests {
  @Test func hintStandsAtTheRightEdge() throws {
    let screen = try Multiplexer(columns: 70, rows: 12)
    try screen.see("parley>")
    try screen.type("put title")
    try screen.type(key: "Space")
    try screen.see("parley> put title                              put KEY VALUE at NODE")
    try screen.type(key: "Enter")
    try screen.see("parley> put title\n<prompt>")
  }

  @Test func candidatesStandBelowALineOfTwoRows() throws {
    let screen = try Multiplexer(columns: 50, rows: 16)
    try screen.see("parley>")
    try screen.type("nodes alpha beta; link all <-> all; crash beta")
    try screen.type(key: "Enter")
    try screen.see("parley>\n\n")
    try screen.type("print \"some words to fill a row\"; put k 1 at ")
    try screen.type(key: "Tab")
    try screen.type(key: "Tab")
    let line = "parley> print \"some words to fill a row\"; put k 1\nat"
    try screen.see("\(line)\nalpha  up\nbeta   down\n\(line)\n")
  }

  @Test func pastedBlockIsOneEntry() throws {
    let screen = try Multiplexer(columns: 50, rows: 6)
    try screen.see("parley>")
    try screen.paste("nodes a\ntogether {\n  put x 1 at a\n}\nget x at a\n")
    try screen.see("}\nget x at a")
    try screen.type(key: "Enter")
    try screen.see("1  {a:1}\nparley 2ms>")
    try screen.type(key: "Up")
    try screen.see("  put x 1 at a\n}\nget x at a")
  }

  @Test func resizedLineIsDrawnAnew() throws {
    let screen = try Multiplexer(columns: 60, rows: 12)
    try screen.see("parley>")
    try screen.type("nodes a; put title \"a value that is long\" at a")
    // A size that changes while keys are drawn is heard of too late.
    try screen.see("a value that is long\" at a")
    try screen.resize(columns: 30)
    try screen.type("; get title at a")
    try screen.see("value that is long\" at a; get\ntitle at a")
  }
}

/// tmux with one window in which Parley runs.
final class Multiplexer {
  private static let program = "/usr/bin/tmux"
  static var isThere: Bool { FileManager.default.isExecutableFile(atPath: program) }

  private let scratch: Scratch
  private var socket: String { scratch.path + "/socket" }

  init(columns: Int, rows: Int) throws {
    scratch = try Scratch()
    try command(
      ["-f", "/dev/null", "new-session", "-d", "-x", "\(columns)", "-y", "\(rows)"] + [
        "env", "XDG_STATE_HOME=\(scratch.path)", "XDG_CONFIG_HOME=/nonexistent", "LC_ALL=C.UTF-8",
        Parley.binary,
      ])
  }

  deinit { _ = try? command(["kill-server"]) }

  func type(_ text: String) throws { try command(["send-keys", "-l", text]) }
  func type(key: String) throws { try command(["send-keys", key]) }
  func resize(columns: Int) throws { try command(["resize-window", "-x", "\(columns)"]) }

  func paste(_ text: String) throws {
    try command(["set-buffer", text])
    try command(["paste-buffer", "-p"])
  }

  /// Waits until a text can be seen; blanks at the ends of lines do not count.
  func see(_ text: String, location: SourceLocation = #_sourceLocation) throws {
    var screen = ""
    for _ in 0..<400 {
      screen = try command(["capture-pane", "-p"])
      if screen.contains(text) { return }
      usleep(25_000)
    }
    Issue.record("“\(text)” cannot be seen; there is:\n\(screen)", sourceLocation: location)
  }

  @discardableResult
  private func command(_ arguments: [String]) throws -> String {
    var run = ProcessRun(Multiplexer.program, ["-S", socket] + arguments)
    run.environment["LC_ALL"] = "C.UTF-8"
    run.environment["TERM"] = "xterm"
    return try run().output
  }
}
