extension Rule {
  /// What a reader is told of what crosses targets.
  static let documentation = [
    Rule(
      name: "every package declaration has a doc comment",
      guilty: [
        "package struct A {}", "struct A {\n  package init() {}\n}",
        "// A remark.\npackage func a() {}", "/// Of something else.\n\npackage let a = 1",
        "@inlinable\npackage static func a() {}", "package import Causality",
        "package private(set) var a = 1", "@frozen package enum A {}",
      ],
      innocent: [
        "/// A.\npackage struct A {}",
        "/// A.\n@inlinable\n@_alwaysEmitIntoClient\npackage func a() {}",
        "/// A.\n@frozen package enum A {\n  case b\n}", "struct A {}", "let package = 1",
        "/// A.\n@available(\n  *, deprecated\n)\npackage func a() {}",
      ]
    ) { source in
      source.packageDeclarations
        .filter { source.documentation(above: $0).isEmpty }
        .map { Violation($0, "no doc comment") }
    },
    Rule(
      name: "doc comments begin with a sentence of at most 150 characters",
      guilty: [
        "/// \(words(151))\npackage let a = 1",
        "/// \(words(80))\n/// \(words(80))\npackage let a = 1",
      ],
      innocent: [
        "/// \(words(90))\npackage let a = 1",
        "/// \(words(80)). B.\n/// \(words(80)).\npackage let a = 1",
        "/// \(words(80))\n///\n/// \(words(90))\npackage let a = 1",
        "/// \(words(80))\n/// - Source: \(words(80))\npackage let a = 1",
      ]
    ) { source in
      source.packageDeclarations.compactMap { line in
        let length = firstSentence(of: source.documentation(above: line)).count
        return length > 150 ? Violation(line, "\(length) characters") : nil
      }
    },
  ]

  private static func words(_ length: Int) -> String { String(repeating: "x", count: length) }

  private static func firstSentence(of comments: [Comment]) -> String {
    let paragraph = comments.map { $0.text.trimming(" ") }
      .prefix { !$0.isEmpty && !$0.hasPrefix("- ") }
      .joined(separator: " ")
    return paragraph.firstRange(of: ". ").map { String(paragraph[..<$0.lowerBound]) } ?? paragraph
  }
}

extension SwiftSource {
  /// The first lines, attributes included, of what is declared `package`.
  var packageDeclarations: [Int] {
    tokens.indices.compactMap { at in
      guard tokens[at].text == "package", tokens[at].kind == .word, at + 1 < tokens.count,
        tokens[at + 1].kind == .word || tokens[at + 1].text == "@",
        at == 0 || !"=.,:(".contains(tokens[at - 1].text)
      else { return nil }
      return tokens[startOfDeclaration(from: at)].line
    }
  }

  /// Goes back over modifiers and attributes.
  private func startOfDeclaration(from word: Int) -> Int {
    (0..<word).reversed().prefix { word - $0 <= 40 }
      .last { start in
        guard tokens[start].leads, let declared = Declaration(at: start, in: tokens) else {
          return false
        }
        return declared.modifiers.contains("package") && reaches(word, from: start)
      } ?? word
  }

  /// Whether everything from `start` to `word` belongs to one declaration.
  private func reaches(_ word: Int, from start: Int) -> Bool {
    guard let declared = Declaration(at: start, in: tokens),
      let keyword = tokens[start...].firstIndex(where: { $0.text == declared.keyword })
    else { return false }
    return keyword > word
  }

  /// The lines of `///` that end directly above a line.
  func documentation(above line: Int) -> [Comment] {
    var found: [Comment] = []
    var wanted = line - 1
    for comment in comments.reversed() where comment.documents && comment.line == wanted {
      found.append(comment)
      wanted -= 1
    }
    return found.reversed()
  }
}
