extension Rule {
  /// How much one thing may hold.
  static let sizes = [
    Rule(
      name: "files have at most 600 lines",
      guilty: [lines(601)],
      innocent: [lines(600)]
    ) { source in
      let count = source.lines.last == "" ? source.lines.count - 1 : source.lines.count
      return count > 600 ? [Violation(600, "\(count) lines")] : []
    },
    Rule(
      name: "functions have at most 70 lines",
      guilty: [
        "func a() {\n\(lines(69))}\n",
        "struct A {\n  var a: Int {\n\(lines(69))  }\n}\n",
        "init(\n  a: Int\n) {\n\(lines(67))}\n",
        "struct A {\n  func a<T>() -> T\n  where T: B {\n\(lines(68))  }\n}\n",
      ],
      innocent: [
        "func a() {\n\(lines(68))}\n",
        "struct A {\n\(lines(80))}\n",
        "let a = [\n\(lines(80))]\n",
      ]
    ) { source in
      source.scopes
        .filter { ($0.kind == .function || $0.kind == .property) && $0.length > 70 }
        .map { Violation($0.firstLine, "\($0.name) has \($0.length) lines") }
    },
    Rule(
      name: "types have at most ten stored properties",
      guilty: [
        "struct A {\n\(properties(11))}\n",
        "enum B {\n  struct A {\n\(properties(11))  }\n}\n",
        "struct A {\n\(properties(10))  package var b: Int = 0 {\n    didSet { c() }\n  }\n}\n",
        "final class A {\n\(properties(10))  private(set) lazy var b = { 1 }()\n}\n",
      ],
      innocent: [
        "struct A {\n\(properties(10))}\n",
        "struct A {\n\(properties(10))  static let b = 1\n  var c: Int { 1 }\n}\n",
        "struct A {\n\(properties(6))  struct B {\n\(properties(6))  }\n}\n",
        "struct A {\n\(properties(10))  func b() {\n    let c = 1\n  }\n}\n",
        "struct A {\n\(properties(10))  init(\n    b: Int\n  ) {\n    let c = 1\n  }\n}\n",
        "protocol A {\n\(properties(10))  var b: Int { get }\n}\n",
        "func a() {\n\(properties(11))}\n",
      ]
    ) { source in
      source.scopes.filter { $0.kind == .type && $0.stored > 10 }
        .map { Violation($0.firstLine, "\($0.name) has \($0.stored) stored properties") }
    },
  ]

  private static func lines(_ count: Int) -> String { String(repeating: "a()\n", count: count) }

  private static func properties(_ count: Int) -> String {
    (0..<count).map { "  package var a\($0): Int\n" }.joined()
  }
}
