import Foundation
import Synchronization

/// A text that a law was tried on, told such that it can be tried again.
package struct FuzzInput: Sendable {
  /// The text.
  package let bytes: [UInt8]
  /// What made it.
  package let seed: UInt64

  /// An input.
  package init(_ bytes: [UInt8], seed: UInt64) {
    self.bytes = bytes
    self.seed = seed
  }

  /// A script for the shell that runs the text: as it reads, where all of it can be read.
  package var script: String {
    let text = String(decoding: bytes, as: UTF8.self)
    let isReadable =
      Array(text.utf8) == bytes && bytes.last == UInt8(ascii: "\n")
      && text.unicodeScalars.allSatisfy(Self.isReadable)
      && !text.split(separator: "\n").contains("PARLEY")
    if isReadable { return "scripts/parley --keep-going - <<'PARLEY'\n\(text)PARLEY" }
    let octal = bytes.map { byte in
      let digits = String(byte, radix: 8)
      return "\\" + String(repeating: "0", count: 3 - digits.count) + digits
    }
    return "printf '\(octal.joined())' | scripts/parley --keep-going -"
  }

  private static func isReadable(_ scalar: Unicode.Scalar) -> Bool {
    if scalar == "\n" || scalar == " " { return true }
    switch scalar.properties.generalCategory {
    case .control, .format, .spaceSeparator, .lineSeparator, .paragraphSeparator: return false
    default: return true
    }
  }

  /// A law that this input broke, with all that is needed to see it again.
  package func breaks(_ law: String) -> String { "\(law), seed \(seed):\n\(script)" }

  /// What runs now, and since when.
  private static let running = Mutex<[UInt64: (input: FuzzInput, start: ContinuousClock.Instant)]>(
    [:])
  private static let serial = Mutex<UInt64>(0)

  /// How long one input may take, on a busy machine as well.
  private static let limit = Duration.seconds(120)

  /// Tries a law; should that not end in far more than the time it takes, the process does.
  package func watched<Result>(_ body: () -> Result) -> Result {
    _ = Self.watch
    let number = Self.serial.withLock { serial in
      serial += 1
      return serial
    }
    Self.running.withLock { $0[number] = (self, .now) }
    defer { Self.running.withLock { $0[number] = nil } }
    return body()
  }

  /// The thread that looks; begun once.
  private static let watch: Void = Thread.detachNewThread {
    while true {
      Thread.sleep(forTimeInterval: 5)
      let late = running.withLock { running in
        running.values.first { ContinuousClock.now - $0.start > limit }
      }
      guard let late else { continue }
      FileHandle.standardError.write(Data("\(late.input.breaks("does not end"))\n".utf8))
      exit(1)
    }
  }
}
