import Commands
import Synchronization

/// The files a script may read: those in the folder of the outermost script, or below it.
///
/// For text that lies in no file, that is the current folder. Links and `..` are resolved before a
/// path is judged.
package final class Sandbox: Sendable {
  private let root: Mutex<CanonicalPath?>

  /// A sandbox around the current folder.
  package init() {
    root = Mutex(Sandbox.currentFolder)
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
    let folder =
      script.map { CanonicalPath(bytes: Array($0.canonicalName.utf8)).folder }
      ?? Sandbox.currentFolder
    root.withLock { $0 = folder }
  }

  private static var currentFolder: CanonicalPath? { try? CanonicalPath.resolve(".").get() }

  private func read(_ path: String, _ base: String?) -> Result<SourceFile, FileProblem> {
    let name = Sandbox.join(path, to: base)
    switch CanonicalPath.resolve(name) {
    case .success(let file) where allows(file): return self.file(at: file, named: name)
    case .success: return .failure(Sandbox.forbidden)
    case .failure(let problem):
      // Whether a file outside exists is not for a script to know.
      let folder = CanonicalPath.resolve(Sandbox.folder(of: name))
      if case .success(let folder) = folder, !allowsFolder(folder) {
        return .failure(Sandbox.forbidden)
      }
      return .failure(problem)
    }
  }

  private func file(
    at path: CanonicalPath, named name: String
  ) -> Result<SourceFile, FileProblem> {
    path.contents().map { SourceFile(canonicalName: path.text, name: name, bytes: $0) }
  }

  private func allows(_ path: CanonicalPath) -> Bool {
    root.withLock { root in root.map(path.isBelow) ?? false }
  }

  private func allowsFolder(_ path: CanonicalPath) -> Bool {
    root.withLock { root in
      root.map { path.isBelow($0) || path.bytes == $0.bytes } ?? false
    }
  }

  private static var forbidden: FileProblem {
    FileProblem(code: "forbidden", reason: "lies outside the folder that scripts may read here")
  }

  /// The path as seen from the current folder; `<command>` and its like lie there.
  private static func join(_ path: String, to base: String?) -> String {
    guard let base, path.utf8.first != UInt8(ascii: "/"), base.utf8.first != UInt8(ascii: "<")
    else { return path }
    let folder = folder(of: base)
    return folder == "." ? path : folder == "/" ? "/\(path)" : "\(folder)/\(path)"
  }

  private static func folder(of path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
    return slash == path.utf8.startIndex ? "/" : String(path[..<slash])
  }
}
