import Commands

/// A text that ran, and all that its run took from outside: with these it runs so again.
struct JournalRecord: Sendable {
  /// Whether a person typed it; else it is a script that ran before the prompt came.
  var isEntry = true
  /// What it was called.
  var name = "<prompt>"
  var text: [UInt8] = []
  var learned = Learned()
  /// How often the run had looked whether to stop when it was stopped; nil: it was not.
  var stop: Int?
  /// Of the session when it had run.
  var digest: UInt64 = 0
}

/// What a text learned from outside while it was loaded and ran, each in the order of asking.
struct Learned: Sendable {
  /// A file that was asked for.
  struct Reading: Sendable {
    var path: String
    var result: Result<SourceFile, FileProblem>
  }

  /// A file that was written, or not.
  struct Writing: Sendable {
    var path: String
    var result: Result<String, FileProblem>
  }

  var readings: [Reading] = []
  var writings: [Writing] = []
  /// What a reader who was asked to choose has answered.
  var answers: [Int?] = []
}

// A journal is a script: what a record says beside the text stands in comments.
extension JournalRecord {
  /// As it stands in a journal, up to the line that ends it.
  var bytes: [UInt8] {
    var lines = JournalLines()
    let stop = stop.map { ["stop", String($0)] } ?? []
    lines.add([isEntry ? "entry" : "script", String(text.count), name] + stop)
    lines.bytes += text + [UInt8(ascii: "\n")]
    for reading in learned.readings {
      switch reading.result {
      case .success(let file):
        lines.add(["read", reading.path, file.canonicalName, file.name], last: file.bytes)
      case .failure(let problem):
        lines.add(["unread", reading.path, problem.code.rawValue, problem.reason])
      }
    }
    for writing in learned.writings {
      switch writing.result {
      case .success(let name): lines.add(["wrote", writing.path, name])
      case .failure(let problem):
        lines.add(["unwritten", writing.path, problem.code.rawValue, problem.reason])
      }
    }
    for answer in learned.answers { lines.add(["answer", answer.map { String($0) } ?? "none"]) }
    return lines.bytes
  }

  /// Takes what a line of a journal says; false: it says nothing that is known.
  mutating func take(_ fields: [[UInt8]]) -> Bool {
    let words = fields.map { String(decoding: $0, as: UTF8.self) }
    switch (words.first, words.count) {
    case ("read", 5):
      let file = SourceFile(canonicalName: words[2], name: words[3], bytes: fields[4])
      learned.readings.append(Learned.Reading(path: words[1], result: .success(file)))
    case ("wrote", 3):
      learned.writings.append(Learned.Writing(path: words[1], result: .success(words[2])))
    case ("unread", 4), ("unwritten", 4):
      guard let code = FileProblemCode(rawValue: words[2]) else { return false }
      let problem = FileProblem(code: code, reason: words[3])
      if words[0] == "unread" {
        learned.readings.append(Learned.Reading(path: words[1], result: .failure(problem)))
      } else {
        learned.writings.append(Learned.Writing(path: words[1], result: .failure(problem)))
      }
    case ("digest", 2):
      guard let digest = Digest.read(words[1]) else { return false }
      self.digest = digest
    case ("answer", 2):
      guard words[1] == "none" || Int(words[1]) != nil else { return false }
      learned.answers.append(Int(words[1]))
    default: return false
    }
    return true
  }
}

/// The lines of a journal that are none of its texts: `#= `, then fields with a tab between.
struct JournalLines {
  var bytes: [UInt8] = []
  static let mark = Array("#= ".utf8)

  mutating func add(_ fields: [String], last: [UInt8]? = nil) {
    let all = fields.map { Array($0.utf8) } + (last.map { [$0] } ?? [])
    let line = all.map(JournalLines.escaped).joined(separator: [UInt8(ascii: "\t")])
    bytes += JournalLines.mark + line + [UInt8(ascii: "\n")]
  }

  /// The fields of a line without its end; nil: it is none of these.
  static func fields(of line: ArraySlice<UInt8>) -> [[UInt8]]? {
    guard line.starts(with: mark) else { return nil }
    return line.dropFirst(mark.count)
      .split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false).map(unescaped)
  }

  private static func escaped(_ field: [UInt8]) -> [UInt8] {
    field.flatMap { byte -> [UInt8] in
      switch byte {
      case UInt8(ascii: "\n"): Array("\\n".utf8)
      case UInt8(ascii: "\t"): Array("\\t".utf8)
      case UInt8(ascii: "\\"): Array("\\\\".utf8)
      default: [byte]
      }
    }
  }

  private static func unescaped(_ field: ArraySlice<UInt8>) -> [UInt8] {
    var bytes: [UInt8] = []
    var rest = field
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "\\"), let escaped = rest.popFirst() else {
        bytes.append(byte)
        continue
      }
      switch escaped {
      case UInt8(ascii: "n"): bytes.append(UInt8(ascii: "\n"))
      case UInt8(ascii: "t"): bytes.append(UInt8(ascii: "\t"))
      default: bytes.append(escaped)
      }
    }
    return bytes
  }
}
