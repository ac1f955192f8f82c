import Foundation
import TestSupport

/// The binaries of the two configurations, as far as they are built.
enum Builds {
  /// Debug and release, where both are there and no source is newer than either: a binary of
  /// other sources may well say something else.
  static let both: [String]? = {
    let binaries = ["debug", "release"].map { Repository.path(".build/\($0)/parley") }
    let sources = Repository.files(under: "Sources", ending: ".swift") + ["Package.swift"]
    let newest = sources.compactMap { modified(Repository.path($0)) }.max()
    let oldest = binaries.map(modified)
    guard let newest, oldest.allSatisfy({ $0.map { $0 >= newest } ?? false }) else { return nil }
    return binaries
  }()

  private static func modified(_ path: String) -> Date? {
    let attributes = try? FileManager.default.attributesOfItem(
      atPath: URL(fileURLWithPath: path).resolvingSymlinksInPath().path)
    return attributes?[.modificationDate] as? Date
  }
}
