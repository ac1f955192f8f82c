import CEditline
import Glibc

/// Standard output, buffered; what waits is written even when the process traps.
final class Outlet {
  /// Whether everything is written at once, since a person is looking.
  private let isEager: Bool
  /// The errno of the first failure; 0: none. Nothing is written after it.
  private(set) var failure: Int32 = 0

  init(isEager: Bool) { self.isEager = isEager }

  func write(_ bytes: [UInt8]) {
    guard failure == 0, !bytes.isEmpty else { return }
    failure = bytes.withUnsafeBufferPointer { buffer in
      buffer.baseAddress.map { shell_output_write($0, buffer.count) } ?? 0
    }
    if isEager { flush() }
  }

  func flush() {
    if failure == 0 { failure = shell_output_flush() }
  }

  /// Whether the reader has gone, as `head` does when it has seen enough: no failure of ours.
  var readerHasGone: Bool { failure == EPIPE }

  /// Writes what waits; returns the status of the process: another if output could not be written.
  func finish(_ status: ExitStatus) -> ExitStatus {
    flush()
    guard failure != 0, !readerHasGone else { return status }
    warn("cannot write output: \(String(cString: strerror(failure)))")
    return status.followed(by: .failed)
  }

  /// Writes to standard error, after what waits for standard output.
  func writeError(_ bytes: [UInt8]) {
    flush()
    _ = bytes.withUnsafeBufferPointer { buffer in
      buffer.baseAddress.map { shell_write_all(STDERR_FILENO, $0, buffer.count) }
    }
  }

  /// Writes a line of the program's own to standard error.
  func warn(_ words: String) { writeError(Array("parley: \(words)\n".utf8)) }
}

/// Words of the program itself, outside any session.
package enum ProcessOutput {
  /// Writes a text and a line end; returns the status of the process, as `Outlet.finish` does.
  package static func write(
    _ words: String, toError: Bool, endingWith status: ExitStatus
  ) -> ExitStatus {
    Interrupts.begin()
    let outlet = Outlet(isEager: false)
    let bytes = Array("\(words)\n".utf8)
    if toError { outlet.writeError(bytes) } else { outlet.write(bytes) }
    return outlet.finish(status)
  }
}
