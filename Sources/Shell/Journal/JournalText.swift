import Commands

/// What a journal holds: how its session was set up, and what ran in it.
struct JournalText: Sendable {
  /// How a session was set up.
  struct Header: Sendable, Hashable {
    var seed: UInt64 = 42
    var keepsGoing = false
    var statementLimit = 0
    var eventLimit = 0
  }

  var header = Header()
  /// What ran, oldest first.
  var records: [JournalRecord] = []
  /// Whether a later session has told of it.
  var isTold = false
  /// Up to where the bytes are whole; what follows was torn off while it was written.
  private(set) var length = 0

  /// The end of a session that came to its end: nothing follows.
  static let closed = line(["closed"])
  static let told = line(["told"])

  private static func line(_ fields: [String]) -> [UInt8] {
    var lines = JournalLines()
    lines.add(fields)
    return lines.bytes
  }

  // MARK: - Writing

  /// What stands at the top of a journal.
  static func top(_ header: Header, version: String) -> [UInt8] {
    Array("# A session of Parley \(version), kept while it went on; `parley --resume`.\n".utf8)
      + line([
        "session", String(header.seed), header.keepsGoing ? "on" : "off",
        String(header.statementLimit), String(header.eventLimit),
      ])
  }

  /// A record as it is appended; `top`: what stands above it, where it is the first.
  static func bytes(of record: JournalRecord, below top: [UInt8] = []) -> [UInt8] {
    let bytes = top + record.bytes + line(["digest", Digest.text(record.digest)])
    return bytes + line(["end", Digest.text(sum(bytes[...]))])
  }

  /// Tells whole bytes from such as were torn, or never reached the disk.
  ///
  /// - Source: FNV-1a of Fowler, Noll, Vo, 64 bits.
  private static func sum(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    bytes.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
  }

  // MARK: - Reading

  /// Reads as far as the bytes are whole; nil: they are no journal, or hold no record.
  init?(_ bytes: [UInt8]) {
    var cursor = Cursor(bytes)
    guard cursor.line() != nil, let header = cursor.header() else { return nil }
    self.header = header
    while let part = cursor.part() {
      switch part {
      case .record(let record): records.append(record)
      case .told: isTold = true
      }
      length = cursor.position
    }
    if records.isEmpty { return nil }
  }

  /// A place in the bytes of a journal.
  private struct Cursor {
    enum Part {
      case record(JournalRecord)
      case told
    }

    private let bytes: [UInt8]
    private(set) var position = 0
    /// Where the bytes that the next sum is about begin.
    private var start = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The next line without its end; nil: there is no whole one.
    mutating func line() -> ArraySlice<UInt8>? {
      guard let end = bytes[position...].firstIndex(of: UInt8(ascii: "\n")) else { return nil }
      defer { position = end + 1 }
      return bytes[position..<end]
    }

    private mutating func fields() -> [[UInt8]]? { line().flatMap(JournalLines.fields) }

    mutating func header() -> Header? {
      let words = (fields() ?? []).map { String(decoding: $0, as: UTF8.self) }
      guard words.count == 5, words[0] == "session", let seed = UInt64(words[1]),
        let statements = Int(words[3]), let events = Int(words[4])
      else { return nil }
      return Header(
        seed: seed, keepsGoing: words[2] == "on", statementLimit: statements, eventLimit: events)
    }

    /// The next part that is whole.
    mutating func part() -> Part? {
      guard let fields = fields() else { return nil }
      let words = fields.map { String(decoding: $0, as: UTF8.self) }
      switch (words[0], words.count) {
      case ("told", 1):
        start = position
        return .told
      case ("entry", 3), ("entry", 5), ("script", 3), ("script", 5):
        return record(words)
      default: return nil
      }
    }

    private mutating func record(_ words: [String]) -> Part? {
      guard let count = Int(words[1]), count >= 0, count < bytes.count - position,
        bytes[position + count] == UInt8(ascii: "\n")
      else { return nil }
      var record = JournalRecord(isEntry: words[0] == "entry", name: words[2])
      if words.count == 5 {
        guard words[3] == "stop", let stop = Int(words[4]) else { return nil }
        record.stop = stop
      }
      record.text = Array(bytes[position..<position + count])
      position += count + 1
      while true {
        let end = position
        guard let fields = fields() else { return nil }
        if record.take(fields) { continue }
        let words = fields.map { String(decoding: $0, as: UTF8.self) }
        guard words.count == 2, words[0] == "end",
          words[1] == Digest.text(sum(bytes[start..<end]))
        else { return nil }
        start = position
        return .record(record)
      }
    }
  }
}
