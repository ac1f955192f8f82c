import Foundation

@testable import Shell

/// A machine that fails at its k-th call for files, in one of several ways.
final class FaultyMachine: @unchecked Sendable {
  enum Fault: CaseIterable {
    /// The process is killed before the call, or in the middle of what it writes.
    case killed
    /// The process is killed right after the call.
    case killedAfter
    /// What was not synced before the call is gone, and so is the process.
    case powerLost
    /// What was not synced is zeroes: the length had reached the disk, the bytes had not.
    case powerLostZeroed
    /// The call fails once, in the middle of what it writes.
    case failsOnce
    /// That call and the next fail, each in the middle of what it writes.
    case failsTwice
    /// Every call from then on fails.
    case failsForEver
  }

  private let fault: Fault
  private let moment: Int
  /// How many calls there were.
  private(set) var count = 0
  private(set) var isDead = false
  /// By descriptor, up to where it was synced; sorted by use.
  private var synced: [Int32: Int] = [:]

  init(_ fault: Fault, at moment: Int) {
    self.fault = fault
    self.moment = moment
  }

  /// Ends the process, as far as files are concerned.
  func kill() {
    isDead = true
    for (descriptor, length) in synced {
      let end = Int(lseek(descriptor, 0, SEEK_END))
      if fault == .powerLost || fault == .powerLostZeroed, end > length {
        ftruncate(descriptor, length)
        if fault == .powerLostZeroed { ftruncate(descriptor, end) }
      }
      close(descriptor)
    }
    synced = [:]
  }

  /// A call: `part` does what is done of it when it fails in its middle.
  private func call(_ part: () -> Void = {}, _ whole: () -> Int32) -> Int32 {
    if isDead { return EIO }
    count += 1
    if fault == .failsForEver, count >= moment { return ENOSPC }
    let isAfter = fault == .failsTwice && count == moment + 1
    guard count == moment || isAfter else { return whole() }
    switch fault {
    case .killed, .powerLost, .powerLostZeroed:
      part()
      kill()
      return EIO
    case .killedAfter:
      let result = whole()
      kill()
      return result
    case .failsOnce, .failsTwice, .failsForEver:
      part()
      return ENOSPC
    }
  }

  /// Its calls.
  var calls: FileCalls {
    let system = FileCalls.system
    return FileCalls(
      makeFolder: { path in self.call { system.makeFolder(path) } },
      open: { path, flags in
        let result = self.call {
          let descriptor = system.open(path, flags)
          if descriptor >= 0 { self.synced[descriptor] = 0 }
          return descriptor
        }
        return [EIO, ENOSPC].contains(result) && self.synced[result] == nil ? -result : result
      },
      lock: { descriptor in self.call { system.lock(descriptor) } },
      write: { descriptor, bytes, offset in
        self.call(
          { _ = system.write(descriptor, Array(bytes[..<(bytes.count * 2 / 3)]), offset) },
          { system.write(descriptor, bytes, offset) })
      },
      truncate: { descriptor, length in self.call { system.truncate(descriptor, length) } },
      sync: { descriptor in
        self.call {
          self.synced[descriptor] = Int(lseek(descriptor, 0, SEEK_END))
          return 0
        }
      },
      close: { descriptor in
        self.call {
          self.synced[descriptor] = nil
          return system.close(descriptor)
        }
      },
      remove: { path in self.call { system.remove(path) } })
  }
}
