import CEditline
import Commands
import Glibc

/// Putting new bytes in the place of a file's old ones: all of them, or none.
enum AtomicFile {
  /// Replaces the bytes of a regular file that exists; a failure leaves the old ones whole.
  ///
  /// The new bytes are on the disk before they take the name. A symbolic link stays one: its target
  /// changes. Mode and owner are kept; a file that may not be written is not replaced either.
  static func replace(_ path: String, with bytes: [UInt8]) -> Result<Void, FileProblem> {
    CanonicalPath.resolve(path).flatMap { file in
      permission(of: file).flatMap { status in
        exchange(file, for: bytes, like: status)
      }
    }
  }

  /// What stands in the file's entry, if its bytes may be replaced.
  private static func permission(of file: CanonicalPath) -> Result<stat, FileProblem> {
    var status = stat()
    guard file.bytes.withCString({ stat($0, &status) }) == 0,
      file.bytes.withCString({ access($0, W_OK) }) == 0
    else { return .failure(FileProblem(unwritable: errno)) }
    switch status.st_mode & S_IFMT {
    case S_IFREG: return .success(status)
    case S_IFDIR: return .failure(FileProblem(code: .unwritable, reason: "is a folder"))
    default: return .failure(FileProblem(code: .unwritable, reason: "is not a regular file"))
    }
  }

  private static func exchange(
    _ file: CanonicalPath, for bytes: [UInt8], like status: stat
  ) -> Result<Void, FileProblem> {
    var fresh = template(beside: file)
    let descriptor = mkstemp(&fresh)
    guard descriptor >= 0 else { return .failure(FileProblem(unwritable: errno)) }
    var error = write(bytes, to: descriptor, like: status)
    if close(descriptor) != 0, error == 0 { error = errno }
    if error == 0, file.bytes.withCString({ rename(fresh, $0) }) != 0 { error = errno }
    guard error == 0 else {
      unlink(fresh)
      return .failure(FileProblem(unwritable: error))
    }
    sync(file.folder)
    return .success(())
  }

  /// A name beside the file for bytes that are not whole yet, as `mkstemp` wants it.
  private static func template(beside file: CanonicalPath) -> [CChar] {
    let folder = file.folder.isTop ? [] : file.folder.bytes
    let name = folder + Array("/.parley-XXXXXX".utf8) + [0]
    return name.map { CChar(bitPattern: $0) }
  }

  /// Returns 0, or the errno of the first failure.
  private static func write(
    _ bytes: [UInt8], to descriptor: Int32, like status: stat
  ) -> Int32 {
    let error = shell_write_all(descriptor, bytes, bytes.count)
    guard error == 0 else { return error }
    // Only the superuser may give files away; for others the new file is theirs.
    _ = fchown(descriptor, status.st_uid, status.st_gid)
    guard fchmod(descriptor, status.st_mode & 0o7777) == 0, fsync(descriptor) == 0 else {
      return errno
    }
    return 0
  }

  /// Makes the new name outlive a crash of the machine, where folders can be synced at all.
  private static func sync(_ folder: CanonicalPath) {
    let descriptor = folder.bytes.withCString { open($0, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }
}

extension FileProblem {
  /// Why bytes cannot be put in a file's place.
  fileprivate init(unwritable code: Int32) {
    self.init(errno: code)
    self.code = .unwritable
  }
}
