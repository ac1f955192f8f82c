import CPty
import Foundation
import Glibc
import TestSupport
import Testing

/// One run of a program with a terminal for its input and all of its output.
struct TerminalRun {
  let status: Int32
  /// What came, with the line ends that the program wrote.
  let output: String

  /// Runs it to its end.
  init(_ run: ProcessRun, rows: Int32, columns: Int32) throws {
    let command = ["/usr/bin/env", "--chdir=\(run.folder)", run.program] + run.arguments
    let variables = run.environment.map { "\($0.key)=\($0.value)" }.sorted()
    let strings = (command + variables).map { strdup($0) }
    defer { for string in strings { free(string) } }
    var child = pid_t()
    let terminal = cpty_start(
      command[0], strings.prefix(command.count) + [nil], strings.dropFirst(command.count) + [nil],
      rows, columns, &child)
    try #require(terminal >= 0)
    defer { close(terminal) }
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 65536)
    while cpty_wait(terminal, 60_000) == 1 {
      let count = read(terminal, &block, block.count)
      guard count > 0 else { break }
      bytes += block[..<count]
    }
    // What shows nothing for so long may not heed any other.
    kill(child, SIGKILL)
    var status: Int32 = 0
    waitpid(child, &status, 0)
    self.status = status & 0x7f == 0 ? (status >> 8) & 0xff : 128 + (status & 0x7f)
    output = String(decoding: bytes, as: UTF8.self).replacing("\r\n", with: "\n")
  }
}
