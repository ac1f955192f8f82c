import ScriptSyntax

/// Makes valid statements of every shape, the odd ones more often than people would.
struct ScriptGenerator {
  var chance: Chance

  init(seed: UInt64) { chance = Chance(seed: seed) }

  mutating func program() -> [Statement] {
    (0..<chance.below(6)).map { _ in
      var statement = statement(depth: 0)
      if chance.once(in: 4) {
        statement.expected = (0...chance.below(3)).map { _ in line() }
      }
      return statement
    }
  }

  mutating func statement(depth: Int) -> Statement {
    var items = (0..<chance.below(7)).map { _ in item(depth: depth) }
    if chance.once(in: 8) { items.append(Item(.heredoc(heredoc()), glued: chance.once(in: 2))) }
    return Statement(verb: word(), items: items)
  }

  mutating func item(depth: Int) -> Item {
    let glued = chance.once(in: 2)
    switch chance.below(10) {
    case 0...2: return Item(.word(wordTemplate()), glued: glued)
    case 3...5:
      let symbols = Symbol.allCases.filter { $0 != .heredoc }
      return Item(.symbol(chance.pick(symbols)), glued: glued)
    case 6 where depth < 4:
      let count = chance.below(4)
      return Item(.block((0..<count).map { _ in statement(depth: depth + 1) }), glued: glued)
    default: return Item(.literal(literal(depth: 0)), glued: glued)
    }
  }

  mutating func literal(depth: Int) -> Literal {
    switch chance.below(depth < 4 ? 11 : 8) {
    case 0: return .null
    case 1: return .bool(chance.once(in: 2))
    case 2: return .int(Int64(bitPattern: chance.next()) >> Int64(chance.below(64)))
    case 3: return .double(double())
    case 4: return .text(.text(text()))
    case 5: return .text(quotedTemplate())
    case 6:
      return .raw(
        String(
          String.UnicodeScalarView(
            text().unicodeScalars.filter {
              $0 != "'" && $0 != "\n"
            })))
    case 7: return depth == 0 ? .text(.text(word())) : .variable(name())
    case 8, 9: return .array((0..<chance.below(4)).map { _ in literal(depth: depth + 1) })
    default: return .object(pairs(depth: depth))
    }
  }

  private mutating func pairs(depth: Int) -> [(key: Template, value: Literal)] {
    var pairs: [(key: Template, value: Literal)] = []
    for _ in 0..<chance.below(4) {
      let key = chance.once(in: 3) ? quotedTemplate() : .text(text())
      if pairs.contains(where: { $0.key == key }) { continue }
      pairs.append((key: key, value: literal(depth: depth + 1)))
    }
    return pairs
  }

  mutating func double() -> Double {
    let known = [
      0.0, -0.0, 0.1, 1e16, 1e-5, .leastNonzeroMagnitude, .greatestFiniteMagnitude, 1.0, -2.5e300,
    ]
    if chance.once(in: 3) { return chance.pick(known) }
    let any = Double(bitPattern: chance.next())
    return any.isFinite ? any : 3.0
  }

  /// A word that is neither number nor keyword; some look like prompts, links or numbers.
  mutating func word() -> String {
    let known = [
      "put", "a", "n1..n5", "cart:*", "b#2", "2p-set", "-", "--", "..", "....", "parley",
      "parley-1", "007", "1e", "-1.5E", "10ms", "é", "e\u{301}", "日本", "a-", "trueish", "*", "/",
      "1.", "0x", "1#", "x_y", "👩‍💻", "profile/tags",
    ]
    if chance.once(in: 2) { return chance.pick(known) }
    let letters = Array("abEe_.:*/-019#é漢😀\u{301}".unicodeScalars)
    var text = String.UnicodeScalarView("w".unicodeScalars)
    for _ in 0..<chance.below(5) { text.append(chance.pick(letters)) }
    return String(text)
  }

  mutating func name() -> String { chance.pick(["x", "y1", "_", "größe", "n_2", "X"]) }

  private mutating func wordTemplate() -> Template {
    if chance.once(in: 2) { return .text(word()) }
    if chance.once(in: 2) { return .variable(name()) }
    var parts: [Template.Part] = [.text(word()), .variable(name())]
    if chance.once(in: 2) { parts.append(.text(chance.pick(["#2", "x", "-", "1", ".", "é"]))) }
    if chance.once(in: 2) { parts.append(.variable(name())) }
    return Template(parts: chance.once(in: 3) ? Array(parts.dropFirst()) : parts)
  }

  private mutating func quotedTemplate() -> Template {
    Template(
      parts: (0...chance.below(4)).map { _ in
        chance.once(in: 2) ? .variable(name()) : .text(text())
      })
  }

  /// Text with everything that could confuse a lexer.
  mutating func text() -> String {
    let plain = "ab 1$${}[]()\"\\'#>;,:=<->|&!%+\n\r\té😀\u{301}u"
    let hidden = "\u{0}\u{7F}\u{85}\u{A0}\u{FEFF}\u{202E}\u{2028}"
    let scalars = Array((plain + hidden).unicodeScalars)
    var text = String.UnicodeScalarView()
    for _ in 0..<chance.below(8) { text.append(chance.pick(scalars)) }
    return String(text)
  }

  /// A line: no line end within, and no carriage return at its end.
  private mutating func line() -> String {
    let special = ["", " ", "END", " ENDD\t", "#> x", "}", "....> x", "parley> put", "\"", "é \\"]
    if chance.once(in: 2) { return chance.pick(special) }
    let scalars = text().unicodeScalars.filter { $0 != "\n" && $0 != "\r" }
    return String(String.UnicodeScalarView(scalars))
  }

  private mutating func heredoc() -> String {
    (0..<chance.below(4)).map { _ in line() + "\n" }.joined()
  }

  // MARK: Transcripts

  /// A session in which these statements were typed, as a terminal shows it.
  mutating func transcript(of program: [Statement]) -> String {
    var text = chance.once(in: 2) ? "Parley 0.1.0, seed 42. `help` lists what there is.\n" : ""
    if program.isEmpty { return text + "parley> \n" }
    for statement in program {
      let lines = ScriptPrinter.print(statement).split(
        separator: "\n", omittingEmptySubsequences: false)
      text += prompt() + lines[0] + "\n"
      let prompts =
        lines[0...].contains { $0.contains("<<") } ? ["....> "] : ["{ ....> ", "....> "]
      for line in lines.dropFirst() { text += chance.pick(prompts) + line + "\n" }
      for _ in 0..<chance.below(3) { text += answer() + "\n" }
      if chance.once(in: 8) { text += prompt() + line() + "^C\n" }
    }
    return text
  }

  private mutating func prompt() -> String {
    chance.pick(["parley> ", "parley 42ms> ", "parley 1.5s (12)> ", "parley (3)> "])
  }

  /// A line that no prompt begins, and that is no expected output either.
  private mutating func answer() -> String {
    let answer = line()
    let isMarked = answer.drop { $0 == " " || $0 == "\t" }.utf8.first == UInt8(ascii: "#")
    return isMarked || answer.hasPrefix("parley") ? "1.000ms  \(answer)" : answer
  }
}
