import CEditline
import Commands
import Glibc

/// A path as the system knows it: absolute, without symbolic links, `.` and `..`; bytes, not text.
struct CanonicalPath: Sendable {
  /// The bytes, without a slash at the end.
  let bytes: [UInt8]

  /// Resolves a path, or says why there is no such file.
  static func resolve(_ path: String) -> Result<CanonicalPath, FileProblem> {
    guard !path.utf8.isEmpty else { return .failure(FileProblem(reason: "the name is empty")) }
    guard !path.utf8.contains(0) else {
      return .failure(FileProblem(reason: "the name holds a zero byte"))
    }
    guard let resolved = realpath(path, nil) else {
      return .failure(FileProblem(errno: errno))
    }
    defer { free(resolved) }
    let bytes = UnsafeBufferPointer(start: resolved, count: strlen(resolved))
    return .success(CanonicalPath(bytes: bytes.map { UInt8(bitPattern: $0) }))
  }

  /// Whether this lies in the folder `folder` or in one below it.
  func isBelow(_ folder: CanonicalPath) -> Bool {
    let root = folder.isTop ? [] : folder.bytes
    return bytes.starts(with: root) && bytes.count > root.count
      && bytes[root.count] == UInt8(ascii: "/")
  }

  /// Whether this is the folder of all folders.
  var isTop: Bool { bytes == [UInt8(ascii: "/")] }

  /// Whether this is a folder.
  var isFolder: Bool {
    var status = stat()
    return bytes.withCString { stat($0, &status) } == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// The folder it lies in.
  var folder: CanonicalPath {
    let slash = bytes.lastIndex(of: UInt8(ascii: "/")) ?? 0
    return CanonicalPath(bytes: slash == 0 ? [UInt8(ascii: "/")] : Array(bytes[..<slash]))
  }

  /// Its name in that folder; empty for the folder of all folders.
  var name: [UInt8] {
    let slash = bytes.lastIndex(of: UInt8(ascii: "/")) ?? 0
    return Array(bytes.dropFirst(slash + 1))
  }

  /// As text; what is no UTF-8 is replaced.
  var text: String { String(decoding: bytes, as: UTF8.self) }

  /// The bytes of the file, which must be a regular one.
  ///
  /// No link is followed: what is opened is what the path was when it was judged.
  func contents() -> Result<[UInt8], FileProblem> {
    guard !isTop else { return .failure(FileProblem(reason: "is a folder")) }
    let place = folder.bytes.withCString { shell_open_folder($0) }
    guard place >= 0 else { return .failure(FileProblem(errno: errno)) }
    defer { close(place) }
    // Without O_NONBLOCK, opening a pipe that nobody writes to would wait for ever.
    let flags = O_RDONLY | O_NONBLOCK | O_NOFOLLOW | O_CLOEXEC
    let descriptor = name.withCString { openat(place, $0, flags) }
    guard descriptor >= 0 else { return .failure(FileProblem(errno: errno)) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { return .failure(FileProblem(errno: errno)) }
    switch status.st_mode & S_IFMT {
    case S_IFREG: return FileBytes.readAll(descriptor, expecting: Int(status.st_size))
    case S_IFDIR: return .failure(FileProblem(reason: "is a folder"))
    default: return .failure(FileProblem(reason: "is not a regular file"))
    }
  }
}

/// Reading from descriptors.
enum FileBytes {
  /// More than this is not a script. Unit: bytes.
  static let limit = 1 << 30
  private static let block = 1 << 16

  /// Appends what one read brings; returns how much, 0 at the end, or the errno as a failure.
  ///
  /// `EINTR` means that the user wants to stop, now or since the wish was last forgotten.
  static func read(_ descriptor: Int32, onto bytes: inout [UInt8]) -> (count: Int, errno: Int32) {
    let error = shell_wait_for_input(descriptor)
    guard error == 0 else { return (0, error) }
    return withUnsafeTemporaryAllocation(byteCount: block, alignment: 1) { buffer in
      let count = Glibc.read(descriptor, buffer.baseAddress, block)
      guard count >= 0 else { return (0, errno) }
      bytes.append(contentsOf: buffer.prefix(count))
      return (count, 0)
    }
  }

  /// Reads to the end.
  static func readAll(_ descriptor: Int32, expecting size: Int = 0) -> Result<[UInt8], FileProblem>
  {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(min(max(size, 0), limit) + block)
    while true {
      let (count, error) = read(descriptor, onto: &bytes)
      switch error {
      case 0 where count == 0: return .success(bytes)
      case 0, EAGAIN: break
      case EINTR:
        return .failure(FileProblem(code: .interrupted, reason: "reading was interrupted"))
      default: return .failure(FileProblem(errno: error))
      }
      guard bytes.count <= limit else {
        return .failure(FileProblem(reason: "is larger than 1 GiB"))
      }
    }
  }

  /// Writes a file that the user named, new or not; returns why it could not.
  static func write(_ bytes: [UInt8], to path: String) -> FileProblem? {
    guard !path.utf8.contains(0) else { return FileProblem(reason: "the name holds a zero byte") }
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { return FileProblem(errno: errno) }
    let error = shell_write_all(descriptor, bytes, bytes.count)
    guard close(descriptor) == 0, error == 0 else {
      return FileProblem(errno: error == 0 ? errno : error)
    }
    return nil
  }

  /// Reads a pipe that the user named, as `<(…)` does: it lies in no folder; nil: this is no pipe.
  static func ofPipe(_ path: String) -> Result<[UInt8], FileProblem>? {
    var status = stat()
    guard !path.utf8.contains(0), stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFIFO
    else { return nil }
    // Waiting for a writer is left to the reading, which the user can interrupt.
    let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { return .failure(FileProblem(errno: errno)) }
    defer { close(descriptor) }
    return readAll(descriptor)
  }
}

extension FileProblem {
  /// What a failed call of the system means for a reader.
  init(errno code: Int32) {
    let reason =
      switch code {
      case ENOENT: "no such file"
      case EACCES, EPERM: "permission denied"
      case EISDIR: "is a folder"
      case ENOTDIR: "a part of its path is not a folder"
      case ELOOP: "its symbolic links lead in a circle"
      case ENAMETOOLONG: "the name is too long"
      default: String(cString: strerror(code))
      }
    self.init(reason: reason)
  }

  /// The same as it is shown, about a whole file.
  func complaint(about path: String) -> Complaint {
    let place = Place(file: path, line: 0, column: 0, source: "")
    return Complaint(code: code.rawValue, message: reason, place: place)
  }
}

extension [UInt8] {
  /// Calls `body` with these bytes as a C string.
  func withCString<Result>(_ body: (UnsafePointer<CChar>) -> Result) -> Result {
    let characters = map { CChar(bitPattern: $0) } + [0]
    return characters.withUnsafeBufferPointer { buffer in
      guard let start = buffer.baseAddress else { return "".withCString(body) }
      return body(start)
    }
  }
}
