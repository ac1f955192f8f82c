import Commands
import Synchronization

/// The files a script may read: those in the folder of the outermost script, or below it.
///
/// For text that lies in no file, that is the current folder. Links and `..` are resolved before a
/// path is judged. A path is taken from the folder of the file that names it.
package final class Sandbox: Sendable {
  private let state: Mutex<State>

  private struct State {
    /// What may be read; nil: nothing.
    var root: CanonicalPath?
    /// The files read so far, by their canonical names.
    var known: [[UInt8]: KnownFile] = [:]
    /// The same, by the names they are shown by.
    var canonical: [[UInt8]: CanonicalPath] = [:]
  }

  private struct KnownFile {
    var path: CanonicalPath
    var name: String
  }

  /// A sandbox around the current folder.
  package init() {
    state = Mutex(State(root: Sandbox.currentFolder))
  }

  /// The door to it for a session.
  package var files: Files {
    Files { [self] path, base in read(path, base) }
  }

  /// Reads a script that the user named, and nobody else: it may lie anywhere.
  package func script(_ path: String) -> Result<SourceFile, FileProblem> {
    CanonicalPath.resolve(path).flatMap { file(at: $0, named: path) }
  }

  /// Lets what is loaded from now on read around this script; nil: around the current folder.
  package func enter(_ script: SourceFile?) {
    let folder = script.flatMap { known($0.canonicalName)?.path.folder } ?? Sandbox.currentFolder
    state.withLock { $0.root = folder }
  }

  private static var currentFolder: CanonicalPath? { try? CanonicalPath.resolve(".").get() }

  private func read(_ path: String, _ base: String?) -> Result<SourceFile, FileProblem> {
    guard !path.utf8.isEmpty else { return .failure(FileProblem(reason: "the name is empty")) }
    let base = base.flatMap(known)
    let isAbsolute = path.utf8.first == UInt8(ascii: "/")
    let place = isAbsolute ? path : Sandbox.join(path, to: base?.path.folder.text)
    let name = isAbsolute ? path : Sandbox.join(path, to: (base?.name).map(Sandbox.folder))
    switch CanonicalPath.resolve(place) {
    case .success(let file): return allows(file) ? self.file(at: file, named: name) : forbidden
    case .failure(let problem):
      // Whether a file outside exists is not for a script to know.
      guard let folder = try? CanonicalPath.resolve(Sandbox.folder(of: place)).get(),
        !allows(folder, orIs: true)
      else { return .failure(problem) }
      return forbidden
    }
  }

  private func file(
    at path: CanonicalPath, named name: String
  ) -> Result<SourceFile, FileProblem> {
    path.contents().map { bytes in
      state.withLock { state in
        state.known[path.bytes] = KnownFile(path: path, name: name)
        state.canonical[Array(name.utf8)] = path
      }
      return SourceFile(canonicalName: path.text, name: name, bytes: bytes)
    }
  }

  /// A file read before, by either of its names.
  private func known(_ name: String) -> KnownFile? {
    let bytes = Array(name.utf8)
    return state.withLock { state in
      state.known[bytes] ?? state.canonical[bytes].map { KnownFile(path: $0, name: name) }
    }
  }

  private func allows(_ path: CanonicalPath, orIs: Bool = false) -> Bool {
    state.withLock { state in
      state.root.map { path.isBelow($0) || (orIs && path.bytes == $0.bytes) } ?? false
    }
  }

  private var forbidden: Result<SourceFile, FileProblem> {
    .failure(
      FileProblem(code: "forbidden", reason: "lies outside the folder that scripts may read here"))
  }

  /// A path seen from a folder; nil: from the current one.
  private static func join(_ path: String, to folder: String?) -> String {
    guard let folder, folder != "." else { return path }
    return folder == "/" ? "/\(path)" : "\(folder)/\(path)"
  }

  /// The folder part of a path, `.` where it has none.
  private static func folder(of path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
    return slash == path.utf8.startIndex ? "/" : String(path[..<slash])
  }
}
