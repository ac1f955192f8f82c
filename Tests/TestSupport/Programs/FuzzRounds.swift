import Foundation

/// How much chance is tried.
package enum FuzzRounds {
  /// Multiplies every count of random tries: `PARLEY_FUZZ_ROUNDS`, else 1.
  package static let factor: Int = {
    let stated = ProcessInfo.processInfo.environment["PARLEY_FUZZ_ROUNDS"].flatMap { Int($0) }
    return max(1, stated ?? 1)
  }()

  /// Moves all seeds, so that a long round tries others: `PARLEY_FUZZ_SEED`, else 0.
  package static let base: UInt64 = {
    ProcessInfo.processInfo.environment["PARLEY_FUZZ_SEED"].flatMap { UInt64($0) } ?? 0
  }()

  /// The seeds of one of several equal parts; a release build is fast enough to try more.
  package static func seeds(
    _ count: Int, inRelease more: Int? = nil, part: Int, of parts: Int
  ) -> Range<UInt64> {
    #if DEBUG
      let count = count
    #else
      let count = more ?? count
    #endif
    let size = UInt64(max(1, count * factor / parts))
    let start = base &+ UInt64(part) &* size
    return start..<start &+ size
  }
}
