import CEditline
import Commands
import Glibc

/// Lines from a terminal, edited with libedit.
///
/// Neither an actor nor `Sendable`: libedit belongs to the one thread that reads.
final class LineEditor: LineSource {
  private let session: ShellSession
  private var editor: OpaquePointer?
  /// libedit goes on reading the prompt after it was handed over.
  private var prompt = UnsafeMutableBufferPointer<CChar>.allocate(capacity: 1)

  /// Opens an editor on the terminal; nil where there is no UTF-8 or no terminal.
  init?(_ session: ShellSession) {
    self.session = session
    setPrompt("")
    guard ced_set_locale() != 0 else { return nil }
    editor = ced_open(
      "parley", Unmanaged.passUnretained(self).toOpaque(),
      { context in LineEditor.at(context).promptStart },
      { context, line in LineEditor.at(context).complete(String(cString: line)) })
    if editor == nil { return nil }
  }

  deinit {
    if let editor { ced_close(editor) }
    prompt.deallocate()
  }

  func next(_ prompt: Prompt, _ style: Prompt.Style) -> LineInput {
    guard let editor else { return .end }
    setPrompt(prompt.text(style))
    var line: UnsafePointer<CChar>?
    var length = 0
    switch ced_read(editor, &line, &length) {
    case CED_LINE:
      let bytes = UnsafeBufferPointer(start: line, count: length).map { UInt8(bitPattern: $0) }
      return .line(bytes.last == UInt8(ascii: "\n") ? bytes.dropLast() : bytes)
    case CED_INTERRUPTED:
      write("^C\n")
      return .interrupted
    case CED_END:
      write("\n")
      return .end
    default: return .failed(errno)
    }
  }

  func remember(_ entry: String) {
    if let editor { ced_remember(editor, entry) }
  }

  // MARK: Called by libedit

  private static func at(_ context: UnsafeMutableRawPointer) -> LineEditor {
    Unmanaged<LineEditor>.fromOpaque(context).takeUnretainedValue()
  }

  private var promptStart: UnsafePointer<CChar> {
    UnsafePointer(prompt.baseAddress ?? UnsafeMutablePointer<CChar>.allocate(capacity: 1))
  }

  private func complete(_ line: String) -> ced_completion {
    guard let editor else { return CED_NOTHING }
    let (candidates, replaced) = session.completions(for: line)
    switch CompletionStep(candidates, replacing: replaced, of: line) {
    case .nothing: return CED_NOTHING
    case .replace(let scalars, let text):
      ced_delete(editor, Int32(clamping: scalars))
      ced_insert(editor, text)
      return CED_EDITED
    case .list(let text):
      ced_print(editor, text)
      return CED_PRINTED
    }
  }

  private func setPrompt(_ text: String) {
    prompt.deallocate()
    prompt = .allocate(capacity: text.utf8.count + 1)
    _ = prompt.initialize(from: text.utf8.map { CChar(bitPattern: $0) } + [0])
  }

  private func write(_ text: String) {
    let bytes = Array(text.utf8)
    _ = shell_write_all(STDOUT_FILENO, bytes, bytes.count)
  }
}
