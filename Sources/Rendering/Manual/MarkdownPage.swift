import Commands

/// Help pages as Markdown.
struct MarkdownPage {
  /// The text so far.
  private(set) var text = ""

  /// Appends a heading, with a name that links find.
  mutating func heading(_ words: String, level: Int, anchor: String? = nil) {
    if let anchor { text += "<a id=\"\(anchor)\"></a>\n\n" }
    text += String(repeating: "#", count: level) + " " + words + "\n\n"
  }

  /// Appends a paragraph.
  mutating func paragraph(_ words: String) { text += words + "\n\n" }

  /// Appends the sections of a page, each under its heading in bold.
  mutating func sections(_ sections: [(heading: String, lines: [HelpLine])]) {
    for section in sections {
      if !section.heading.isEmpty { paragraph("**\(MarkdownPage.escaped(section.heading))**") }
      lines(section.lines)
    }
  }

  /// Appends lines, those of one kind together.
  private mutating func lines(_ lines: [HelpLine]) {
    var rest = lines[...]
    while let first = rest.first {
      let shape = Shape(first)
      let group = rest.prefix { Shape($0) == shape }
      rest = rest.dropFirst(group.count)
      switch shape {
      case .prose: paragraph(group.map(prose).joined(separator: "\n"))
      case .table: table(group)
      case .script: script(group)
      }
    }
  }

  private enum Shape {
    case prose, table, script

    init(_ line: HelpLine) {
      switch line {
      case .words, .pages: self = .prose
      case .term: self = .table
      case .code, .output, .complaint: self = .script
      }
    }
  }

  private func prose(_ line: HelpLine) -> String {
    switch line {
    case .words(let words): MarkdownPage.escaped(words)
    case .pages(let names): names.map(MarkdownPage.link).joined(separator: ", ")
    case .term, .code, .output, .complaint: ""
    }
  }

  private mutating func table(_ lines: ArraySlice<HelpLine>) {
    text += "| | |\n|---|---|\n"
    for case .term(let term, let meaning) in lines {
      text += "| \(MarkdownPage.code(term)) | \(MarkdownPage.cell(meaning)) |\n"
    }
    text += "\n"
  }

  private mutating func script(_ lines: ArraySlice<HelpLine>) {
    text += "```\n"
    for line in lines { text += HelpLayout.lines(of: line).map { $0 + "\n" }.joined() }
    text += "```\n\n"
  }

  // MARK: - Spelling

  /// A link to a verb's or topic's place.
  private static func link(_ name: String) -> String {
    let kind = CommandTable.signature(name) == nil ? "topic" : "verb"
    return "[\(name)](#\(kind)-\(name))"
  }

  /// Words as one cell of a table.
  private static func cell(_ words: String) -> String {
    escaped(words).replacing("|", with: "\\|")
  }

  /// A word of the language in a cell: nothing in it is Markdown, but `|` still ends a cell.
  private static func code(_ term: String) -> String {
    "`" + term.replacing("|", with: "\\|") + "`"
  }

  /// Words in which nothing but what stands between backquotes is set off.
  static func escaped(_ words: String) -> String {
    var text = ""
    var isCode = false
    for character in words {
      if character == "`" { isCode.toggle() }
      if !isCode, "<>*_[]$#\\".contains(character) { text.append("\\") }
      text.append(character)
    }
    return text
  }
}
