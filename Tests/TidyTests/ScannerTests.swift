import Testing

@Suite struct ScannerTests {
  @Test func stringsAndCommentsAreNotCode() {
    let lexer = SwiftLexer("let a = \"b // c\" // d\n/* e /* f */ g */ h")
    #expect(lexer.tokens.map(\.text) == ["let", "a", "=", "b // c", "h"])
    #expect(lexer.comments.map(\.text) == [" d", " e  f  g "])
    #expect(lexer.tokens[3].kind == .string)
  }

  @Test func interpolationsAreCode() {
    let lexer = SwiftLexer("\"a\\(b + c(\"d\"))e\" f")
    #expect(lexer.tokens.map(\.text) == ["ae", "(", "b", "+", "c", "(", "d", ")", ")", "f"])
  }

  @Test func rawAndLongStrings() {
    #expect(SwiftLexer("#\"a\"b\\n\"# c").tokens.map(\.text) == ["a\"b\\n", "c"])
    let long = SwiftLexer("\"\"\"\n  a \"b\"\n  \"\"\"\nc")
    #expect(long.tokens.map(\.text) == ["\n  a \"b\"\n  ", "c"])
    #expect(long.textLines == [1, 2])
  }

  @Test func endsOfTextAreEndured() {
    for text in ["\"a", "\"\\", "/* a", "#\"a\"", "\"\"\"\na", "\"\\(a", "#", "{", "}", "@", ""] {
      _ = SwiftSource(path: "", text: text).scopes
    }
  }

  @Test func scopesNest() {
    let scopes = SwiftSource(
      path: "",
      text: """
        struct A: B {
          let a = { $0 }
          var b: Int {
            a.map { $0 }
          }
          func c(
            d: (Int) -> Int = { $0 }
          ) -> Int
          where Int: B {
            if a { b } else { c }
          }
          enum D {
            case e
            static let f = 1
          }
          @E(g) private(set) var h, i: Int
        }
        """
    ).scopes
    #expect(scopes.map(\.name) == ["b", "c", "D", "A"])
    #expect(scopes.map(\.kind) == [.property, .function, .type, .type])
    #expect(scopes.map(\.length) == [3, 6, 4, 17])
    #expect(scopes.map(\.stored) == [0, 0, 0, 2])
  }
}
