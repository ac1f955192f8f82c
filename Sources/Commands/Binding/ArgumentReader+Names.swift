import ScriptSyntax

extension ArgumentReader {
  /// A key: a word, a string, or an integer as it is written.
  package mutating func key() throws(Diagnostic) -> Mention {
    let item = try take(.key)
    guard let text = item.keyText else {
      throw wrongKind("a key", item, remedy: "a key is a word or a string: put it in quotes")
    }
    return Mention(Name(text), at: item.span)
  }

  /// One node by its name.
  package mutating func node() throws(Diagnostic) -> Mention {
    if let item = next { try refuseSelector(item) }
    return try mention(.node)
  }

  /// Complains about a word that selects several nodes, where one is named.
  private func refuseSelector(_ item: Item) throws(Diagnostic) {
    let word = item.plainWord ?? ""
    // Most words have no dot, and looking for one byte costs far less than looking for two.
    let isRange =
      word.utf8.contains(UInt8(ascii: ".")) && word.utf8.firstRange(of: "..".utf8) != nil
    var isSelector = isRange || NodeSelector.Choice(word) != nil
    if case .symbol(.bang) = item.kind { isSelector = true }
    guard isSelector else { return }
    throw wrongKind(
      "the name of one node", item, remedy: "for several: `for n in a b c { … $n … }`")
  }

  /// A client by its name; clients come into being by being named.
  package mutating func client() throws(Diagnostic) -> Mention { try mention(.client) }

  /// A strategy by its name.
  package mutating func strategy() throws(Diagnostic) -> Mention { try mention(.strategy) }

  /// A mark, a future, or what else can be compared, by its name.
  package mutating func point() throws(Diagnostic) -> Mention { try mention(.point) }

  /// A name for something new: no reserved word, and such that it can be mentioned later.
  package mutating func newName() throws(Diagnostic) -> Mention {
    let mention = try mention(.newName)
    if ReservedWords.contains(mention.name.text) {
      throw Diagnostic(
        code: .wrongKind, message: "`\(mention.name.text)` is a word of the language",
        span:
          mention.span, remedy: "choose another name, such as `\(mention.name.text)1`")
    }
    return mention
  }

  /// Names for new things, at least one, ranges spelled out: `a b n1..n5`, also with commas.
  package mutating func newNames() throws(Diagnostic) -> [Mention] {
    var names: [Mention] = []
    repeat {
      guard let item = next else { throw missing(ArgumentKind.newName.phrase) }
      if let word = item.plainWord, let range = try NodeRange.names(word, at: item.span) {
        advance()
        names += range.map { Mention($0, at: item.span) }
      } else {
        names.append(try newName())
      }
    } while symbol(.comma) || !isAtEnd
    return names
  }

  /// Nodes by a selector: `a`, `a,b`, `n1..n5`, `all`, `!a`, `up`, `zone:eu`, several words.
  ///
  /// It ends before whatever cannot be part of it.
  package mutating func nodes() throws(Diagnostic) -> NodeSelector {
    var selector = NodeSelector()
    var mustFollow = true
    while let item = next {
      if symbol(.comma) {
        if mustFollow { throw wrongKind("a node", item) }
        mustFollow = true
        continue
      }
      if !mustFollow, !item.canSelect { break }
      try selectorTerm(into: &selector)
      mustFollow = false
    }
    if mustFollow { throw missing(ArgumentKind.nodes.phrase) }
    return selector
  }

  /// Nodes with commas between them; a word that follows without one is left to be read.
  package mutating func nodeList() throws(Diagnostic) -> NodeSelector {
    var selector = NodeSelector()
    repeat { try selectorTerm(into: &selector) } while symbol(.comma)
    return selector
  }

  /// A link: `a -> b`, blanks or not.
  package mutating func link() throws(Diagnostic) -> LinkMention {
    if let item = next, item.hasVariables, index + 1 >= limit || !items[index + 1].isArrow {
      advance()
      let unknown = Mention(Name("?"), at: item.span)
      return LinkMention(from: unknown, to: unknown)
    }
    let from = try node()
    try require(.arrow)
    return LinkMention(from: from, to: try node())
  }

  /// A message: `a->b` (the oldest in flight) or `a->b#2`.
  package mutating func message() throws(Diagnostic) -> MessageMention {
    if let item = next, item.hasVariables, index + 1 >= limit || !items[index + 1].isArrow {
      return MessageMention(try link(), ordinal: nil)
    }
    let from = try node()
    try require(.arrow)
    guard let item = next, let word = item.plainWord, let hash = word.utf8.lastIndex(of: 0x23)
    else { return MessageMention(LinkMention(from: from, to: try node()), ordinal: nil) }
    advance()
    let digits = word[word.utf8.index(after: hash)...]
    guard let ordinal = UInt32(digits), ordinal > 0, !digits.hasPrefix("+") else {
      throw Diagnostic(
        code: .wrongKind, message: "expected a message such as `a->b#2`, found `\(word)`",
        span: item.span, remedy: "ordinals count from 1")
    }
    let to = Mention(Name(String(word[..<hash])), at: item.span)
    return MessageMention(LinkMention(from: from, to: to), ordinal: ordinal)
  }

  /// A variable's name, for its definition: letters, digits and `_`, no digit first.
  mutating func variableName() throws(Diagnostic) -> Mention {
    let item = try take(.newName)
    guard let word = item.plainWord, word.isVariableName else {
      throw wrongKind(
        "a variable's name", item,
        remedy: "letters, digits and `_`; the `$` stands where it is used")
    }
    return Mention(Name(word), at: item.span)
  }

  private mutating func mention(_ kind: ArgumentKind) throws(Diagnostic) -> Mention {
    let item = try take(kind)
    guard case .word(let template) = item.kind else {
      throw wrongKind(
        kind.phrase, item, remedy: "names are bare words, and no numbers")
    }
    guard let word = template.plain else { return Mention(Name("?"), at: item.span) }
    guard word.isName else {
      throw wrongKind(
        kind.phrase, item, remedy: "names are letters, digits and `_`, with `-` and `.` inside")
    }
    return Mention(Name(word), at: item.span)
  }

  private mutating func selectorTerm(into selector: inout NodeSelector) throws(Diagnostic) {
    let isExcluded = symbol(.bang)
    let item = try take(.nodes)
    guard case .word(let template) = item.kind else { throw wrongKind("a node", item) }
    let word = template.plain ?? "all"
    if let range = try NodeRange.names(word, at: item.span) {
      for name in range { selector.add(.name(name), isExcluded: isExcluded, at: item.span) }
    } else if let choice = NodeSelector.Choice(word) {
      selector.add(choice, isExcluded: isExcluded, at: item.span)
    } else if word.isName {
      selector.add(.name(Name(word)), isExcluded: isExcluded, at: item.span)
    } else {
      throw wrongKind("a node", item)
    }
  }
}

/// The words that name nothing: they carry meaning where names stand.
package enum ReservedWords {
  /// All of them, sorted.
  package static let all = [
    "absent", "all", "and", "as", "at", "down", "from", "in", "not", "on", "or", "to", "until",
    "up", "with",
  ]

  /// Whether a word is one of them.
  package static func contains(_ word: String) -> Bool {
    all.contains { $0.hasSameBytes(as: word) }
  }
}

extension String {
  /// Whether the text can name a node, client or strategy: letters, digits, `_`, inside `-` `.`.
  var isName: Bool {
    var previous: Unicode.Scalar?
    for scalar in unicodeScalars {
      switch scalar {
      case ":", "*", "/", "#": return false
      case "-" where previous == nil: return false
      case "." where previous == nil || previous == ".": return false
      default: previous = scalar
      }
    }
    return previous != nil && previous != "."
  }
}

extension String {
  /// Whether the text can be a variable's name.
  var isVariableName: Bool {
    for (offset, scalar) in unicodeScalars.enumerated() {
      switch scalar {
      case "a"..."z", "A"..."Z", "_": continue
      case "0"..."9" where offset > 0: continue
      case _ where scalar.value >= 0x80: continue
      default: return false
      }
    }
    return !isEmpty
  }
}

extension Item {
  /// The key that this item is, if it can be one.
  var keyText: String? {
    switch kind {
    case .word(let template), .literal(.text(let template)): template.plain ?? "?"
    case .literal(.raw(let text)): text
    case .literal(.int(let integer)): String(integer)
    default: nil
    }
  }

  /// Whether a selector may go on with this item.
  var canSelect: Bool {
    switch kind {
    case .word(let template):
      template.plain.map { NodeSelector.Choice($0) != nil || !ReservedWords.contains($0) } ?? true
    case .symbol(.bang): true
    default: false
    }
  }

  /// Whether this is `->`.
  var isArrow: Bool {
    if case .symbol(.arrow) = kind { true } else { false }
  }

  /// Whether this holds a variable.
  var hasVariables: Bool {
    switch kind {
    case .word(let template): template.plain == nil
    case .literal(let literal): literal.hasVariables
    case .symbol, .block, .heredoc: false
    }
  }
}

extension Literal {
  /// Whether this holds a variable.
  var hasVariables: Bool {
    switch self {
    case .null, .bool, .int, .double, .raw: false
    case .variable: true
    case .text(let template): template.plain == nil
    case .array(let elements): elements.contains(where: \.hasVariables)
    case .object(let members):
      members.contains { $0.key.plain == nil || $0.value.hasVariables }
    }
  }
}
