import Glibc

/// The entries of earlier conversations: a file of ours, one entry a line, appended to at once.
///
/// Line ends and backslashes in an entry are escaped. Two conversations at a time both keep theirs.
/// What libedit or readline wrote there is read; what is no text is left alone.
struct HistoryFile {
  private let path: String

  private static let kept = 1000
  private static let trimmedAbove = 2 * kept
  /// The first line of a file that libedit wrote, where blanks are escaped as well.
  private static let cookie = Array("_HiStOrY_V2_".utf8)

  /// What a file holds.
  struct Content {
    /// The newest entries, oldest first.
    var entries: [String] = []
    /// Why nothing may be appended; nil: it may.
    var problem: String?
  }

  /// The file that `PARLEY_HISTORY` names, or that in the user's folder for state; nil where there
  /// is no such folder, or none is wanted.
  init?(_ surroundings: Surroundings) {
    if surroundings.isEmpty("PARLEY_HISTORY") { return nil }
    if let path = surroundings.value("PARLEY_HISTORY") {
      self.init(path: path)
      return
    }
    guard
      let folder = surroundings.folder("XDG_STATE_HOME", orBelowHome: "/.local/state")
    else { return nil }
    self.init(path: folder + "/parley/history")
  }

  /// The file of this name.
  init(path: String) { self.path = path }

  /// Reads the file; one grown long is cut to the newest entries, a foreign one becomes ours.
  func load() -> Content {
    guard let file = try? CanonicalPath.resolve(path).get(), let bytes = try? file.contents().get()
    else { return Content() }
    guard !bytes.contains(0), String(validating: bytes, as: UTF8.self) != nil else {
      return Content(problem: "\(Prompt.shown(path)) is no text")
    }
    var lines = bytes.split(separator: UInt8(ascii: "\n"))
    let isForeign = lines.first.map { $0.elementsEqual(HistoryFile.cookie) } ?? false
    if isForeign {
      let entries = lines.dropFirst().map { HistoryFile.unescaped($0, isForeign: true) }
      lines = entries.map { HistoryFile.escaped($0)[...] }
    }
    let newest = lines.suffix(HistoryFile.kept)
    if isForeign || lines.count > HistoryFile.trimmedAbove { trim(to: newest) }
    let entries = newest.filter { !HistoryFile.isTime($0) }
    return Content(entries: entries.map { HistoryFile.unescaped($0) })
  }

  /// Appends an entry, unless it starts with a blank. Returns the errno of a failure.
  func append(_ entry: String) -> Int32? {
    guard let first = entry.utf8.first, first != UInt8(ascii: " "), first != UInt8(ascii: "\t")
    else { return nil }
    if let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) {
      StateFolder.make(String(path[..<slash]))
    }
    return HistoryFile.write(
      HistoryFile.escaped(entry) + [UInt8(ascii: "\n")], to: path,
      O_WRONLY | O_APPEND | O_CREAT | O_NONBLOCK)
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

  /// The entry of a line; in a foreign one `\040` is a blank.
  static func unescaped(_ line: ArraySlice<UInt8>, isForeign: Bool = false) -> String {
    var bytes: [UInt8] = []
    var rest = line
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "\\"), let escaped = rest.first else {
        bytes.append(byte)
        continue
      }
      if isForeign, let code = octal(rest.prefix(3)) {
        rest = rest.dropFirst(3)
        bytes.append(code)
      } else {
        rest = rest.dropFirst()
        bytes.append(escaped == UInt8(ascii: "n") ? UInt8(ascii: "\n") : escaped)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func octal(_ digits: ArraySlice<UInt8>) -> UInt8? {
    guard digits.count == 3, digits.allSatisfy({ 0x30...0x37 ~= $0 }) else { return nil }
    let code = digits.reduce(0) { $0 * 8 + Int($1 - 0x30) }
    return code == 0 ? nil : UInt8(exactly: code)
  }

  /// Whether a line is the time that readline and shells note before an entry: `#1700000000`.
  private static func isTime(_ line: ArraySlice<UInt8>) -> Bool {
    line.first == UInt8(ascii: "#") && line.count > 1
      && line.dropFirst().allSatisfy { 0x30...0x39 ~= $0 }
  }
}
