import ScriptSyntax

/// Which Parley this is.
package enum ToolVersion {
  /// The version: the same scripts give the same bytes.
  package static let current = "0.1.0"
}

/// The first lines of a script that Parley has written, comments all of them.
///
/// `# parley 0.1.0 report`, then `# digest` with 16 digits, and of reports `# ends` with how.
package struct SavedHeader: Sendable {
  /// What a script is for.
  package enum Kind: String, Sendable, CaseIterable {
    /// It leads where a session stood.
    case session
    /// It leads to a failure, or a state, and says of every statement what comes of it.
    case report
  }

  /// What the script is for.
  package var kind: Kind
  /// The version that wrote it.
  package var version = ToolVersion.current
  /// The digest at its end.
  package var digest: UInt64?
  /// How it ends: `Ending.text`; nil: nobody has said.
  package var ending: String?

  /// A header of this version.
  init(_ kind: Kind, digest: UInt64, ending: String? = nil) {
    self.kind = kind
    self.digest = digest
    self.ending = ending
  }

  /// The header of a text; nil: Parley has not written it.
  package init?(_ bytes: [UInt8]) {
    guard bytes.starts(with: "# parley ".utf8) else { return nil }
    var lines = Self.comments(bytes).map { String(decoding: $0, as: UTF8.self) }
    let words = lines.removeFirst().split(separator: " ")
    guard words.count == 4, let kind = Kind(rawValue: String(words[3])) else { return nil }
    self.kind = kind
    version = String(words[2])
    for line in lines {
      if line.hasPrefix(Self.digestMark) {
        digest = Digest.read(line.dropFirst(Self.digestMark.count))
      } else if line.hasPrefix(Self.endingMark) {
        ending = String(line.dropFirst(Self.endingMark.count))
      }
    }
  }

  /// The header's lines.
  var lines: [String] {
    var lines = ["# parley \(version) \(kind.rawValue)"]
    if let digest { lines.append(Self.digestMark + Digest.text(digest)) }
    if let ending { lines.append(Self.endingMark + ending) }
    return lines
  }

  private static let digestMark = "# digest "
  private static let endingMark = "# ends "

  /// The comments that a text begins with, a line each.
  private static func comments(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
    var lines: [ArraySlice<UInt8>] = []
    var rest = bytes[...]
    while rest.first == UInt8(ascii: "#") {
      let line = rest.prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
      lines.append(line)
      rest = rest[line.endIndex...].drop { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }
    }
    return lines
  }
}
