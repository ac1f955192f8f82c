import Foundation
import TestSupport

/// What the builds of this package have said, debug and release: each keeps its bytes under
/// `.build/said`, and holds them against those of the other.
///
/// `scripts/test` runs one build after the other, so that the second finds what the first has kept.
enum Builds {
  /// How the bytes of two builds compare.
  enum Comparison {
    case same
    /// They are not; the lines around the first difference.
    case differ(String)
    /// There is nothing to hold them against, and why.
    case alone(String)
  }

  #if DEBUG
    private static let names = (own: "debug", other: "release")
  #else
    private static let names = (own: "release", other: "debug")
  #endif

  /// Keeps what a text made this build say, and compares it with what it made the other say.
  static func compare(_ bytes: Data, saidTo text: String, as name: String) throws -> Comparison {
    guard let sources else { return .alone("the program is older than its sources") }
    let heading = "\(sources) \(sum(Array(text.utf8)))\n"
    let folder = Repository.path(".build/said/\(names.own)")
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try (Data(heading.utf8) + bytes).write(to: URL(fileURLWithPath: "\(folder)/\(name)"))
    let other = Repository.path(".build/said/\(names.other)/\(name)")
    guard let found = try? Data(contentsOf: URL(fileURLWithPath: other)) else {
      return .alone("the \(names.other) build has not said anything yet")
    }
    guard found.starts(with: heading.utf8) else {
      return .alone("the \(names.other) build that was tested last was of other sources")
    }
    let said = found.dropFirst(heading.utf8.count)
    if said == bytes { return .same }
    return .differ(
      Difference.between(
        String(decoding: bytes, as: UTF8.self), String(decoding: said, as: UTF8.self),
        named: names.own, names.other))
  }

  /// Tells one state of the sources from others; nil: the program was built before them.
  private static let sources: String? = {
    let files = [".swift", ".c", ".h"].flatMap { Repository.files(under: "Sources", ending: $0) }
    let paths = files.map(Repository.path)
    guard let newest = paths.compactMap(modified).max(), let built = modified(Parley.binary),
      built >= newest
    else { return nil }
    let texts = (paths + [Repository.path("Package.swift")]).compactMap {
      FileManager.default.contents(atPath: $0)
    }
    return sum(texts.flatMap { Array($0) })
  }()

  /// - Source: FNV-1a of Fowler, Noll, Vo, 64 bits.
  private static func sum(_ bytes: [UInt8]) -> String {
    let sum = bytes.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
    return String(sum, radix: 16)
  }

  private static func modified(_ path: String) -> Date? {
    let attributes = try? FileManager.default.attributesOfItem(
      atPath: URL(fileURLWithPath: path).resolvingSymlinksInPath().path)
    return attributes?[.modificationDate] as? Date
  }
}
