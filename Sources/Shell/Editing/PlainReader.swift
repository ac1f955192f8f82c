import CEditline
import Glibc

/// Lines from a descriptor without any editing of ours, read by blocks.
struct PlainReader: LineSource {
  private let descriptor: Int32
  private let prompts: Bool
  private var bytes: [UInt8] = []
  /// Where the next line starts, and up to where there is no line end.
  private var start = 0
  private var searched = 0
  private var isAtEnd = false

  /// Reads `descriptor`; a prompt goes to standard error, since output may be kept elsewhere.
  init(_ descriptor: Int32, prompts: Bool) {
    self.descriptor = descriptor
    self.prompts = prompts
  }

  mutating func next(_ prompt: Prompt, _ style: Prompt.Style) -> LineInput {
    if prompts {
      let text = Array(prompt.text.utf8)
      _ = shell_write_all(STDERR_FILENO, text, text.count)
    }
    while true {
      if let end = bytes[searched...].firstIndex(of: UInt8(ascii: "\n")) {
        return .line(take(upTo: end, next: end + 1))
      }
      searched = bytes.count
      if isAtEnd {
        return start < bytes.count ? .line(take(upTo: bytes.count, next: bytes.count)) : .end
      }
      dropRead()
      let (count, error) = FileBytes.read(descriptor, onto: &bytes)
      if error == EINTR {
        dropPending()
        return .interrupted
      }
      if error != 0 { return .failed(error) }
      isAtEnd = count == 0
    }
  }

  func remember(_ entry: String) {}

  private mutating func take(upTo end: Int, next: Int) -> [UInt8] {
    let line = Array(bytes[start..<end])
    start = next
    searched = next
    return line
  }

  /// Forgets lines that were handed out, once for each block read.
  private mutating func dropRead() {
    guard start > 0 else { return }
    bytes.removeFirst(start)
    searched -= start
    start = 0
  }

  private mutating func dropPending() {
    bytes.removeAll()
    start = 0
    searched = 0
  }
}
