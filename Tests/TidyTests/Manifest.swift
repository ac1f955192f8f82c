/// The targets of a `Package.swift` and what each depends on, read without running it.
struct Manifest {
  struct Target: Equatable {
    var name: String
    /// Targets and products, by name.
    var dependencies: [String]
  }

  private(set) var targets: [Target] = []

  init(_ text: String) {
    let tokens = SwiftLexer(text).tokens
    let kinds = ["target", "executableTarget", "testTarget", "systemLibrary"]
    for at in tokens.indices where at > 0 && at + 1 < tokens.count {
      guard tokens[at - 1].text == ".", kinds.contains(tokens[at].text), tokens[at + 1].text == "("
      else { continue }
      if let target = Manifest.target(from: at + 1, in: tokens) { targets.append(target) }
    }
  }

  func target(_ name: String) -> Target? { targets.first { $0.name == name } }

  private static func target(from open: Int, in tokens: [Token]) -> Target? {
    guard let name = string(labelled: "name", depth: 1, from: open, in: tokens) else { return nil }
    guard let list = argument("dependencies", depth: 1, from: open, in: tokens) else {
      return Target(name: name, dependencies: [])
    }
    var dependencies: [String] = []
    var depth = 0
    for at in list..<tokens.count {
      let token = tokens[at]
      if token.kind == .symbol {
        if "([".contains(token.text) { depth += 1 }
        if ")]".contains(token.text) { depth -= 1 }
        if depth == 0 { break }
      } else if token.kind == .string, depth == 1 {
        dependencies.append(token.text)
      } else if token.text == "name", depth == 2, at + 2 < tokens.count {
        dependencies.append(tokens[at + 2].text)
      }
    }
    return Target(name: name, dependencies: dependencies)
  }

  private static func string(
    labelled label: String, depth: Int, from open: Int, in tokens: [Token]
  ) -> String? {
    argument(label, depth: depth, from: open, in: tokens).map { tokens[$0].text }
  }

  /// The first token of the argument with this label, inside the parenthesis at `open`.
  private static func argument(
    _ label: String, depth wanted: Int, from open: Int, in tokens: [Token]
  ) -> Int? {
    var depth = 0
    for at in open..<tokens.count {
      let token = tokens[at]
      if token.kind == .symbol, "([".contains(token.text) { depth += 1 }
      if token.kind == .symbol, ")]".contains(token.text) { depth -= 1 }
      if depth == 0 { return nil }
      if depth == wanted, token.kind == .word, token.text == label, at + 2 < tokens.count {
        return at + 2
      }
    }
    return nil
  }
}
