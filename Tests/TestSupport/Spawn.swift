import Foundation
import Glibc

/// The system calls under `ProcessRun`.
///
/// Foundation's `Process` hands on the signal mask of the test runner's pool threads, in which
/// signals are blocked; a child that is to be interrupted must start with an empty one. Glibc's
/// call to change the folder is hidden from Swift, so `env` does that on its way to the program.
enum Spawn {
  static func start(
    _ run: ProcessRun, stdin: String, stdout: String, stderr: String
  ) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    let create = O_WRONLY | O_CREAT | O_TRUNC
    posix_spawn_file_actions_addopen(&actions, 0, stdin, O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, stdout, create, 0o600)
    posix_spawn_file_actions_addopen(&actions, 2, stderr, create, 0o600)

    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var empty = sigset_t()
    sigemptyset(&empty)
    posix_spawnattr_setsigmask(&attributes, &empty)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))

    let environment = run.environment.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    var child = pid_t()
    let command = ["env", "--chdir=\(run.folder)", run.program] + run.arguments
    let error = withCStrings(command) { arguments in
      withCStrings(environment) { environment in
        posix_spawn(&child, "/usr/bin/env", &actions, &attributes, arguments, environment)
      }
    }
    guard error == 0 else { throw POSIXError(POSIXErrorCode(rawValue: error) ?? .EINVAL) }
    return child
  }

  static func wait(for child: pid_t, limit: Duration) -> (status: Int32, timedOut: Bool) {
    let deadline = ContinuousClock.now + limit
    var status: Int32 = 0
    var timedOut = false
    while waitpid(child, &status, WNOHANG) == 0 {
      if !timedOut, ContinuousClock.now > deadline {
        timedOut = true
        kill(child, SIGKILL)
      }
      usleep(500)
    }
    let signal = status & 0x7f
    return (signal == 0 ? (status >> 8) & 0xff : 128 + signal, timedOut)
  }

  private static func withCStrings<Result>(
    _ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
  ) -> Result {
    let copies = strings.map { strdup($0) }
    defer { for copy in copies { free(copy) } }
    return body(copies + [nil])
  }
}
