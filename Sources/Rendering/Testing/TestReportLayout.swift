import Commands

/// How test reports are laid out: a line each, and for those that failed all that is to be known.
package struct TestReportLayout: Sendable {
  /// The colours.
  let palette: Palette
  /// What stands before a script on the command line that runs it alike.
  private let flags: [String]

  /// More lines of one text than this are cut in the middle.
  private static let lineLimit = 60
  /// More statements before a failure than this are left out.
  private static let stepLimit = 40

  /// A layout in these colours, for scripts that run with these flags.
  package init(palette: Palette = .plain, flags: [String] = []) {
    self.palette = palette
    self.flags = flags
  }

  /// Appends what came of a script.
  package func append(_ report: TestReport, to text: inout [UInt8]) {
    appendHead(report, to: &text)
    guard !report.passed else { return appendNotes(report, to: &text) }
    text.endLine()
    appendApproach(report, to: &text)
    for part in report.cases.indices { appendFailures(of: part, in: report, to: &text) }
    if report.complaints.isEmpty, report.verdict == nil, report.differences.isEmpty {
      text.put("it could not be tested")
      text.endLine()
    }
    appendNotes(report, to: &text)
    if report.isReproducible { appendReproduction(of: report, to: &text) }
    text.endLine()
  }

  private func appendReproduction(of report: TestReport, to text: inout [UInt8]) {
    palette.begin(.remedy, into: &text)
    text.put("reproduce")
    palette.end(into: &text)
    text.put(report.differences.isEmpty ? ": parley " : ": parley test ")
    let isOption = report.file.utf8.first == UInt8(ascii: "-")
    let words = flags + [isOption ? "./\(report.file)" : report.file]
    text.put(safe: words.map(\.quotedForShell).joined(separator: " "))
    text.endLine()
  }

  /// Appends the last line of all.
  package func appendSummary(passed: Int, failed: Int, to text: inout [UInt8]) {
    if failed > 0 { palette.begin(.failure, into: &text) }
    text.put(decimal: Int64(passed))
    text.put(" passed, ")
    text.put(decimal: Int64(failed))
    text.put(" failed")
    if failed > 0 { palette.end(into: &text) }
    text.endLine()
  }

  /// Appends what went wrong in one case of a report; nothing where all held.
  func appendFailures(of part: Int, in report: TestReport, to text: inout [UInt8]) {
    for difference in report.differences where difference.part == part {
      append(difference, of: report, to: &text)
    }
    guard part == report.endingPart else { return }
    let renderer = TextRenderer(palette: palette)
    if let verdict = report.verdict { renderer.render(.verdict(verdict), into: &text) }
    for complaint in report.complaints { renderer.render(complaint, into: &text) }
  }

  /// Appends a difference under its place, as an offer to change the script.
  package func append(
    _ difference: TestDifference, of report: TestReport, to text: inout [UInt8]
  ) {
    text.put(safe: report.file)
    text.put(":")
    text.put(decimal: Int64(difference.line))
    text.put(": ")
    palette.begin(.failure, into: &text)
    text.put("expected output differs")
    palette.end(into: &text)
    text.put(": ")
    text.put(safe: difference.statement.firstLine)
    text.endLine()
    DifferenceLayout(palette: palette).append(difference.lines, to: &text)
  }

  private func appendHead(_ report: TestReport, to text: inout [UInt8]) {
    palette.begin(report.passed ? .remedy : .failure, into: &text)
    text.put(report.passed ? "ok" : "FAILED")
    palette.end(into: &text)
    text.put(blanks: report.passed ? 6 : 2)
    text.put(safe: report.file)
    text.put("  ")
    text.put(TestReportLayout.words(for: report))
    text.endLine()
  }

  private static func words(for report: TestReport) -> String {
    let tally = report.tally
    var words = ["\(tally.statements) \(tally.statements == 1 ? "statement" : "statements")"]
    if tally.compared > 0 { words.append("\(tally.compared) compared") }
    if !report.differences.isEmpty {
      let count = report.differences.count
      words.append("\(count) \(count == 1 ? "differs" : "differ")")
    }
    if tally.rewritten > 0 { words.append("\(tally.rewritten) rewritten") }
    if tally.recorded > 0 { words.append("\(tally.recorded) recorded") }
    return words.joined(separator: ", ")
  }

  private func appendNotes(_ report: TestReport, to text: inout [UInt8]) {
    for note in report.notes {
      palette.begin(.faint, into: &text)
      text.put(safe: note)
      palette.end(into: &text)
      text.endLine()
    }
  }

  // MARK: - The way to the failure

  private func appendApproach(_ report: TestReport, to text: inout [UInt8]) {
    let left = report.approach.count - TestReportLayout.stepLimit
    if left > 0 { appendFaint("... \(left) statements before", to: &text) }
    for step in report.approach.suffix(TestReportLayout.stepLimit) {
      append(step.statement.lines, marked: "> ", to: &text)
      append(step.output ?? [], marked: "", to: &text)
    }
  }

  /// Appends lines, faint where they are marked; of very many the middle is left out.
  private func append(_ lines: [String], marked mark: String, to text: inout [UInt8]) {
    let half = TestReportLayout.lineLimit / 2
    for (at, line) in lines.enumerated() {
      if lines.count > TestReportLayout.lineLimit, (half..<lines.count - half).contains(at) {
        if at == half { appendFaint("... \(lines.count - 2 * half) lines more", to: &text) }
        continue
      }
      if !mark.isEmpty { palette.begin(.faint, into: &text) }
      text.put(mark)
      text.put(safe: line)
      if !mark.isEmpty { palette.end(into: &text) }
      text.endLine()
    }
  }

  private func appendFaint(_ words: String, to text: inout [UInt8]) {
    palette.begin(.faint, into: &text)
    text.put(words)
    palette.end(into: &text)
    text.endLine()
  }
}

extension String {
  /// The lines of a text, whose ends may be LF or CR LF; one at its end begins no further line.
  package var lines: [String] {
    var lines = unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
    if lines.last?.isEmpty == true { lines.removeLast() }
    return lines.map { String($0.last == "\r" ? $0.dropLast() : $0) }
  }

  /// The first line, with a sign that there are more.
  fileprivate var firstLine: String {
    let lines = lines
    return lines.count > 1 ? "\(lines[0]) ..." : self
  }

  /// As a shell takes it for one word.
  fileprivate var quotedForShell: String {
    let isPlain = utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "/"): true
      case UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: ":"): true
      case UInt8(ascii: "="): utf8.first != byte
      default: false
      }
    }
    guard !isPlain || isEmpty else { return self }
    let parts = split(separator: "'", omittingEmptySubsequences: false)
    return "'" + parts.joined(separator: "'\\''") + "'"
  }
}
