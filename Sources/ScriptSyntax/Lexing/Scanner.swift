/// Walks the bytes of one text: blanks, line ends, comments and copied prompts.
///
/// Past the end `current` and `peek` read 0; `isAtEnd` tells that from a NUL.
struct Scanner {
  let bytes: [UInt8]
  /// Whether only what stands behind prompts is script.
  let isTranscript: Bool
  var position: Int
  /// Where the line of `position` starts.
  private(set) var lineStart: Int
  /// Whether that line started with a prompt.
  private(set) var isPrompted = false
  /// The `\` behind which the text ended.
  private(set) var danglingBackslash: Int?
  /// The first control character of each comment that has one.
  private(set) var strayControls: [Int] = []

  /// Starts at the first line, behind a byte order mark.
  init(bytes: [UInt8]) {
    self.bytes = bytes
    isTranscript = bytes.isTranscript
    position = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    lineStart = position
    startLine()
  }

  /// Starts at the first byte, whatever it is: for a piece of a line.
  init(line: [UInt8]) {
    bytes = line
    isTranscript = false
    position = 0
    lineStart = 0
  }

  var isAtEnd: Bool { position >= bytes.count }
  var current: UInt8 { position < bytes.count ? bytes[position] : 0 }

  func peek(_ distance: Int) -> UInt8 {
    position + distance < bytes.count ? bytes[position + distance] : 0
  }

  /// Length of the line end at `index`: 0 when there is none, 2 for CR LF.
  ///
  /// A CR that is the last byte of all has lost its LF, and counts as well.
  func lineEndWidth(at index: Int) -> Int {
    guard index < bytes.count else { return 0 }
    if bytes[index] == .newline { return 1 }
    guard bytes[index] == .carriageReturn else { return 0 }
    if index + 1 == bytes.count { return 1 }
    return bytes[index + 1] == .newline ? 2 : 0
  }

  /// Whether nothing but blanks (or a prompt) stands before `position` on its line.
  var isFirstOnLine: Bool {
    var index = lineStart + (isPrompted ? bytes.promptLength(at: lineStart) : 0)
    while index < position, bytes[index].isBlank { index += 1 }
    return index >= position
  }

  /// Whether a line of expected output, `#>`, starts here.
  var isAtExpectedOutput: Bool {
    current == .hash && peek(1) == .greater && !isPrompted && isFirstOnLine
  }

  /// Whether a statement cannot go on here; what ends it is not passed.
  var isAtStatementEnd: Bool {
    switch current {
    case .newline, .semicolon, .closeBrace, .hash: true
    case .carriageReturn: lineEndWidth(at: position) > 0
    case 0: isAtEnd
    default: false
    }
  }

  /// Passes blanks and continued line ends; tells whether there were any.
  @discardableResult
  mutating func skipBlanks() -> Bool {
    let start = position
    while position < bytes.count {
      let byte = bytes[position]
      if byte.isBlank {
        position += 1
      } else if byte != .backslash || !skipContinuation() {
        break
      }
    }
    return position > start
  }

  /// Passes one line end; tells whether there was one.
  mutating func skipLineEnd() -> Bool {
    let width = lineEndWidth(at: position)
    guard width > 0 else { return false }
    position += width
    startLine()
    return true
  }

  /// Passes what is left of the line, but not its end.
  mutating func skipToLineEnd() {
    while position < bytes.count, bytes[position] != .newline { position += 1 }
    if position > lineStart, bytes[position - 1] == .carriageReturn { position -= 1 }
  }

  /// Passes a comment up to its line end, noting the first control character in it.
  mutating func skipComment() {
    let start = position
    skipToLineEnd()
    for index in start..<position {
      let byte = bytes[index]
      let isC1 = byte == 0xC2 && index + 1 < position && bytes[index + 1] < 0xA0
      guard byte.isControl && byte != .tab || isC1 else { continue }
      strayControls.append(index)
      return
    }
  }

  /// Passes blanks, line ends and comments, as inside arrays and objects.
  mutating func skipSpace() {
    while true {
      skipBlanks()
      if current == .hash { skipComment() }
      guard skipLineEnd() else { return }
    }
  }

  /// Notes that a line starts here, and passes a prompt that was copied along with it.
  mutating func startLine() {
    lineStart = position
    let length = bytes.promptLength(at: position)
    isPrompted = length > 0
    position += length
  }

  /// Notes that a line starts here in which a prompt would be text.
  mutating func startPlainLine() {
    lineStart = position
    isPrompted = false
  }

  private mutating func skipContinuation() -> Bool {
    let next = position + 1
    let width = lineEndWidth(at: next)
    guard width > 0 || next == bytes.count else { return false }
    if next + width == bytes.count { danglingBackslash = position }
    position = next + width
    startLine()
    return true
  }
}
