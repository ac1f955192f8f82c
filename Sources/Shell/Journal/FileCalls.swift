import CEditline
import Glibc

/// What keeping a journal asks of the system; a test puts others in their place that fail.
///
/// All return an errno, 0 where they succeed, except `open`: a descriptor, or an errno below zero.
struct FileCalls: Sendable {
  /// Makes a folder, and those it lies in.
  var makeFolder: @Sendable (_ path: String) -> Int32
  var open: @Sendable (_ path: String, _ flags: Int32) -> Int32
  /// Takes the file for this process alone, if no other has it.
  var lock: @Sendable (_ descriptor: Int32) -> Int32
  /// Writes all bytes at an offset.
  var write: @Sendable (_ descriptor: Int32, _ bytes: [UInt8], _ offset: Int) -> Int32
  var truncate: @Sendable (_ descriptor: Int32, _ length: Int) -> Int32
  /// Brings what was written to the disk.
  var sync: @Sendable (_ descriptor: Int32) -> Int32
  var close: @Sendable (_ descriptor: Int32) -> Int32
  var remove: @Sendable (_ path: String) -> Int32

  /// The system's own.
  static let system = FileCalls(
    makeFolder: { StateFolder.make($0) },
    open: { path, flags in
      let descriptor = Glibc.open(path, flags | O_CLOEXEC | O_NOFOLLOW, 0o600)
      return descriptor >= 0 ? descriptor : -errno
    },
    lock: { flock($0, LOCK_EX | LOCK_NB) == 0 ? 0 : errno },
    write: { descriptor, bytes, offset in
      var done = 0
      while done < bytes.count {
        let count = bytes[done...].withUnsafeBytes {
          pwrite(descriptor, $0.baseAddress, $0.count, offset + done)
        }
        if count < 0, errno != EINTR { return errno }
        done += max(count, 0)
      }
      return 0
    },
    truncate: { ftruncate($0, $1) == 0 ? 0 : errno },
    sync: { fsync($0) == 0 ? 0 : errno },
    close: { Glibc.close($0) == 0 ? 0 : errno },
    remove: { unlink($0) == 0 ? 0 : errno })
}

/// Folders in which Parley keeps what is the user's.
enum StateFolder {
  /// Makes a folder, and those it lies in, for the user alone; returns 0 or an errno.
  @discardableResult
  static func make(_ path: String) -> Int32 {
    var end = path.startIndex
    while end != path.endIndex {
      let next = path.utf8.index(after: end)
      end = path.utf8[next...].firstIndex(of: UInt8(ascii: "/")) ?? path.endIndex
      if mkdir(String(path[..<end]), 0o700) != 0, errno != EEXIST, end == path.endIndex {
        return errno
      }
    }
    return 0
  }
}
