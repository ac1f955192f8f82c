import CPty
import Foundation
import Glibc
import TestSupport
import Testing

/// The built program on a terminal of its own, typed into and read from like a person would.
final class Terminal {
  private let descriptor: Int32
  private let process: pid_t
  private var unread: [UInt8] = []
  /// Everything that appeared, for messages of failed tests.
  private(set) var transcript = ""
  private var status: Int32?
  /// What can be seen.
  private var screen: Screen
  /// Whether the prompt was seen and nothing was typed since.
  private var isAtPrompt = false

  /// What a wait may take; far more than any takes, since the machine may be busy.
  private static let patience = Duration.seconds(60)

  init(
    _ arguments: [String] = [], program: String = Parley.binary, home: String? = nil,
    environment: [String: String] = [:], rows: Int32 = 24, columns: Int32 = 80
  ) throws {
    screen = Screen(columns: Int(columns))
    var all = ["TERM": "xterm", "LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin", "NO_COLOR": "1"]
    all["XDG_STATE_HOME"] = home ?? "/proc/nowhere"
    all["XDG_CONFIG_HOME"] = home ?? "/nonexistent"
    all["HOME"] = home ?? "/nonexistent"
    if home == nil { all["PARLEY_JOURNAL"] = "off" }
    all.merge(environment) { $1 }
    let variables = all.map { "\($0.key)=\($0.value)" }.sorted()
    var child = pid_t()
    descriptor = withCStrings([program] + arguments) { arguments in
      withCStrings(variables) { variables in
        cpty_start(program, arguments, variables, rows, columns, &child)
      }
    }
    process = child
    try #require(descriptor >= 0)
    // Who types may not wait for a program that waits for what it shows to be read.
    _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
  }

  deinit {
    guard descriptor >= 0 else { return }
    if status == nil {
      kill(process, SIGKILL)
      waitpid(process, nil, 0)
    }
    close(descriptor)
  }

  /// Types keys.
  func type(_ keys: String) { send(Array(keys.utf8)) }

  /// Sends bytes as a keyboard would.
  func send(_ bytes: [UInt8]) {
    isAtPrompt = false
    let deadline = Self.deadline
    var sent = 0
    while sent < bytes.count, .now < deadline {
      let count = bytes[sent...].withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      guard count >= 0 || errno == EAGAIN else { return }
      if count > 0 { sent += count } else { readMore(until: .now + .milliseconds(10)) }
    }
  }

  /// Waits for a text to appear, and returns what came before it.
  @discardableResult
  func expect(
    _ text: String, location: SourceLocation = #_sourceLocation
  ) throws -> String {
    let wanted = Array(text.utf8)
    let deadline = Self.deadline
    var searched = 0
    while true {
      if let range = unread[searched...].firstRange(of: wanted) {
        let before = String(decoding: unread[..<range.lowerBound], as: UTF8.self)
        unread.removeFirst(range.upperBound)
        return before
      }
      // A run may show so much that what has been looked through is not looked through again.
      searched = max(0, unread.count - wanted.count + 1)
      try #require(
        readMore(until: deadline),
        "“\(text)” did not appear; there was: \(transcript.debugDescription)",
        sourceLocation: location)
    }
  }

  /// Waits for a prompt for a new entry, whatever the time, and returns what came before it.
  @discardableResult
  func expectPrompt(location: SourceLocation = #_sourceLocation) throws -> String {
    var before = ""
    while true {
      before += try expect("> ", location: location)
      if let start = before.range(of: "parley", options: .backwards),
        before[start.upperBound...].allSatisfy({ " .()ms".contains($0) || $0.isNumber })
      {
        isAtPrompt = true
        return String(before[..<start.lowerBound])
      }
      before += "> "
    }
  }

  /// Waits until a text can be seen, however it was drawn.
  func see(_ text: String, location: SourceLocation = #_sourceLocation) throws {
    let deadline = Self.deadline
    while !screen.text.contains(text) {
      try #require(
        readMore(until: deadline),
        "“\(text)” cannot be seen; there is:\n\(screen.text)", sourceLocation: location)
    }
    unread = []
  }

  /// Types a line at a prompt and waits for the next one; returns what came between.
  @discardableResult
  func enter(_ line: String, location: SourceLocation = #_sourceLocation) throws -> String {
    if !isAtPrompt { try expectPrompt(location: location) }
    type(line + "\r")
    try expect("\r\n", location: location)
    return try expectPrompt(location: location)
  }

  /// Waits for the process to end, and returns its exit status.
  func exitStatus(location: SourceLocation = #_sourceLocation) throws -> Int32 {
    let deadline = Self.deadline
    while readMore(until: deadline) {}
    var status: Int32 = 0
    var ended: pid_t = 0
    repeat {
      ended = waitpid(process, &status, WNOHANG)
      if ended == 0 { usleep(1000) }
    } while ended == 0 && .now < deadline
    try #require(
      ended == process, "it does not end; there was: \(transcript.debugDescription)",
      sourceLocation: location)
    self.status = status
    return status & 0x7f == 0 ? (status >> 8) & 0xff : 128 + (status & 0x7f)
  }

  func resize(rows: Int32, columns: Int32) { _ = cpty_resize(descriptor, rows, columns) }

  func send(_ signal: Int32) { kill(process, signal) }

  /// When a wait that begins now is given up, also where the program writes without end.
  private static var deadline: ContinuousClock.Instant { .now + patience }

  /// Reads what appears next; false: nothing does by then, or ever.
  @discardableResult
  private func readMore(until deadline: ContinuousClock.Instant) -> Bool {
    let left = max(0, (deadline - .now) / .milliseconds(1))
    guard left > 0, cpty_wait(descriptor, Int32(left.rounded(.up))) == 1 else { return false }
    var block = [UInt8](repeating: 0, count: 65536)
    let count = read(descriptor, &block, block.count)
    guard count > 0 else { return false }
    unread.append(contentsOf: block[..<count])
    let text = String(decoding: block[..<count], as: UTF8.self)
    transcript += text
    screen.show(text)
    return true
  }
}

/// Calls `body` with texts as C wants them, a null pointer after the last.
func withCStrings<Result>(
  _ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
) -> Result {
  let copies = strings.map { strdup($0) }
  defer { for copy in copies { free(copy) } }
  return body(copies + [nil])
}
