import Glibc

/// The way to where a path leads, name by name and link by link, as far as there is one.
///
/// The system's own way tells only that a path leads nowhere; a sandbox must know from where.
struct PathWalk {
  /// Where a path leads.
  enum End {
    /// To something that is there and is no link.
    case existing(CanonicalPath)
    /// To a name that is free in a folder that is there.
    case absent(CanonicalPath)
    /// Nowhere: there is no going on from this folder; the errno says why.
    case broken(at: CanonicalPath, errno: Int32)
  }

  /// Longer paths and chains of links are refused, as the system does it.
  private static let longestPath = 4096
  private static let mostLinks = 40

  /// The folder that is reached; empty for the folder of all folders.
  private var place: [UInt8]
  /// The names that are still to go, the next one last.
  private var names: [ArraySlice<UInt8>] = []
  private var linkCount = 0

  private init(from folder: CanonicalPath) { place = folder.isTop ? [] : folder.bytes }

  /// Follows a path from a folder.
  static func end(of path: String, from folder: CanonicalPath) -> End {
    guard path.utf8.count <= longestPath else { return .broken(at: folder, errno: ENAMETOOLONG) }
    var walk = PathWalk(from: folder)
    walk.add(Array(path.utf8))
    while let name = walk.names.popLast() {
      if let end = walk.take(name) { return end }
    }
    return .existing(walk.folder)
  }

  private var folder: CanonicalPath {
    CanonicalPath(bytes: place.isEmpty ? [UInt8(ascii: "/")] : place)
  }

  /// Puts the names of a path before those that are left.
  private mutating func add(_ path: [UInt8]) {
    if path.first == UInt8(ascii: "/") { place = [] }
    // A slash at the end leaves an empty name: what comes before it must be a folder.
    let parts = path.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    names.append(contentsOf: parts.reversed())
  }

  private mutating func take(_ name: ArraySlice<UInt8>) -> End? {
    if name.isEmpty || name.elementsEqual(".".utf8) { return nil }
    if name.elementsEqual("..".utf8) {
      place.removeSubrange((place.lastIndex(of: UInt8(ascii: "/")) ?? 0)...)
      return nil
    }
    let entry = CanonicalPath(bytes: place + [UInt8(ascii: "/")] + name)
    var status = stat()
    guard entry.bytes.withCString({ lstat($0, &status) }) == 0 else {
      let isFree = errno == ENOENT && names.isEmpty
      return isFree ? .absent(entry) : .broken(at: folder, errno: errno)
    }
    switch status.st_mode & S_IFMT {
    case S_IFLNK: return follow(entry)
    case S_IFDIR: place = entry.bytes
    default: return names.isEmpty ? .existing(entry) : .broken(at: folder, errno: ENOTDIR)
    }
    return nil
  }

  private mutating func follow(_ link: CanonicalPath) -> End? {
    linkCount += 1
    guard linkCount <= PathWalk.mostLinks else { return .broken(at: folder, errno: ELOOP) }
    var target = [CChar](repeating: 0, count: PathWalk.longestPath)
    let count = link.bytes.withCString { readlink($0, &target, PathWalk.longestPath) }
    guard count >= 0 else { return .broken(at: folder, errno: errno) }
    add(target.prefix(count).map { UInt8(bitPattern: $0) })
    return nil
  }
}
