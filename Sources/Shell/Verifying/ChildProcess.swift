import Glibc

/// This program once more, in a process of its own whose standard output is read line by line.
final class ChildProcess {
  private let id: pid_t
  private let output: Int32
  private var bytes: [UInt8] = []
  private var start = 0

  /// Starts it with these arguments and an empty standard input; nil: the system has no room.
  init?(_ arguments: [String]) {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return nil }
    defer { close(ends[1]) }
    // The next child must not hold this one's pipe open.
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO)
    let words = (["parley"] + arguments).map { strdup($0) }
    defer { for word in words { free(word) } }
    var child = pid_t()
    guard posix_spawn(&child, "/proc/self/exe", &actions, nil, words + [nil], environ) == 0 else {
      close(ends[0])
      return nil
    }
    id = child
    output = ends[0]
  }

  deinit { close(output) }

  /// The next line of its output, without the line end; nil: there is none.
  func nextLine() -> String? {
    while true {
      if let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) {
        defer { start = end + 1 }
        return String(decoding: bytes[start..<end], as: UTF8.self)
      }
      bytes.removeSubrange(..<start)
      start = 0
      guard FileBytes.read(output, onto: &bytes).count > 0 else {
        defer { bytes = [] }
        return bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self)
      }
    }
  }

  /// Ends it, if it has not ended; returns what it ended with, 128 and the signal where it was
  /// killed.
  func end(killing: Bool) -> Int32 {
    if killing { kill(id, SIGKILL) }
    var status: Int32 = 0
    while waitpid(id, &status, 0) < 0, errno == EINTR {}
    let signal = status & 0x7f
    return signal == 0 ? (status >> 8) & 0xff : 128 + signal
  }
}
