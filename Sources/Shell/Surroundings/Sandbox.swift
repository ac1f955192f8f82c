import Commands

/// The files a script may touch: those in the folder of the outermost script, or below it, and in
/// the folders that the user allows beside it.
///
/// For text that lies in no file, the folder is the current one. Links and `..` are resolved before
/// a path is judged. A path is taken from the folder of the file that names it.
package struct Sandbox: Sendable {
  /// A folder in which, and below which, files may be touched.
  struct Door: Sendable {
    let folder: CanonicalPath
    /// How the folder is shown, a slash included; empty for the current one.
    let shown: String

    /// The path of a file below the folder; nil: it lies elsewhere.
    func path(to file: CanonicalPath) -> String? {
      guard file.isBelow(folder) else { return nil }
      let depth = folder.isTop ? 1 : folder.bytes.count + 1
      return String(decoding: file.bytes.dropFirst(depth), as: UTF8.self)
    }

    /// Whether a path leads here, or below.
    func leads(to path: CanonicalPath) -> Bool {
      path.isBelow(folder) || path.bytes == folder.bytes
    }
  }

  /// The script's own folder first, where there is one, then those that the user allows.
  private let doors: [Door]

  /// A sandbox around the current folder; where that is gone, around none.
  init(allowing others: [Door] = []) {
    let current = try? CanonicalPath.resolve(".").get()
    doors = (current.map { [Door(folder: $0, shown: "")] } ?? []) + others
  }

  private init(around script: CanonicalPath, shownAs path: String, allowing others: [Door]) {
    let slash = path.utf8.lastIndex(of: UInt8(ascii: "/"))
    doors = [Door(folder: script.folder, shown: slash.map { String(path[...$0]) } ?? "")] + others
  }

  /// Reads a script that the user named, which may lie anywhere, with the sandbox around it.
  static func script(
    _ path: String, allowing others: [Door] = []
  ) -> Result<(bytes: [UInt8], sandbox: Sandbox), FileProblem> {
    CanonicalPath.resolve(path).flatMap { file in
      file.contents().map { ($0, Sandbox(around: file, shownAs: path, allowing: others)) }
    }
  }

  /// A folder that the user allows.
  static func door(to path: String) -> Result<Door, FileProblem> {
    CanonicalPath.resolve(path).flatMap { folder in
      guard folder.isFolder else { return .failure(FileProblem(reason: "is not a folder")) }
      return .success(Door(folder: folder, shown: path.hasSuffix("/") ? path : path + "/"))
    }
  }

  /// The folders that the user allows, up to one that cannot be opened, and why it cannot.
  static func doors(to paths: [String]) -> (doors: [Door], complaint: Complaint?) {
    var doors: [Door] = []
    for path in paths {
      switch door(to: path) {
      case .success(let door): doors.append(door)
      case .failure(let problem): return (doors, problem.complaint(about: path))
      }
    }
    return (doors, nil)
  }

  /// The door to it for a session.
  var files: Files { Files(read: read, list: list, write: write) }

  // MARK: - Reading

  private func read(_ path: String, _ base: String?) -> Result<SourceFile, FileProblem> {
    judge(path, base, to: .read).flatMap { file in
      file.contents().map { bytes in
        SourceFile(canonicalName: file.text, name: shownName(of: file), bytes: bytes)
      }
    }
  }

  /// What may be read in a folder, named from the current one.
  private func list(_ folder: String) -> [FileEntry] {
    guard let place = try? CanonicalPath.resolve(folder.isEmpty ? "." : folder).get(),
      allows(place)
    else { return [] }
    return place.entries().filter { entry in
      guard entry.isLink else { return true }
      let path = CanonicalPath(bytes: place.bytes + [UInt8(ascii: "/")] + entry.name.utf8)
      return (try? CanonicalPath.resolve(path.text).get()).map(allows) ?? false
    }.map { FileEntry(name: $0.name, isFolder: $0.isFolder) }
  }

  // MARK: - Writing

  /// Writes a whole file, new or not; returns its name as it is shown.
  private func write(
    _ path: String, _ base: String?, _ bytes: [UInt8]
  ) -> Result<String, FileProblem> {
    judge(path, base, to: .write).flatMap { file in
      guard !isHidden(file) else {
        return .failure(FileProblem(code: .forbidden, reason: "is hidden, and may hold settings"))
      }
      return AtomicFile.put(bytes, at: file).map { shownName(of: file) }
    }
  }

  /// Whether a name on the way to a file begins with a dot: a shell, an editor or a repository may
  /// obey what it holds.
  private func isHidden(_ file: CanonicalPath) -> Bool {
    let paths = doors.compactMap { $0.path(to: file) }
    return !paths.isEmpty
      && paths.allSatisfy { path in
        path.split(separator: "/").contains { $0.utf8.first == UInt8(ascii: ".") }
      }
  }

  // MARK: - Judging

  private enum Purpose: String { case read, write }

  /// The file that a path names, there or, for writing, not yet; a failure where it lies outside.
  private func judge(
    _ path: String, _ base: String?, to purpose: Purpose
  ) -> Result<CanonicalPath, FileProblem> {
    func problem(_ reason: String) -> Result<CanonicalPath, FileProblem> {
      .failure(FileProblem(code: purpose == .read ? .unreadable : .unwritable, reason: reason))
    }
    guard !path.utf8.isEmpty else { return problem("the name is empty") }
    guard !path.utf8.contains(0) else { return problem("the name holds a zero byte") }
    guard let folder = folder(of: base) else { return forbidden(purpose) }
    switch PathWalk.end(of: path, from: folder) {
    case .existing(let file): return allows(file) ? .success(file) : forbidden(purpose)
    case .absent(let file): return allows(file) ? .success(file) : forbidden(purpose)
    // Whether a file outside exists is not for a script to know.
    case .broken(let place, let code):
      return allows(place) ? problem(FileProblem(errno: code).reason) : forbidden(purpose)
    }
  }

  /// The folder of a file that was read before; of nil and `<command>` the current one.
  private func folder(of base: String?) -> CanonicalPath? {
    if let base, base.utf8.first != UInt8(ascii: "<"),
      let file = try? CanonicalPath.resolve(base).get()
    {
      return file.folder
    }
    return try? CanonicalPath.resolve(".").get()
  }

  /// A name that says nothing about where the scripts lie beyond what the user said.
  private func shownName(of file: CanonicalPath) -> String {
    for door in doors { if let path = door.path(to: file) { return door.shown + path } }
    return file.text
  }

  private func allows(_ path: CanonicalPath) -> Bool { doors.contains { $0.leads(to: path) } }

  private func forbidden(_ purpose: Purpose) -> Result<CanonicalPath, FileProblem> {
    let reason = "lies outside the folder that scripts may \(purpose.rawValue) here"
    return .failure(FileProblem(code: .forbidden, reason: reason))
  }
}
