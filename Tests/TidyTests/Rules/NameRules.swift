extension Rule {
  /// What things are called, and what comments say.
  static let names = [
    Rule(
      name: "no empty words in type names",
      guilty: [
        "struct LinkManager {}", "enum Helpers {}", "final class StringUtils {}",
        "protocol EventHandler {}", "struct WorldImpl: World {}", "typealias HandlerMap = Int",
      ],
      innocent: [
        "struct Implication {}", "struct Replica {}", "// struct LinkManager", "let manager = 1",
      ]
    ) { source in
      source.tokens.indices.dropFirst().compactMap { at in
        let before = source.tokens[at - 1]
        guard before.kind == .word, (Declaration.types + ["typealias"]).contains(before.text),
          source.tokens[at].kind == .word, let part = emptyWord(in: source.tokens[at].text)
        else { return nil }
        return Violation(before.line, "\(source.tokens[at].text) says \(part)")
      }
    },
    Rule(
      name: "no FIXME, no TODO",
      guilty: ["// FIXME: a", "let a = 1  // TODO", "/* XXX */", "/// TODO: a"],
      innocent: ["let todo = 1", "let a = \"TODO\"", "// what is left to do", "// \\uXXXX"]
    ) { source in
      source.comments.compactMap { comment in
        comment.text.split { !$0.isLetter }
          .first { ["FIXME", "TODO", "XXX"].contains($0) }
          .map { Violation(comment.line, String($0)) }
      }
    },
    Rule(
      name: "no commented-out code",
      guilty: [
        "// let a = 1", "// if a {", "//   }", "// a.b(c)", "// func a() -> B",
        "// import Glibc", "// a += 1", "/*\nvar a: Int\n*/", "// package var b: [Int] = []",
      ],
      innocent: [
        "// Lets a world go on.", "// let it be (for now)", "// for each link (in order)",
        "/// let a = 1", "// see `a.b(c)`", "// Source: Kulkarni et al. (2014)", "// ─────",
        "// if nothing is left, stop", "// import order does not matter", "// a -> b -> c",
        "// the past {a:1} is below {a:2}", "// so much for that;",
      ]
    ) { source in
      source.comments.filter { !$0.documents && looksLikeCode($0.text) }
        .map { Violation($0.line, $0.text) }
    },
  ]

  private static func emptyWord(in name: String) -> String? {
    ["Manager", "Helper", "Utils", "Handler", "Impl"].first { part in
      guard let at = name.firstRange(of: part)?.upperBound else { return false }
      return part != "Impl" || at == name.endIndex || !name[at].isLowercase
    }
  }

  private static func looksLikeCode(_ comment: String) -> Bool {
    let text = comment.trimming(" *")
    if text == "}" || text.hasSuffix("{") { return true }
    let tokens = SwiftLexer(text).tokens
    guard tokens.count > 1, tokens[0].kind == .word else { return false }
    if tokens.count > 2, tokens[1].text == "+" || tokens[1].text == "-", tokens[2].text == "=" {
      return true
    }
    return isDeclaration(tokens) || isCall(tokens)
  }

  private static func isDeclaration(_ tokens: [Token]) -> Bool {
    guard let declared = Declaration(at: 0, in: tokens) else { return false }
    let keyword = tokens.firstIndex { $0.text == declared.keyword } ?? 0
    let following = tokens.dropFirst(keyword + 2).first
    switch declared.keyword {
    case "let", "var": return following.map { ":=".contains($0.text) } ?? false
    case "func": return following.map { "(<".contains($0.text) } ?? false
    case "import": return tokens.count == keyword + 2
    default: return false
    }
  }

  /// Whether the whole of it is one call: `a.b(c)`.
  private static func isCall(_ tokens: [Token]) -> Bool {
    guard let open = tokens.firstIndex(where: { $0.text == "(" }), open > 0 else { return false }
    return tokens[...open].dropFirst().allSatisfy(\.glued) && tokens.last?.text == ")"
      && tokens[..<open].allSatisfy { $0.kind == .word || $0.text == "." }
  }
}

extension String {
  /// Without these characters at either end.
  func trimming(_ unwanted: String) -> String {
    let front = drop { unwanted.contains($0) }
    return String(front.reversed().drop { unwanted.contains($0) }.reversed())
  }
}
