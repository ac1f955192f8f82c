import Glibc

/// The journals of the user's sessions, one file each, named by when they began.
struct JournalFolder: Sendable {
  let path: String
  let calls: FileCalls

  /// So many journals of sessions that came to their end are kept, and as many of such as were left
  /// open; a count needs no clock that is right.
  private static let kept = 20

  init(path: String, calls: FileCalls = .system) {
    self.path = path
    self.calls = calls
  }

  /// The folder in the user's for state; nil where there is none, or no journal is wanted.
  init?(_ surroundings: Surroundings) {
    guard surroundings.value("PARLEY_JOURNAL") != "off",
      let folder = surroundings.folder("XDG_STATE_HOME", orBelowHome: "/.local/state")
    else { return nil }
    self.init(path: folder + "/parley/journal")
  }

  /// A journal that was left open, by nobody who still runs.
  struct Open {
    var file: JournalFile
    var text: JournalText
  }

  /// Makes the file of a session that begins now.
  func make() -> Result<JournalFile, FileError> {
    let error = calls.makeFolder(path)
    guard error == 0 else { return .failure(FileError(code: error)) }
    let stem = "\(path)/\(JournalFolder.time("%Y%m%dT%H%M%SZ", gmtime_r))-\(getpid())-"
    // Behind those of the same second, since names tell the order, also where one was removed.
    let taken = paths.last { $0.hasPrefix(stem) }?.dropFirst(stem.count).prefix { $0 != "." }
    let first = taken.flatMap { UInt8($0) }.map { (Int($0) + 1) % 100 } ?? 0
    var last = Result<JournalFile, FileError>.failure(FileError(code: EEXIST))
    for attempt in 0..<100 {
      let number = (first + attempt) % 100
      last = JournalFile.make("\(stem)\(number < 10 ? "0" : "")\(number).repl", calls)
      // Whoever tidies up may hold a file that was just made.
      guard case .failure(let error) = last, [EEXIST, EAGAIN].contains(error.code) else { break }
    }
    if case .success = last { sync() }
    return last
  }

  /// All journals, oldest first.
  private var paths: [String] {
    guard let folder = try? CanonicalPath.resolve(path).get() else { return [] }
    return folder.entries().filter { !$0.isFolder && !$0.isLink && $0.name.hasSuffix(".repl") }
      .map { "\(path)/\($0.name)" }.sorted()
  }

  /// The newest journal that was left open, held by us now, and how many older ones there are.
  func takeNewestOpen() -> (newest: Open, others: Int)? {
    var newest: Open?
    var others = 0
    for path in paths.reversed() where !JournalFile.isClosed(path, calls) {
      guard let (file, text) = JournalFile.take(path, calls) else { continue }
      if let text, newest == nil {
        newest = Open(file: file, text: text)
      } else {
        others += text == nil ? 0 : 1
        file.release()
      }
    }
    return newest.map { ($0, others) }
  }

  /// The newest journal that was left open, unless a session has told of it before; from now on
  /// one has. Returns when it began.
  func tell() -> String? {
    guard var (open, _) = takeNewestOpen() else { return nil }
    defer { open.file.release() }
    guard !open.text.isTold else { return nil }
    _ = open.file.append(JournalText.told)
    return JournalFolder.beginning(of: open.file.path)
  }

  /// Removes all but the newest of the journals that came to their end, and of those that were left
  /// open by nobody who still runs, and such as hold no record.
  func prune() {
    let paths = paths
    let closed = paths.filter { JournalFile.isClosed($0, calls) }
    for path in closed.dropLast(JournalFolder.kept) { _ = calls.remove(path) }
    var open = 0
    for path in paths.reversed() where !closed.contains(path) {
      guard let (file, text) = JournalFile.take(path, calls) else { continue }
      if text != nil { open += 1 }
      if text == nil || open > JournalFolder.kept { file.remove() } else { file.release() }
    }
  }

  /// Makes a new name outlive a crash of the machine, where folders can be synced at all.
  private func sync() {
    let descriptor = calls.open(path, O_RDONLY | O_DIRECTORY)
    guard descriptor >= 0 else { return }
    _ = calls.sync(descriptor)
    _ = calls.close(descriptor)
  }

  /// When a journal's session began, as its name says, for a reader; the name where it says none.
  static func beginning(of path: String) -> String {
    let name = Array((path.split(separator: "/").last ?? "").utf8)
    func number(_ range: Range<Int>) -> Int32? {
      range.upperBound > name.count ? nil : Int32(String(decoding: name[range], as: UTF8.self))
    }
    guard let year = number(0..<4), let month = number(4..<6), let day = number(6..<8),
      let hour = number(9..<11), let minute = number(11..<13)
    else { return String(decoding: name, as: UTF8.self) }
    var parts = tm()
    parts.tm_year = year - 1900
    parts.tm_mon = month - 1
    parts.tm_mday = day
    parts.tm_hour = hour
    parts.tm_min = minute
    return time("%Y-%m-%d %H:%M", localtime_r, at: timegm(&parts))
  }

  private static func time(
    _ format: String,
    _ split: (UnsafePointer<time_t>, UnsafeMutablePointer<tm>) -> UnsafeMutablePointer<tm>?,
    at moment: time_t = Glibc.time(nil)
  ) -> String {
    var parts = tm()
    withUnsafePointer(to: moment) { _ = split($0, &parts) }
    var text = [CChar](repeating: 0, count: 64)
    let count = strftime(&text, 64, format, &parts)
    return String(decoding: text.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
