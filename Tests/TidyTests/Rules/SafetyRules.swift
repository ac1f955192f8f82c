extension Rule {
  /// What may end the process or hide from the reader.
  static let safety = [
    Rule(
      name: "no try!",
      guilty: ["let a = try! b()"], innocent: ["let a = try b()", "let a = \"try!\"", "// try!"]
    ) { source in source.pairs("try", "!").map { Violation($0, "try!") } },
    Rule(
      name: "no as!",
      guilty: ["let a = b as! C"], innocent: ["let a = b as? C", "let a = b as C"]
    ) { source in source.pairs("as", "!").map { Violation($0, "as!") } },
    Rule(
      name: "no force unwrap",
      guilty: ["a!", "a()!.b", "a[0]!", "var a: Int!", "\"\\(a!)\"", "a = b!", "if a! == b {}"],
      innocent: [
        "a != b", "!a", "a && !b", "\"a!\"", "// a!", "if !(a) {}", "a!=b", "f(!a)", "try!", "as!",
      ]
    ) { source in
      source.tokens.indices.dropFirst().compactMap { at in
        let (before, token) = (source.tokens[at - 1], source.tokens[at])
        guard token.text == "!", token.kind == .symbol, token.glued else { return nil }
        guard before.kind == .word || before.text == ")" || before.text == "]" else { return nil }
        guard before.text != "try", before.text != "as" else { return nil }
        let next = at + 1 < source.tokens.count ? source.tokens[at + 1] : nil
        if let next, next.text == "=", next.glued { return nil }
        return Violation(token.line, "\(before.text)!")
      }
    },
    Rule(
      name: "no Foundation",
      guilty: ["import Foundation", "import FoundationEssentials", "import class Foundation.A"],
      innocent: ["import Causality", "// import Foundation"]
    ) { source in
      source.imports.filter { $0.hasPrefix("Foundation") }.map { Violation(0, "imports \($0)") }
    },
    Rule(
      // Only what is public can be inlined by another target, so a file with inlinable code is
      // free to be public; nothing else is.
      name: "no open, and no public but beside @inlinable: access across targets is package",
      guilty: ["public struct A {}", "open class A {}", "@inlinable\nopen class A {}"],
      innocent: [
        "package struct A {}", "// public", "\"public\"", "let open = 1", "a.open()",
        "public struct A {\n  @inlinable public init() {}\n}",
      ]
    ) { source in
      let isInlinable = source.tokens.contains { $0.text == "inlinable" }
      return source.tokens.indices.compactMap { at in
        if isInlinable, source.tokens[at].text == "public" { return nil }
        let text = source.tokens[at].text
        guard text == "public" || text == "open", source.tokens[at].kind == .word else {
          return nil
        }
        guard text == "public" || source.tokens[at].leads, at + 1 < source.tokens.count,
          source.tokens[at + 1].kind == .word
        else { return nil }
        return Violation(source.tokens[at].line, text)
      }
    },
    Rule(
      name: "no printing outside the shell",
      rooms: House.rooms.map(\.name).filter { $0 != "Shell" && $0 != "parley" },
      guilty: ["print(1)", "func a() { print(\"b\") }", "debugPrint(a)", "dump(a)"],
      innocent: [
        "func print(_ a: Int) {}\nprint(1)", "ScriptPrinter.print(a)", "let print = 1", "// print(",
        "let print: Int\nprint == 1",
      ]
    ) { source in
      let own = source.pairs("func", "print").count > 0
      return source.tokens.indices.dropLast().compactMap { at in
        let token = source.tokens[at]
        guard ["print", "debugPrint", "dump"].contains(token.text), token.kind == .word,
          source.tokens[at + 1].text == "(", source.tokens[at + 1].glued
        else { return nil }
        let before = at > 0 ? source.tokens[at - 1].text : ""
        guard before != ".", before != "func", !own || token.text != "print" else { return nil }
        return Violation(token.line, "\(token.text)(")
      }
    },
  ]
}

extension SwiftSource {
  /// The lines on which one token directly follows another.
  func pairs(_ first: String, _ second: String) -> [Int] {
    tokens.indices.dropFirst()
      .filter {
        tokens[$0].text == second && tokens[$0 - 1].text == first
          && tokens[$0].kind != .string && tokens[$0 - 1].kind != .string
      }
      .map { tokens[$0].line }
  }
}
