import Glibc

/// A journal on the disk that belongs to this process: nobody else holds its lock.
struct JournalFile {
  let path: String
  private let descriptor: Int32
  private let calls: FileCalls
  /// Up to where it is whole.
  private var length: Int
  /// Whether something may stand behind that.
  private var isTorn: Bool

  /// Makes a new file; the failure is an errno.
  static func make(_ path: String, _ calls: FileCalls) -> Result<JournalFile, FileError> {
    let descriptor = calls.open(path, O_RDWR | O_CREAT | O_EXCL)
    guard descriptor >= 0 else { return .failure(FileError(code: -descriptor)) }
    let error = calls.lock(descriptor)
    guard error == 0 else {
      _ = calls.close(descriptor)
      return .failure(FileError(code: error))
    }
    return .success(
      JournalFile(path: path, descriptor: descriptor, calls: calls, length: 0, isTorn: false))
  }

  /// Takes a file that nobody holds; nil: somebody does. The text is nil where it is no journal.
  static func take(_ path: String, _ calls: FileCalls) -> (file: JournalFile, text: JournalText?)? {
    // A pipe of this name would make us wait.
    let descriptor = calls.open(path, O_RDWR | O_NONBLOCK)
    guard descriptor >= 0 else { return nil }
    guard calls.lock(descriptor) == 0, let bytes = try? FileBytes.readAll(descriptor).get()
    else {
      _ = calls.close(descriptor)
      return nil
    }
    let text = JournalText(bytes)
    let length = text?.length ?? 0
    let file = JournalFile(
      path: path, descriptor: descriptor, calls: calls, length: length,
      isTorn: length < bytes.count)
    return (file, text)
  }

  /// Whether a journal's session came to its end; asks nobody who holds it.
  static func isClosed(_ path: String, _ calls: FileCalls) -> Bool {
    let descriptor = calls.open(path, O_RDONLY | O_NONBLOCK)
    guard descriptor >= 0 else { return false }
    defer { _ = calls.close(descriptor) }
    let count = JournalText.closed.count
    guard lseek(descriptor, -count, SEEK_END) >= 0,
      let end = try? FileBytes.readAll(descriptor).get()
    else { return false }
    return end == JournalText.closed
  }

  /// Appends bytes and brings them to the disk: all of them, or none. Returns 0 or an errno.
  mutating func append(_ bytes: [UInt8]) -> Int32 {
    if isTorn {
      let error = calls.truncate(descriptor, length)
      guard error == 0 else { return error }
      isTorn = false
    }
    var error = calls.write(descriptor, bytes, length)
    if error == 0 { error = calls.sync(descriptor) }
    guard error == 0 else {
      isTorn = calls.truncate(descriptor, length) != 0
      return error
    }
    length += bytes.count
    return 0
  }

  /// Lets go of it.
  func release() { _ = calls.close(descriptor) }

  /// Removes it.
  func remove() {
    _ = calls.remove(path)
    release()
  }
}

/// What a call of the system failed with.
struct FileError: Error {
  /// An errno.
  var code: Int32
}
