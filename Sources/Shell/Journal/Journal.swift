import Glibc

/// Keeps what runs in a session on the disk, before the next prompt comes.
///
/// A record that could not be kept is kept with the next one; that it is missing is told once.
struct Journal {
  private let folder: JournalFolder
  private let header: JournalText.Header
  private var file: JournalFile?
  /// What could not be written yet.
  private var waiting: [UInt8] = []
  private var hasRecords: Bool
  private var hasWarned = false

  /// A journal that begins with its first record.
  init(in folder: JournalFolder, _ header: JournalText.Header) {
    self.folder = folder
    self.header = header
    hasRecords = false
  }

  /// A journal that goes on.
  init(in folder: JournalFolder, goingOn open: JournalFolder.Open) {
    self.folder = folder
    header = open.text.header
    file = open.file
    hasRecords = true
  }

  /// Keeps a record; returns why it could not, the first time.
  mutating func note(_ record: JournalRecord) -> String? {
    let top = hasRecords ? [] : JournalText.top(header, version: Release.version)
    hasRecords = true
    return write(JournalText.bytes(of: record, below: top))
  }

  /// The session comes to its end.
  mutating func close() {
    guard hasRecords else { return }
    _ = write(JournalText.closed)
    file?.release()
    folder.prune()
  }

  /// Lets go of it as it is: the session can still be resumed.
  func abandon() { file?.release() }

  private mutating func write(_ bytes: [UInt8]) -> String? {
    waiting += bytes
    var error: Int32 = 0
    if file == nil {
      switch folder.make() {
      case .success(let made): file = made
      case .failure(let problem): error = problem.code
      }
    }
    if error == 0 { error = file?.append(waiting) ?? 0 }
    guard error != 0 else {
      waiting = []
      return nil
    }
    defer { hasWarned = true }
    return hasWarned ? nil : String(cString: strerror(error))
  }
}
