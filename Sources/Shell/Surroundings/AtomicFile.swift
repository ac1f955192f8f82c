import CEditline
import Commands
import Glibc

/// Putting new bytes in the place of a file's old ones: all of them, or none.
///
/// The new bytes are on the disk before they take the name; a failure leaves the old ones whole.
enum AtomicFile {
  /// Replaces the bytes of a regular file that exists.
  ///
  /// A symbolic link stays one: its target changes.
  static func replace(_ path: String, with bytes: [UInt8]) -> Result<Void, FileProblem> {
    CanonicalPath.resolve(path).flatMap { put(bytes, at: $0) }
  }

  /// Replaces the bytes of a regular file, or makes it. No link is followed.
  ///
  /// Mode and owner are kept; a file that may not be written is not replaced either.
  static func put(_ bytes: [UInt8], at file: CanonicalPath) -> Result<Void, FileProblem> {
    guard !file.isTop else {
      return .failure(FileProblem(code: .unwritable, reason: "is a folder"))
    }
    let folder = file.folder.bytes.withCString { shell_open_folder($0) }
    guard folder >= 0 else { return .failure(FileProblem(unwritable: errno)) }
    defer { close(folder) }
    return entry(of: file.name, in: folder).flatMap { status in
      exchange(file.name, in: folder, for: bytes, like: status)
    }
  }

  /// What stands in the file's entry, if its bytes may be replaced; nil: nothing stands there.
  private static func entry(of name: [UInt8], in folder: Int32) -> Result<stat?, FileProblem> {
    var status = stat()
    if name.withCString({ fstatat(folder, $0, &status, AT_SYMLINK_NOFOLLOW) }) != 0 {
      return errno == ENOENT ? .success(nil) : .failure(FileProblem(unwritable: errno))
    }
    switch status.st_mode & S_IFMT {
    case S_IFREG: break
    case S_IFDIR: return .failure(FileProblem(code: .unwritable, reason: "is a folder"))
    default: return .failure(FileProblem(code: .unwritable, reason: "is not a regular file"))
    }
    guard name.withCString({ faccessat(folder, $0, W_OK, 0) }) == 0 else {
      return .failure(FileProblem(unwritable: errno))
    }
    return .success(status)
  }

  private static func exchange(
    _ name: [UInt8], in folder: Int32, for bytes: [UInt8], like status: stat?
  ) -> Result<Void, FileProblem> {
    let (fresh, descriptor) = makeFresh(in: folder, isNew: status == nil)
    guard descriptor >= 0 else { return .failure(FileProblem(unwritable: errno)) }
    var error = write(bytes, to: descriptor, like: status)
    if close(descriptor) != 0, error == 0 { error = errno }
    if error == 0, name.withCString({ renameat(folder, fresh, folder, $0) }) != 0 { error = errno }
    guard error == 0 else {
      unlinkat(folder, fresh, 0)
      return .failure(FileProblem(unwritable: error))
    }
    sync(folder)
    return .success(())
  }

  /// Makes a file for bytes that are not whole yet; a negative descriptor: it could not.
  private static func makeFresh(
    in folder: Int32, isNew: Bool
  ) -> (name: String, descriptor: Int32) {
    let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
    for attempt in 0..<100 {
      let name = ".parley-\(getpid())-\(attempt)"
      let descriptor = openat(folder, name, flags, isNew ? 0o666 : 0o600)
      if descriptor >= 0 || errno != EEXIST { return (name, descriptor) }
    }
    return ("", -1)
  }

  /// Returns 0, or the errno of the first failure.
  private static func write(
    _ bytes: [UInt8], to descriptor: Int32, like status: stat?
  ) -> Int32 {
    let error = shell_write_all(descriptor, bytes, bytes.count)
    guard error == 0 else { return error }
    if let status {
      // Only the superuser may give files away; for others the new file is theirs.
      _ = fchown(descriptor, status.st_uid, status.st_gid)
      guard fchmod(descriptor, status.st_mode & 0o7777) == 0 else { return errno }
    }
    return fsync(descriptor) == 0 ? 0 : errno
  }

  /// Makes the new name outlive a crash of the machine, where folders can be synced at all.
  private static func sync(_ folder: Int32) {
    let descriptor = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }
}

extension FileProblem {
  /// Why bytes cannot be put in a file's place.
  init(unwritable code: Int32) {
    self.init(errno: code)
    self.code = .unwritable
  }
}
