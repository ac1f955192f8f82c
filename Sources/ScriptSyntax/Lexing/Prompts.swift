extension [UInt8] {
  /// Length of a prompt copied along with its line: `parley> `, `parley 12ms> `, `....> `; or 0.
  ///
  /// The `>` sticks to what stands before it; a prompt may also be all there is on the line.
  func promptLength(at start: Int) -> Int {
    var index = start
    guard index < count else { return 0 }
    if self[index] == .dot {
      while index < count, self[index] == .dot { index += 1 }
    } else if self[index] == UInt8(ascii: "p"), self[index...].starts(with: "parley".utf8) {
      while index < count, self[index] != .newline, !endsPrompt(at: index) { index += 1 }
    } else {
      return 0
    }
    guard endsPrompt(at: index), !self[index - 1].isBlank else { return 0 }
    let hasBlank = index + 1 < count && self[index + 1] == .space
    return index + (hasBlank ? 2 : 1) - start
  }

  private func endsPrompt(at index: Int) -> Bool {
    guard index < count, self[index] == .greater else { return false }
    guard index + 1 < count else { return true }
    let next = self[index + 1]
    return next == .space || next == .newline || next == .carriageReturn
  }
}
