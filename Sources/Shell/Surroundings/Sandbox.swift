import Commands

/// The files a script may read: those in the folder of the outermost script, or below it.
///
/// For text that lies in no file, that is the current folder. Links and `..` are resolved before a
/// path is judged. A path is taken from the folder of the file that names it.
package struct Sandbox: Sendable {
  /// The folder; nil where the current one is gone.
  private let root: CanonicalPath?
  /// How the folder is shown, a slash included; empty for the current one.
  private let shownRoot: String

  /// A sandbox around the current folder.
  package init() {
    root = try? CanonicalPath.resolve(".").get()
    shownRoot = ""
  }

  private init(around script: CanonicalPath, shownAs path: String) {
    root = script.folder
    let slash = path.utf8.lastIndex(of: UInt8(ascii: "/"))
    shownRoot = slash.map { String(path[...$0]) } ?? ""
  }

  /// Reads a script that the user named, which may lie anywhere, with the sandbox around it.
  package static func script(
    _ path: String
  ) -> Result<(bytes: [UInt8], sandbox: Sandbox), FileProblem> {
    CanonicalPath.resolve(path).flatMap { file in
      file.contents().map { ($0, Sandbox(around: file, shownAs: path)) }
    }
  }

  /// The door to it for a session.
  package var files: Files { Files(read: read, list: list) }

  private func read(_ path: String, _ base: String?) -> Result<SourceFile, FileProblem> {
    guard !path.utf8.isEmpty else { return .failure(FileProblem(reason: "the name is empty")) }
    let isAbsolute = path.utf8.first == UInt8(ascii: "/")
    let place = isAbsolute ? path : (folder(of: base).map { "\($0)/\(path)" } ?? path)
    switch CanonicalPath.resolve(place) {
    case .success(let file): return allows(file) ? contents(of: file) : forbidden
    case .failure(let problem):
      // Whether a file outside exists is not for a script to know.
      let slash = place.utf8.lastIndex(of: UInt8(ascii: "/"))
      let parent = slash.map { String(place[...$0]) } ?? "."
      guard let folder = try? CanonicalPath.resolve(parent).get(), !allows(folder, orIs: true)
      else { return .failure(problem) }
      return forbidden
    }
  }

  /// What may be read in a folder, named from the current one.
  private func list(_ folder: String) -> [FileEntry] {
    guard let place = try? CanonicalPath.resolve(folder.isEmpty ? "." : folder).get(),
      allows(place, orIs: true)
    else { return [] }
    return place.entries().filter { entry in
      guard entry.isLink else { return true }
      let path = CanonicalPath(bytes: place.bytes + [UInt8(ascii: "/")] + entry.name.utf8)
      return (try? CanonicalPath.resolve(path.text).get()).map { allows($0) } ?? false
    }.map { FileEntry(name: $0.name, isFolder: $0.isFolder) }
  }

  /// The folder of a file that was read before; nil: the current one, where `<command>` lies too.
  private func folder(of base: String?) -> String? {
    guard let base, base.utf8.first != UInt8(ascii: "<") else { return nil }
    return (try? CanonicalPath.resolve(base).get())?.folder.text
  }

  private func contents(of file: CanonicalPath) -> Result<SourceFile, FileProblem> {
    file.contents().map { bytes in
      SourceFile(canonicalName: file.text, name: shownName(of: file), bytes: bytes)
    }
  }

  /// A name that says nothing about where the scripts lie beyond what the user said.
  private func shownName(of file: CanonicalPath) -> String {
    guard let root, file.isBelow(root) else { return file.text }
    let depth = root.isTop ? 1 : root.bytes.count + 1
    return shownRoot + String(decoding: file.bytes.dropFirst(depth), as: UTF8.self)
  }

  private func allows(_ path: CanonicalPath, orIs: Bool = false) -> Bool {
    root.map { path.isBelow($0) || (orIs && path.bytes == $0.bytes) } ?? false
  }

  private var forbidden: Result<SourceFile, FileProblem> {
    .failure(
      FileProblem(code: .forbidden, reason: "lies outside the folder that scripts may read here"))
  }
}
