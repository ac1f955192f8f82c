extension Rule {
  /// What would let the machine show through, on the floors below the commands.
  static let determinism = [
    Rule(
      name: "no concurrency, no clock, no hashing by hand",
      rooms: lowFloors,
      guilty: [
        "func a() async {}", "await a()", "Task { }", "let a = Date()", "var a = Hasher()",
        "a.hashValue", "import Dispatch", "ContinuousClock.now", "SystemRandomNumberGenerator()",
      ],
      innocent: [
        "// async", "let a = \"Date\"", "let date = 1", "struct Task1 {}",
        "func hash(into hasher: inout Hasher) {}",
      ]
    ) { source in
      let banned = [
        "async", "await", "Task", "Date", "Hasher", "hashValue", "Dispatch", "ContinuousClock",
        "SuspendingClock", "SystemRandomNumberGenerator", "UUID",
      ]
      // A type may be hashable; a number drawn from a hash is what differs from run to run.
      return source.tokens.indices.compactMap { at in
        let token = source.tokens[at]
        guard token.kind == .word, banned.contains(token.text) else { return nil }
        guard token.text != "Hasher" || at == 0 || source.tokens[at - 1].text != "inout" else {
          return nil
        }
        return Violation(token.line, token.text)
      }
    },
    Rule(
      name: "no chance but our own generator's",
      rooms: lowFloors,
      guilty: [
        "Int.random(in: 0..<3)", "Double.random(in: a, using: &b)", "Bool.random()",
        "a.shuffled()", "a.shuffle()", "a.randomElement()",
      ],
      innocent: ["case .random:", "let a = Strategy.random", ".random(decided: .once)", "shuffled"]
    ) { source in
      source.tokens.indices.dropFirst().dropLast().compactMap { at in
        let (word, next) = (source.tokens[at], source.tokens[at + 1])
        guard source.tokens[at - 1].text == ".", next.text == "(", next.glued else { return nil }
        let argument = at + 2 < source.tokens.count ? source.tokens[at + 2].text : ""
        let draws = ["in", ")", "using"].contains(argument)
        guard
          ["shuffled", "shuffle", "randomElement"].contains(word.text)
            || (word.text == "random" && draws)
        else { return nil }
        return Violation(word.line, ".\(word.text)(")
      }
    },
    Rule(
      name: "no iteration over hashed collections",
      rooms: lowFloors,
      guilty: [
        "var a: [Int: String]\nfor b in a {}", "let a = Set<Int>()\nfor b in a where b > 1 {}",
        "var a: [Int: Int] = [:]\na.keys.max()", "let a = [Int: Int]()\nlet b = a.values",
        "var a: Dictionary<Int, Int>\na.forEach { b($0) }", "func c(a: Set<Int>) { a.map(b) }",
        "var a: [Int: [Int]]\nself.a.first", "let a = Set(b)\nfor (c, d) in self.a {}",
      ],
      innocent: [
        "var a: [Int]\nfor b in a {}", "var a: [Int: Int]\na[1]", "var a: Set<Int>\na.contains(1)",
        "var a: [Int: Int]\na.keys.sorted()", "var a: Set<Int>\nfor b in a.sorted() {}",
        "var a: Set<Int>\na.insert(2)", "let a: (x: Int, y: Int)\nfor b in a {}",
        "let a = [b ? 1 : 2]\nfor c in a {}",
      ]
    ) { source in
      let hashed = source.hashedNames
      return source.tokens.indices.compactMap { at in
        guard source.tokens[at].kind == .word, hashed.contains(source.tokens[at].text),
          source.iterates(over: at)
        else { return nil }
        return Violation(source.tokens[at].line, "the order of \(source.tokens[at].text)")
      }
    },
  ]
}

extension SwiftSource {
  /// Names that this file declares as a dictionary or a set, wherever it does.
  var hashedNames: Set<String> {
    Set(
      tokens.indices.dropLast(2).compactMap { at in
        guard tokens[at].kind == .word, tokens[at + 1].kind == .symbol else { return nil }
        let symbol = tokens[at + 1].text
        guard symbol == ":" || symbol == "=" else { return nil }
        return isHashed(at + 2) ? tokens[at].text : nil
      })
  }

  /// Whether a dictionary or set is spelt out here, as a type or as a value.
  private func isHashed(_ start: Int) -> Bool {
    if ["Set", "Dictionary"].contains(tokens[start].text), start + 1 < tokens.count {
      return tokens[start + 1].text == "<" || tokens[start + 1].text == "("
    }
    guard tokens[start].text == "[" else { return false }
    var depth = 0
    for token in tokens[start...] where token.kind == .symbol {
      if "[(".contains(token.text) { depth += 1 }
      if "])".contains(token.text) { depth -= 1 }
      if depth == 0 || token.text == "?" { return false }
      if depth == 1, token.text == ":" { return true }
    }
    return false
  }

  /// Whether the name at `at` is walked through in its own order.
  fileprivate func iterates(over at: Int) -> Bool {
    let plain = !(at + 1 < tokens.count && tokens[at + 1].text == ".")
    if plain { return isLoopedOver(at) }
    guard at + 2 < tokens.count else { return false }
    let ordered = [
      "values", "forEach", "map", "compactMap", "flatMap", "reduce", "first", "enumerated",
      "makeIterator", "popFirst", "lazy",
    ]
    if tokens[at + 2].text != "keys" { return ordered.contains(tokens[at + 2].text) }
    return !(at + 4 < tokens.count && tokens[at + 4].text == "sorted")
  }

  private func isLoopedOver(_ at: Int) -> Bool {
    var before = at - 1
    while before > 0, tokens[before].text == "." || tokens[before].text == "self" { before -= 1 }
    guard before > 0, tokens[before].text == "in" else { return false }
    return tokens[..<before].suffix(8).contains { $0.text == "for" }
  }
}
