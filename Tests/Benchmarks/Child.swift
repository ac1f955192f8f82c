import Glibc

/// A finished child process.
struct Child {
  /// User and system time, in seconds.
  var seconds: Double
  var output: String
  var status: Int32

  struct Failure: Error {
    let command: String
    let reason: String
  }

  /// Runs a program with standard input from a file, and keeps what it prints.
  static func run(_ command: [String], input: String = "/dev/null") throws -> Child {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { throw Failure(command: command[0], reason: "no pipe") }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, input, O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
    posix_spawn_file_actions_addclose(&actions, ends[0])
    var pid: pid_t = 0
    var words: [UnsafeMutablePointer<CChar>?] = command.map { strdup($0) }
    words.append(nil)
    let spawned = posix_spawnp(&pid, command[0], &actions, nil, words, environ)
    for word in words { free(word) }
    close(ends[1])
    guard spawned == 0 else {
      close(ends[0])
      throw Failure(command: command[0], reason: String(cString: strerror(spawned)))
    }
    let output = drain(ends[0])
    var status: Int32 = 0
    var usage = rusage()
    wait4(pid, &status, 0, &usage)
    let seconds =
      Double(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
      + Double(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) * 1e-6
    return Child(seconds: seconds, output: output, status: status >> 8 & 0xFF)
  }

  private static func drain(_ descriptor: Int32) -> String {
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(descriptor, &buffer, buffer.count)
      guard count > 0 else { return String(decoding: bytes, as: UTF8.self) }
      bytes += buffer[..<count]
    }
  }
}
