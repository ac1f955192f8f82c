import Rendering
import ScriptSyntax

/// Puts what statements printed into the blocks below them; every other byte stays as it is.
struct ScriptRewriting {
  let source: SourceText
  let statements: [Statement]

  private static let newline = UInt8(ascii: "\n")
  private static let marker = Array("#>".utf8)

  /// Bytes to put in the place of others.
  private struct Edit {
    var range: Range<Int>
    var bytes: [UInt8]
  }

  /// The script with the output of some statements in their blocks; nil where that cannot be: the
  /// text would not read as the same statements with blocks that hold.
  func rewritten(with outputs: [(statement: Int, lines: [String])]) -> [UInt8]? {
    var bytes: [UInt8] = []
    var start = 0
    for (index, lines) in outputs {
      guard let edit = edit(of: index, to: lines), edit.range.lowerBound >= start else {
        return nil
      }
      bytes += source.bytes[start..<edit.range.lowerBound] + edit.bytes
      start = edit.range.upperBound
    }
    bytes += source.bytes[start...]
    return reads(bytes, as: outputs) ? bytes : nil
  }

  /// Where a block for a statement that has none would stand; nil: another begins on its line.
  func place(of index: Int) -> Int? {
    let end = Int(statements[index].span.end)
    let next = index + 1 < statements.count ? Int(statements[index + 1].span.start) : nil
    let lineEnd = source.bytes[end...].firstIndex(of: ScriptRewriting.newline)
    let place = lineEnd.map { $0 + 1 } ?? source.bytes.count
    return next.map { place <= $0 } ?? true ? place : nil
  }

  // MARK: - One block

  private func edit(of index: Int, to lines: [String]) -> Edit? {
    guard let span = statements[index].expectedSpan, let old = statements[index].expected else {
      return place(of: index).map { newBlock(lines, at: $0) }
    }
    let range = Int(span.start)..<Int(span.end)
    guard !lines.isEmpty else { return Edit(range: range, bytes: []) }
    let rawLines = rawLines(in: range)
    guard rawLines.count == old.count else { return nil }
    let isLast = rawLines.last?.last != ScriptRewriting.newline
    let indent = Array(source.bytes[range].prefix { $0 != ScriptRewriting.marker[0] })
    let end = lineEnd(before: range.lowerBound)
    let pattern = OutputPattern(old)
    var bytes: [UInt8] = []
    for step in pattern.alignment(with: lines).steps {
      switch step {
      case .kept(let old, _), .gap(let old, _):
        bytes += rawLines[old]
        if rawLines[old].last != ScriptRewriting.newline { bytes += end }
      case .changed(let old, let new):
        let adapted = pattern.lines[old].adapted(to: lines[new])
        bytes += indent + line(adapted ?? lines[new]) + end
      case .added(let new): bytes += indent + line(lines[new]) + end
      case .removed: break
      }
    }
    if isLast { bytes.removeLineEnd() }
    return Edit(range: range, bytes: bytes)
  }

  private func newBlock(_ lines: [String], at place: Int) -> Edit {
    let end = lineEnd(before: place)
    let isOpen = place > 0 && source.bytes[place - 1] != ScriptRewriting.newline
    var bytes = isOpen ? end : []
    for text in lines { bytes += line(text) + end }
    if isOpen { bytes.removeLast(end.count) }
    return Edit(range: place..<place, bytes: bytes)
  }

  private func line(_ text: String) -> [UInt8] {
    ScriptRewriting.marker + (text.isEmpty ? [] : [UInt8(ascii: " ")] + Array(text.utf8))
  }

  /// The lines of a range as they were written, ends included.
  private func rawLines(in range: Range<Int>) -> [ArraySlice<UInt8>] {
    var lines: [ArraySlice<UInt8>] = []
    var rest = source.bytes[range]
    while !rest.isEmpty {
      let end = rest.firstIndex(of: ScriptRewriting.newline).map { $0 + 1 } ?? rest.endIndex
      lines.append(rest[..<end])
      rest = rest[end...]
    }
    return lines
  }

  /// How the line before an offset ends; without one, how the first line of the text does.
  private func lineEnd(before offset: Int) -> [UInt8] {
    let bytes = source.bytes
    let isBehindLine = offset > 0 && bytes[offset - 1] == ScriptRewriting.newline
    let newline = isBehindLine ? offset - 1 : bytes.firstIndex(of: ScriptRewriting.newline)
    guard let newline, newline > 0, bytes[newline - 1] == UInt8(ascii: "\r") else {
      return [ScriptRewriting.newline]
    }
    return [UInt8(ascii: "\r"), ScriptRewriting.newline]
  }

  // MARK: - The proof

  private func reads(
    _ bytes: [UInt8], as outputs: [(statement: Int, lines: [String])]
  ) -> Bool {
    let result = Parser.parse(SourceText(name: source.name, bytes: bytes))
    guard result.diagnostics.isEmpty, result.statements.count == statements.count else {
      return false
    }
    var wanted = statements
    for (index, lines) in outputs {
      let found = result.statements[index].expected
      guard found.map({ OutputPattern($0).matches(lines) }) ?? lines.isEmpty else { return false }
      wanted[index].expected = found
    }
    return wanted == result.statements
  }
}

extension [UInt8] {
  /// Takes back the line end that is last, whichever of the two it is.
  fileprivate mutating func removeLineEnd() {
    if last == UInt8(ascii: "\n") { removeLast() }
    if last == UInt8(ascii: "\r") { removeLast() }
  }
}
