import Commands
import ScriptSyntax

/// The reference of the language in one Markdown file, made from what `help` shows.
package enum MarkdownManual {
  /// The whole text.
  package static func text(version: String) -> String {
    var page = MarkdownPage()
    page.heading("The language of Parley", level: 1)
    page.paragraph(
      """
      Of version \(version), made by `parley manual` from what `help` shows. Every example here is
      run by the tests; what stands behind `#>` is what it prints.
      """)
    appendContents(to: &page)
    page.heading("Verbs", level: 2)
    for group in VerbGroup.allCases where !group.signatures.isEmpty {
      page.heading(group.rawValue.capitalized, level: 3, anchor: "chapter-\(group.rawValue)")
      for signature in group.signatures {
        page.heading(code(signature.verb), level: 4, anchor: "verb-\(signature.verb)")
        page.sections(HelpPages.page(signature).sections)
      }
    }
    page.heading("Topics", level: 2)
    for topic in HelpTopic.all {
      page.heading(topic.name.capitalized, level: 3, anchor: "topic-\(topic.name)")
      page.sections(HelpPages.page(topic).sections)
    }
    append(.running, "Errors while a script runs", to: &page)
    append(.reading, "Errors about texts and files", to: &page)
    return page.text.trimmed + "\n"
  }

  private static func appendContents(to page: inout MarkdownPage) {
    var lines = VerbGroup.allCases.filter { !$0.signatures.isEmpty }.map { group in
      let verbs = group.signatures.map { "[`\($0.verb)`](#verb-\($0.verb))" }
      return "- [\(group.rawValue.capitalized)](#chapter-\(group.rawValue)): "
        + verbs.joined(separator: ", ")
    }
    lines.append(
      "- [Topics](#topics): "
        + HelpTopic.all.map { "[\($0.name)](#topic-\($0.name))" }.joined(separator: ", "))
    lines.append("- [Errors while a script runs](#errors-running): " + codes(.running))
    lines.append("- [Errors about texts and files](#errors-reading): " + codes(.reading))
    page.paragraph(lines.joined(separator: "\n"))
  }

  private static func codes(_ occasion: CodePage.Occasion) -> String {
    CodePage.all.filter { $0.occasion == occasion }
      .map { "[\(code($0.code))](#code-\($0.code))" }.joined(separator: ", ")
  }

  private static func append(
    _ occasion: CodePage.Occasion, _ heading: String, to page: inout MarkdownPage
  ) {
    page.heading(
      heading, level: 2, anchor: occasion == .running ? "errors-running" : "errors-reading")
    for code in CodePage.all where code.occasion == occasion {
      page.heading(self.code(code.code), level: 3, anchor: "code-\(code.code)")
      page.sections(HelpPages.page(code).sections)
    }
  }

  private static func code(_ word: String) -> String { "`\(word)`" }
}

extension String {
  /// With a capital.
  fileprivate var capitalized: String { prefix(1).uppercased() + dropFirst() }
  /// Without line ends behind it.
  fileprivate var trimmed: String {
    var text = self[...]
    while text.last == "\n" { text.removeLast() }
    return String(text)
  }
}
