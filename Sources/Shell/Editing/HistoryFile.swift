import Glibc

/// The entries of earlier conversations: a file of ours, one entry a line, appended to at once.
///
/// Line ends and backslashes in an entry are escaped. Two conversations at a time both keep theirs.
struct HistoryFile {
  private let folder: String
  private let path: String

  private static let kept = 1000
  private static let trimmedAbove = 2 * kept

  /// The file in the user's folder for state; nil where there is no such folder.
  init?(_ surroundings: Surroundings) {
    guard let state = HistoryFile.stateFolder(surroundings) else { return nil }
    self.init(folder: state + "/parley")
  }

  /// The file in a folder.
  init(folder: String) {
    self.folder = folder
    path = folder + "/history"
  }

  /// The newest entries, oldest first. A file grown long is cut to them.
  func load() -> [String] {
    guard let file = try? CanonicalPath.resolve(path).get(), let bytes = try? file.contents().get()
    else { return [] }
    let lines = bytes.split(separator: UInt8(ascii: "\n"))
    let newest = lines.suffix(HistoryFile.kept)
    if lines.count > HistoryFile.trimmedAbove { trim(to: newest) }
    return newest.map(HistoryFile.unescaped)
  }

  /// Appends an entry, unless it starts with a blank. Returns the errno of a failure.
  func append(_ entry: String) -> Int32? {
    guard let first = entry.utf8.first, first != UInt8(ascii: " "), first != UInt8(ascii: "\t")
    else { return nil }
    makeFolders()
    return HistoryFile.write(
      HistoryFile.escaped(entry) + [UInt8(ascii: "\n")], to: path, O_WRONLY | O_APPEND | O_CREAT)
  }

  private static func stateFolder(_ surroundings: Surroundings) -> String? {
    if let state = surroundings.value("XDG_STATE_HOME"), state.utf8.first == UInt8(ascii: "/") {
      return state
    }
    return surroundings.value("HOME").map { $0 + "/.local/state" }
  }

  private func makeFolders() {
    var slash = folder.utf8.startIndex
    while slash != folder.utf8.endIndex {
      let next = folder.utf8.index(after: slash)
      slash = folder.utf8[next...].firstIndex(of: UInt8(ascii: "/")) ?? folder.utf8.endIndex
      mkdir(String(folder[..<slash]), 0o700)
    }
  }

  /// Writes a new file and puts it in the old one's place, so that no reader sees half of it.
  private func trim(to lines: ArraySlice<ArraySlice<UInt8>>) {
    let fresh = "\(path).\(getpid())"
    let bytes = lines.flatMap { Array($0) + [UInt8(ascii: "\n")] }
    if HistoryFile.write(bytes, to: fresh, O_WRONLY | O_CREAT | O_EXCL) != nil
      || rename(fresh, path) != 0
    {
      unlink(fresh)
    }
  }

  private static func write(_ bytes: [UInt8], to path: String, _ flags: Int32) -> Int32? {
    let descriptor = open(path, flags | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { return errno }
    defer { close(descriptor) }
    return Glibc.write(descriptor, bytes, bytes.count) == bytes.count ? nil : errno
  }

  static func escaped(_ entry: String) -> [UInt8] {
    entry.utf8.flatMap { byte -> [UInt8] in
      switch byte {
      case UInt8(ascii: "\n"): Array("\\n".utf8)
      case UInt8(ascii: "\\"): Array("\\\\".utf8)
      default: [byte]
      }
    }
  }

  static func unescaped(_ line: ArraySlice<UInt8>) -> String {
    var bytes: [UInt8] = []
    var isEscaped = false
    for byte in line {
      if isEscaped {
        bytes.append(byte == UInt8(ascii: "n") ? UInt8(ascii: "\n") : byte)
        isEscaped = false
      } else if byte == UInt8(ascii: "\\") {
        isEscaped = true
      } else if byte != 0 {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
