/// What the start of a statement declares, if anything.
struct Declaration {
  /// The keyword: `func`, `struct`, `var` …
  var keyword: String
  /// The declared name; empty for `init`, `deinit` and `subscript`.
  var name: String
  var modifiers: [String]

  var isType: Bool { Declaration.types.contains(keyword) }
  var isFunction: Bool { Declaration.functions.contains(keyword) }
  var isProperty: Bool { keyword == "var" || keyword == "let" }
  var isShared: Bool { modifiers.contains("static") || modifiers.contains("class") }

  static let types = ["struct", "class", "enum", "protocol", "actor", "extension"]
  private static let functions = ["func", "init", "deinit", "subscript"]
  private static let others = ["var", "let", "typealias", "import", "case", "associatedtype"]
  private static let modifiers = [
    "package", "public", "open", "internal", "fileprivate", "private", "static", "final",
    "override", "mutating", "nonmutating", "borrowing", "consuming", "nonisolated", "isolated",
    "indirect", "lazy", "weak", "unowned", "required", "convenience", "dynamic", "optional",
    "prefix", "postfix", "infix", "unsafe",
  ]

  /// Reads the declaration that begins at `start`; nil when something else does.
  init?(at start: Int, in tokens: [Token]) {
    var at = start
    modifiers = []
    while at < tokens.count {
      let text = tokens[at].text
      if text == "@" {
        at = Declaration.skipParentheses(at + 2, in: tokens)
      } else if Declaration.modifiers.contains(text)
        || (text == "class" && Declaration.followsAMember(at + 1, in: tokens))
      {
        modifiers.append(text)
        at = Declaration.skipParentheses(at + 1, in: tokens)
      } else {
        break
      }
    }
    guard at < tokens.count, tokens[at].kind == .word else { return nil }
    let all = Declaration.types + Declaration.functions + Declaration.others
    guard all.contains(tokens[at].text) else { return nil }
    keyword = tokens[at].text
    let named = at + 1 < tokens.count && tokens[at + 1].kind == .word
    name = named ? tokens[at + 1].text : ""
  }

  /// Where an attribute ends: parentheses glued to it are its arguments.
  private static func skipParentheses(_ start: Int, in tokens: [Token]) -> Int {
    guard start < tokens.count, tokens[start].text == "(", tokens[start].glued else { return start }
    var depth = 0
    for at in start..<tokens.count {
      if tokens[at].text == "(" { depth += 1 }
      if tokens[at].text == ")" { depth -= 1 }
      if depth == 0 { return at + 1 }
    }
    return tokens.count
  }

  private static func followsAMember(_ at: Int, in tokens: [Token]) -> Bool {
    at < tokens.count && (functions + ["var", "let"]).contains(tokens[at].text)
  }
}
