import Commands
import Glibc

/// The scripts that paths of a command line lead to.
struct ScriptDiscovery {
  /// In the order of the command line, those of one folder sorted by their bytes; each once.
  private(set) var scripts: [String] = []
  /// What could not be read, or held no script.
  private(set) var complaints: [Complaint] = []
  /// Scripts in folders that cannot be named: the others are none the worse for it.
  private(set) var passedOver: [Complaint] = []
  private var known: Set<[UInt8]> = []

  /// How deep folders may nest: more than any path is long.
  private static let depthLimit = 2048

  /// Finds files as they are named, and every `.repl` file below folders.
  init(_ paths: [String]) {
    for path in paths {
      if isPipe(path) {
        let problem = FileProblem(reason: "is a pipe; name a file or a folder")
        complaints.append(problem.complaint(about: path))
        continue
      }
      switch CanonicalPath.resolve(path) {
      case .failure(let problem): complaints.append(problem.complaint(about: path))
      case .success(let file): isFolder(path) ? addFolder(path) : add(path, file)
      }
    }
  }

  private mutating func addFolder(_ path: String) {
    let before = complaints.count + passedOver.count
    var found: [String] = []
    walk(path == "." ? "" : path, 0, into: &found)
    found.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    if found.isEmpty, complaints.count + passedOver.count == before {
      let problem = FileProblem(code: .noScripts, reason: "no .repl file lies in this folder")
      complaints.append(problem.complaint(about: path))
    }
    for script in found {
      switch CanonicalPath.resolve(script) {
      case .success(let file): add(script, file)
      case .failure(let problem): complaints.append(problem.complaint(about: script))
      }
    }
  }

  private mutating func add(_ path: String, _ file: CanonicalPath) {
    if known.insert(file.bytes).inserted { scripts.append(path) }
  }

  /// Collects scripts; passes over hidden names, and links to folders, which may lead in circles.
  private mutating func walk(_ folder: String, _ depth: Int, into found: inout [String]) {
    guard let names = names(in: folder) else { return }
    let prefix = folder.isEmpty || folder.utf8.last == UInt8(ascii: "/") ? folder : folder + "/"
    for name in names where name.utf8.first != UInt8(ascii: ".") {
      let path = prefix + name
      if isFolder(path, followsLinks: false) {
        if depth < ScriptDiscovery.depthLimit { walk(path, depth + 1, into: &found) }
      } else if name.utf8.suffix(5).elementsEqual(".repl".utf8), !isFolder(path) {
        found.append(path)
      }
    }
  }

  private mutating func names(in folder: String) -> [String]? {
    guard let stream = opendir(folder.isEmpty ? "." : folder) else {
      complaints.append(FileProblem(errno: errno).complaint(about: folder))
      return nil
    }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let bytes = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
      if let name = String(validating: bytes, as: UTF8.self) {
        names.append(name)
      } else if bytes.suffix(5).elementsEqual(".repl".utf8), bytes.first != UInt8(ascii: ".") {
        let problem = FileProblem(reason: "passed over: its name is no UTF-8")
        let name = String(decoding: bytes, as: UTF8.self)
        passedOver.append(problem.complaint(about: folder.isEmpty ? name : "\(folder)/\(name)"))
      }
    }
    return names
  }

  private func isPipe(_ path: String) -> Bool {
    var status = stat()
    return !path.utf8.contains(0) && stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFIFO
  }

  private func isFolder(_ path: String, followsLinks: Bool = true) -> Bool {
    var status = stat()
    let error = followsLinks ? stat(path, &status) : lstat(path, &status)
    return error == 0 && status.st_mode & S_IFMT == S_IFDIR
  }
}
