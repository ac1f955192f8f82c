/// Text in the man macros, every character of it safe from them.
struct Roff {
  /// The source so far.
  private(set) var text = ""

  /// Appends a macro with its arguments.
  mutating func request(_ name: String, _ arguments: [String] = []) {
    let words = arguments.map { " \"\(Roff.escaped($0).replacing("\"", with: "\\(dq"))\"" }
    text += ".\(name)\(words.joined())\n"
  }

  /// Begins a section.
  mutating func section(_ heading: String) { request("SH", [heading]) }

  /// Begins a part of a section.
  mutating func subsection(_ heading: String) { request("SS", [heading]) }

  /// Appends a line of words; what stands between backquotes is bold.
  mutating func words(_ words: String) {
    let line = Roff.marked(words)
    text += (line.hasPrefix(".") || line.hasPrefix("'") ? "\\&" : "") + line + "\n"
  }

  /// Appends paragraphs that empty lines part.
  mutating func paragraphs(_ words: String) {
    for line in words.split(separator: "\n", omittingEmptySubsequences: false) {
      line.isEmpty ? request("PP") : self.words(String(line))
    }
    if text.hasSuffix(".PP\n") { text.removeLast(".PP\n".count) }
  }

  /// Appends a form of the command line.
  mutating func synopsis(_ command: String, _ rest: String) {
    request("PP")
    text += "\\fB\(Roff.escaped(command))\\fR \(Roff.escaped(rest))\n"
  }

  /// Appends a term with what it means.
  mutating func item(_ term: String, _ meaning: String) {
    request("TP")
    text += "\\&\\fB\(Roff.escaped(term))\\fR\n"
    words(meaning)
  }

  /// Appends an argument of the command line.
  mutating func item(_ argument: ProgramDescription.Argument) {
    request("TP")
    let value = argument.value.map { "\\fI\(Roff.escaped($0))\\fR" }
    let names = argument.names.isEmpty ? nil : "\\fB\(Roff.escaped(argument.names))\\fR"
    text += "\\&" + [names, value].compactMap { $0 }.joined(separator: " ") + "\n"
    words(argument.words)
  }

  /// Appends lines as they are.
  mutating func script(_ lines: [String]) {
    text += ".PP\n.nf\n.RS 4\n"
    for line in lines { text += "\\&" + Roff.escaped(line) + "\n" }
    text += ".RE\n.fi\n"
  }

  private static func marked(_ words: String) -> String {
    var parts = words.split(separator: "`", omittingEmptySubsequences: false).map { String($0) }
    // A lone backquote sets nothing off.
    if parts.count % 2 == 0 { parts = [parts.joined(separator: "`")] }
    return parts.enumerated().map { index, part in
      index % 2 == 0 ? escaped(part) : "\\fB\(escaped(part))\\fR"
    }.joined()
  }

  private static func escaped(_ text: String) -> String {
    var roff = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": roff += "\\e"
      case "-": roff += "\\-"
      case "'": roff += "\\(aq"
      case "`": roff += "\\(ga"
      case "^": roff += "\\(ha"
      case "~": roff += "\\(ti"
      case "…": roff += "..."
      case _ where scalar.isASCII: roff.unicodeScalars.append(scalar)
      default: roff += "\\[u\(String(scalar.value, radix: 16, uppercase: true).padded4)]"
      }
    }
    return roff
  }
}

extension String {
  /// With zeros in front up to four digits.
  fileprivate var padded4: String { String(repeating: "0", count: Swift.max(0, 4 - count)) + self }
}
