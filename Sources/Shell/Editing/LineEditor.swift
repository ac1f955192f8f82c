import CEditline
import Commands
import Glibc

/// Lines from a terminal, edited with libedit.
///
/// Neither an actor nor `Sendable`: libedit belongs to the one thread that reads.
final class LineEditor: LineSource {
  private let session: ShellSession
  private var editor: OpaquePointer?
  /// What is asked for, and how it looks.
  private var asked = Prompt()
  private var style = Prompt.Style(isColoured: false)
  private var promptText = HeldText()
  private var hintText = HeldText()

  /// Opens an editor on the terminal; nil where there is no UTF-8 or no terminal.
  init?(_ session: ShellSession) {
    self.session = session
    guard ced_set_locale() != 0 else { return nil }
    editor = ced_open(
      "parley", Unmanaged.passUnretained(self).toOpaque(),
      { context in LineEditor.at(context).promptText.start },
      { context, line in LineEditor.at(context).complete(String(cString: line)) },
      { context, line in LineEditor.at(context).hint(String(cString: line)) })
    if editor == nil { return nil }
  }

  deinit {
    if let editor { ced_close(editor) }
  }

  func next(_ prompt: Prompt, _ style: Prompt.Style) -> LineInput {
    guard let editor else { return .end }
    asked = prompt
    self.style = style
    promptText.hold(prompt.text(style))
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

  private func complete(_ line: String) -> ced_completion {
    guard let editor else { return CED_NOTHING }
    let found = session.completions(for: asked.entryText + line)
    let size = TerminalSize(rows: Int(ced_rows(editor)), columns: Int(ced_columns(editor)))
    switch CompletionStep(found, of: line, in: size) {
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

  private func hint(_ line: String) -> UnsafePointer<CChar> {
    let columns = editor.map { Int(ced_columns($0)) } ?? 0
    let syntax = session.syntax(for: asked.entryText + line)
    hintText.hold(Hint.text(syntax, columns: columns, style))
    return hintText.start
  }

  private func write(_ text: String) {
    let bytes = Array(text.utf8)
    _ = shell_write_all(STDOUT_FILENO, bytes, bytes.count)
  }
}

/// A text where C can find it until the next is held: libedit reads it after it was handed over.
private struct HeldText: ~Copyable {
  private var buffer = UnsafeMutableBufferPointer<CChar>.allocate(capacity: 1)

  init() { hold("") }

  deinit { buffer.deallocate() }

  mutating func hold(_ text: String) {
    buffer.deallocate()
    buffer = .allocate(capacity: text.utf8.count + 1)
    _ = buffer.initialize(from: text.utf8.map { CChar(bitPattern: $0) } + [0])
  }

  /// Where it starts; it always has its zero at least.
  var start: UnsafePointer<CChar> {
    UnsafePointer(buffer.baseAddress ?? UnsafeMutablePointer<CChar>.allocate(capacity: 1))
  }
}
