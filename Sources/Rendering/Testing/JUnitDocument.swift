/// Test reports as a JUnit XML document, the same bytes for the same reports: no times, no dates.
package enum JUnitDocument {
  /// The document: a suite for each script, a case for the script itself and one for each section.
  package static func bytes(for reports: [TestReport]) -> [UInt8] {
    var text: [UInt8] = []
    text.put("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
    text.put("<testsuites name=\"parley\"")
    append(counts: reports.flatMap(\.cases), to: &text)
    text.put(">\n")
    for report in reports { append(report, to: &text) }
    text.put("</testsuites>\n")
    return text
  }

  private static func append(_ report: TestReport, to text: inout [UInt8]) {
    text.put("  <testsuite")
    append("name", report.file, to: &text)
    append(counts: report.cases, to: &text)
    text.put(">\n")
    for part in report.cases.indices { append(part, of: report, to: &text) }
    text.put("  </testsuite>\n")
  }

  private static func append(counts cases: [TestCase], to text: inout [UInt8]) {
    append("tests", "\(cases.count)", to: &text)
    append("failures", "\(cases.count { $0.outcome == .failed })", to: &text)
    append("errors", "\(cases.count { $0.outcome == .broken })", to: &text)
    append("skipped", "\(cases.count { $0.outcome == .skipped })", to: &text)
  }

  private static func append(_ part: Int, of report: TestReport, to text: inout [UInt8]) {
    let own = report.cases[part]
    text.put("    <testcase")
    append("classname", report.file, to: &text)
    append("name", own.name ?? report.file, to: &text)
    switch own.outcome {
    case .passed: text.put("/>\n")
    case .skipped: text.put("><skipped/></testcase>\n")
    case .failed: append("failure", part, of: report, to: &text)
    case .broken: append("error", part, of: report, to: &text)
    }
  }

  private static func append(
    _ element: String, _ part: Int, of report: TestReport, to text: inout [UInt8]
  ) {
    var details: [UInt8] = []
    TestReportLayout().appendFailures(of: part, in: report, to: &details)
    let words = String(decoding: details, as: UTF8.self)
    text.put("><\(element)")
    append("message", words.lines.first ?? "", to: &text)
    text.put(">")
    append(escaping: words, keepsLines: true, to: &text)
    text.put("</\(element)></testcase>\n")
  }

  private static func append(_ attribute: String, _ value: String, to text: inout [UInt8]) {
    text.put(" \(attribute)=\"")
    append(escaping: value, to: &text)
    text.put("\"")
  }

  /// Appends a text so that it stands for itself; in attributes line ends need an escape.
  ///
  /// XML has no way to write most control characters: they show as `\u0007`.
  private static func append(
    escaping words: String, keepsLines: Bool = false, to text: inout [UInt8]
  ) {
    for scalar in words.unicodeScalars {
      switch scalar {
      case "&": text.put("&amp;")
      case "<": text.put("&lt;")
      case ">": text.put("&gt;")
      case "\"": text.put("&quot;")
      case "\n": text.put(keepsLines ? "\n" : "&#10;")
      case "\t": text.put("&#9;")
      case "\u{FFFE}": text.put("\\ufffe")
      case "\u{FFFF}": text.put("\\uffff")
      default: text.put(safe: String(scalar))
      }
    }
  }
}
