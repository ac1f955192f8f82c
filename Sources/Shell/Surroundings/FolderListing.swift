import Glibc

extension CanonicalPath {
  /// A folder's entry before links are followed and judged.
  struct Entry {
    var name: String
    var isFolder: Bool
    var isLink: Bool
  }

  /// More than this is not looked through.
  private static let listedEntries = 10_000

  /// The regular files, folders and links of a folder whose names are UTF-8, in no order.
  func entries() -> [Entry] {
    guard let folder = bytes.withCString({ opendir($0) }) else { return [] }
    defer { closedir(folder) }
    var entries: [Entry] = []
    while entries.count < CanonicalPath.listedEntries, let found = readdir(folder) {
      let kind = Int32(found.pointee.d_type)
      let name = withUnsafePointer(to: &found.pointee.d_name) { start in
        start.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) {
          String(validatingCString: $0)
        }
      }
      guard let name, name != ".", name != ".." else { continue }
      let isLink = kind == Int32(DT_LNK)
      let isFolder = kind == Int32(DT_DIR) || isLink && leadsToFolder(name)
      guard isLink || isFolder || kind == Int32(DT_REG) else { continue }
      entries.append(Entry(name: name, isFolder: isFolder, isLink: isLink))
    }
    return entries
  }

  private func leadsToFolder(_ name: String) -> Bool {
    var status = stat()
    let path = bytes + [UInt8(ascii: "/")] + name.utf8
    return path.withCString { stat($0, &status) } == 0 && status.st_mode & S_IFMT == S_IFDIR
  }
}
