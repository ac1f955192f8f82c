import TestSupport

/// One Swift file, cut up once for all rules.
struct SwiftSource {
  /// The name from the root, such as `Sources/Causality/Dot.swift`.
  let path: String
  let lines: [String]
  let tokens: [Token]
  let comments: [Comment]
  /// Lines that begin inside a string or a comment, from 0.
  let textLines: Set<Int>
  let scopes: [Scope]

  init(path: String, text: String) {
    self.path = path
    lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let lexer = SwiftLexer(text)
    tokens = lexer.tokens
    comments = lexer.comments
    textLines = lexer.textLines
    scopes = ScopeFinder.scopes(of: lexer.tokens)
  }

  /// The target a file belongs to: the folder below `Sources`.
  var room: String {
    let parts = path.split(separator: "/")
    return parts.count > 1 ? String(parts[1]) : ""
  }

  /// The modules this file imports.
  var imports: [String] {
    tokens.indices.compactMap { at in
      guard tokens[at].text == "import", tokens[at].kind == .word, at + 1 < tokens.count,
        at == 0 || tokens[at - 1].text != "."
      else { return nil }
      let kinds = ["struct", "class", "enum", "protocol", "func", "var", "let", "typealias"]
      let named = kinds.contains(tokens[at + 1].text) ? at + 2 : at + 1
      return named < tokens.count ? tokens[named].text : nil
    }
  }

  /// Every Swift file under `Sources`.
  static let all: [SwiftSource] = Repository.files(under: "Sources", ending: ".swift").map {
    SwiftSource(path: $0, text: (try? Repository.text($0)) ?? "")
  }
}
