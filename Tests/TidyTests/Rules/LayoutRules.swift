extension Rule {
  /// How a file lies on the page.
  static let layout = [
    Rule(
      name: "lines have at most 100 columns",
      guilty: [String(repeating: "x", count: 101), "let a = 1\n// " + rule(98)],
      innocent: [String(repeating: "x", count: 100), rule(100)]
    ) { source in
      source.lines.indices.filter { source.lines[$0].count > 100 }
        .map { Violation($0, "\(source.lines[$0].count) columns") }
    },
    Rule(
      name: "no tabs",
      guilty: ["\tlet a = 1", "let a = \"\t\""],
      innocent: ["  let a = 1", "let a = \"\\t\""]
    ) { source in
      source.lines.indices.filter { source.lines[$0].contains("\t") }.map { Violation($0, "a tab") }
    },
    Rule(
      name: "indentation is in steps of two",
      guilty: ["struct A {\n   let a = 1\n}", " let a = 1"],
      innocent: [
        "struct A {\n  let a = 1\n}", "let a = \"\"\"\n   odd\n  \"\"\"", "/*\n   odd\n*/", "\n",
      ]
    ) { source in
      source.lines.indices.compactMap { line in
        let text = source.lines[line]
        let blanks = text.prefix { $0 == " " }.count
        guard blanks % 2 == 1, blanks < text.count, !source.textLines.contains(line) else {
          return nil
        }
        return Violation(line, "\(blanks) blanks before the text")
      }
    },
    Rule(
      name: "no blanks at the end of a line",
      guilty: ["let a = 1 ", "let a = 1\n  \n"],
      innocent: ["let a = 1\n", "let a = \"\"\"\n  b  \n  \"\"\""]
    ) { source in
      source.lines.indices
        .filter { source.lines[$0].last == " " && !source.textLines.contains($0) }
        .map { Violation($0, "a blank at the end") }
    },
  ]

  private static func rule(_ length: Int) -> String { String(repeating: "─", count: length) }
}
