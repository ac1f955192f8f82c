import Commands
import Synchronization

/// Files of a test, in memory.
final class Disk: Sendable {
  private let texts: Mutex<[String: [UInt8]]>

  init(_ texts: [String: String] = [:]) { self.texts = Mutex(texts.mapValues { Array($0.utf8) }) }

  /// What a file holds; empty where there is none.
  subscript(name: String) -> String {
    String(decoding: texts.withLock { $0[name] ?? [] }, as: UTF8.self)
  }

  /// The door for a session: what begins with `..` lies outside.
  var files: Files {
    Files(
      read: { path, _ in
        guard let bytes = self.texts.withLock({ $0[path] }) else {
          return .failure(FileProblem(reason: "no such file"))
        }
        return .success(SourceFile(canonicalName: path, name: path, bytes: bytes))
      },
      write: { path, _, bytes in
        guard !path.hasPrefix("..") else {
          return .failure(FileProblem(code: .forbidden, reason: "lies outside"))
        }
        guard !path.hasPrefix("full") else {
          return .failure(FileProblem(code: .unwritable, reason: "the disk is full"))
        }
        self.texts.withLock { $0[path] = bytes }
        return .success(path)
      })
  }

  /// Options of a session with these files.
  func options(isInteractive: Bool = true) -> SessionOptions {
    var options = SessionOptions()
    options.isInteractive = isInteractive
    options.files = files
    return options
  }
}
