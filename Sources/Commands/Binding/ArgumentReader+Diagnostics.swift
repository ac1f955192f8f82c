import Replication
import ScriptSyntax

extension ArgumentReader {
  /// The empty place behind the statement.
  package var end: SourceSpan {
    let end = items.last.map { $0.isBlock ? span.end : max($0.span.end, span.start) } ?? span.end
    return SourceSpan(file: span.file, start: end, end: end)
  }

  /// Where the word stands that was read last, or the name of the option.
  package var lastSpan: SourceSpan {
    guard index > 0, index <= items.count else { return span }
    if case .symbol(.equal) = items[index - 1].kind, index > 1 { return items[index - 2].span }
    return items[index - 1].span
  }

  /// How the verb is written: the remedy of most mistakes.
  package var usage: String? { signature.syntax.first.map { "write `\($0)`" } }

  /// A diagnostic that something is missing where the cursor stands.
  package func missing(_ wanted: String, remedy: String? = nil) -> Diagnostic {
    let isWithin = index < items.count && !isUsed(index)
    let found = isWithin ? items[index].described : nil
    let before = found.map { ", found \($0)" } ?? ""
    return Diagnostic(
      code: limit < items.count || isOptionValue ? .wrongKind : .missingArgument,
      message: "`\(subject)` needs \(wanted)\(before)",
      span: isWithin ? items[index].span : end, remedy: remedy ?? usage)
  }

  /// A diagnostic that an item is of the wrong kind.
  package func wrongKind(
    _ wanted: String, _ item: Item, remedy: String? = nil
  ) -> Diagnostic {
    Diagnostic(
      code: .wrongKind, message: "expected \(wanted), found \(item.described)", span: item.span,
      remedy: remedy)
  }

  /// A diagnostic that a word is none of those allowed.
  package func unknownWord(
    _ word: String, at span: SourceSpan, wanted: String, among words: [String]
  ) -> Diagnostic {
    Diagnostic(
      code: .unknownWord, message: "expected \(wanted), found `\(word)`", span: span,
      remedy: suggestion(for: word, among: words))
  }

  /// A diagnostic that this version does not have a form of the language.
  package func unsupported(_ what: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      code: .unsupported, message: "\(what) not available in this version", span: span,
      remedy: nil)
  }

  private var isOptionValue: Bool {
    guard index > 1, index <= items.count, case .symbol(.equal) = items[index - 1].kind,
      let name = items[index - 2].plainWord
    else { return false }
    return index == limit && signature.options.contains { $0.hasSameBytes(as: name) }
  }

  /// What is being read: the little word, the option or the verb.
  private var subject: String {
    guard index > 0, index <= items.count else { return signature.verb }
    if case .symbol(.equal) = items[index - 1].kind, index > 1,
      let name = items[index - 2].plainWord, signature.options.contains(name)
    {
      return name + "="
    }
    guard let word = items[index - 1].plainWord, signature.keywords.contains(word) else {
      return signature.verb
    }
    return word
  }

  /// What to say about an item that nobody read.
  func surplus(_ position: Int) -> Diagnostic {
    let item = items[position]
    if let word = item.plainWord {
      if position + 1 < items.count, items[position + 1].glued,
        case .symbol(.equal) = items[position + 1].kind
      {
        return surplusOption(word, item.span)
      }
      if signature.keywords.contains(where: { $0.hasSameBytes(as: word) }) {
        return surplusKeyword(word, item.span)
      }
      let near = suggestion(for: word, among: signature.keywords + signature.options)
      return Diagnostic(
        code: near == nil ? .surplusArgument : .unknownWord,
        message: "`\(signature.verb)` does not take `\(word)` here", span: item.span,
        remedy: near ?? usage)
    }
    return Diagnostic(
      code: .surplusArgument,
      message: "`\(signature.verb)` does not take \(item.described) here", span: item.span,
      remedy: usage)
  }

  private func surplusOption(_ name: String, _ span: SourceSpan) -> Diagnostic {
    if signature.options.contains(where: { $0.hasSameBytes(as: name) }) {
      let isRepeated = isReadAlready(name)
      return Diagnostic(
        code: isRepeated ? .repeatedOption : .unknownOption,
        message: isRepeated ? "`\(name)=` is given twice" : "`\(name)=` does not fit here",
        span: span, remedy: isRepeated ? "keep one of them" : usage)
    }
    let known = signature.options.map { "`\($0)=`" }.joined(separator: ", ")
    return Diagnostic(
      code: .unknownOption, message: "`\(signature.verb)` has no option `\(name)=`", span: span,
      remedy: suggestion(for: name, among: signature.options)
        ?? (known.isEmpty ? "it takes no options" : "it takes \(known)"))
  }

  private func surplusKeyword(_ word: String, _ span: SourceSpan) -> Diagnostic {
    let isRepeated = isReadAlready(word)
    return Diagnostic(
      code: isRepeated ? .repeatedOption : .surplusArgument,
      message: isRepeated ? "`\(word)` is given twice" : "`\(word)` does not fit here",
      span: span, remedy: isRepeated ? "keep one of them" : usage)
  }

  private func isReadAlready(_ word: String) -> Bool {
    items.indices.contains { isUsed($0) && items[$0].isWord(word) }
  }
}

extension Item {
  /// The item in a message: short, in backquotes.
  var described: String {
    switch kind {
    case .word(let template): "`\(template.written)`"
    case .symbol(let symbol): "`\(symbol.text)`"
    case .block: "a block"
    case .heredoc: "a heredoc"
    case .literal(let literal): literal.described
    }
  }
}

extension Literal {
  /// The literal in a message.
  var described: String {
    switch self {
    case .null: "`null`"
    case .bool(let bool): "`\(bool)`"
    case .int(let integer): "`\(integer)`"
    case .double(let double): "`\(Value.double(double).json)`"
    case .text(let template): "the string \(Value.string(template.written.shortened).json)"
    case .raw(let text): "the string \(Value.string(text.shortened).json)"
    case .array: "a list"
    case .object: "an object"
    case .variable(let name): "`$\(name)`"
    }
  }
}

extension Template {
  /// The text with its variables as they are written.
  var written: String {
    parts.reduce(into: "") { text, part in
      switch part {
      case .text(let plain): text += plain
      case .variable(let name): text += "${\(name)}"
      }
    }
  }
}

extension String {
  /// The first 40 scalars, with `…` if there are more.
  var shortened: String {
    unicodeScalars.count <= 40
      ? self : String(String.UnicodeScalarView(unicodeScalars.prefix(40))) + "…"
  }
}
