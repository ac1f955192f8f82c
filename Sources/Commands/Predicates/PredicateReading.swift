import Consistency
import Replication
import ScriptSyntax
import Simulation

// The grammar, loosest first: `or`, `and`, `not`, parentheses and judgements.
extension ArgumentReader {
  /// Behind the item read last.
  var previousEnd: Int32 {
    index > 0 && index <= items.count ? items[index - 1].span.end : span.end
  }

  mutating func disjunction(depth: Int = 0) throws(Diagnostic) -> Judgement {
    let first = try conjunction(depth: depth)
    guard word("or") else { return first }
    var parts = [first]
    repeat { parts.append(try conjunction(depth: depth)) } while word("or")
    return .any(parts)
  }

  private mutating func conjunction(depth: Int) throws(Diagnostic) -> Judgement {
    let first = try negation(depth: depth)
    guard word("and") else { return first }
    var parts = [first]
    repeat { parts.append(try negation(depth: depth)) } while word("and")
    return .all(parts)
  }

  private mutating func negation(depth: Int) throws(Diagnostic) -> Judgement {
    guard depth < 256 else {
      throw Diagnostic(
        code: .nesting, message: "the predicate nests more than 256 deep",
        span: next?.span ?? end, remedy: nil)
    }
    if word("not") { return .not(try negation(depth: depth + 1)) }
    guard symbol(.openParen) else { return try judgement() }
    let inner = try disjunction(depth: depth + 1)
    try require(.closeParen)
    return inner
  }

  private mutating func judgement() throws(Diagnostic) -> Judgement {
    guard let item = next else { throw missing(ArgumentKind.predicate.phrase) }
    guard let word = nextWord else { return try aboutKey() }
    if let checker = Checker.all.first(where: { $0.name.hasSameText(as: word) }) {
      return try history(checker, item.span)
    }
    if PredicateWords.unavailable.contains(word) {
      throw unsupported("the judgement `\(word)` over the history is", at: item.span)
    }
    if let counter = Counter(rawValue: word) { return try count(counter, item.span) }
    switch word {
    case "converged":
      advance()
      return .converged(try optionalKey(), item.span)
    case "quiet":
      advance()
      return .quiet(item.span)
    case "conflict":
      advance()
      return .conflict(try key())
    case "up":
      advance()
      return .up(try nodes())
    case "siblings":
      advance()
      return try siblings()
    case "get":
      advance()
      return try read(item.span)
    case "preference":
      advance()
      return try preference()
    default: break
    }
    guard let named = predicate(named: Name(word)) else { return try aboutKey() }
    advance()
    let nodes = self.word("at") ? try nodes() : nil
    guard relation() == nil else {
      throw Diagnostic(
        code: .predicate, message: "`\(word)` is a predicate, which is compared with nothing",
        span: item.span, remedy: "a key of this name is quoted: `\"\(word)\"`")
    }
    return .local(LocalSubject(named: named, nodes: nodes, span: item.span))
  }

  private mutating func aboutKey() throws(Diagnostic) -> Judgement {
    let isWord = nextWord != nil
    let subject = try subject()
    if word("absent") { return .absent(subject) }
    guard let relation = relation() else {
      let near =
        isWord
        ? suggestion(
          for: subject.place.key.name.text,
          among: PredicateWords.all + ["error"]) : nil
      throw Diagnostic(
        code: .predicate, message: "expected `=`, `!=`, `<`, `<=`, `>`, `>=` or `absent`",
        span: next?.span ?? end, remedy: near ?? "write `expect KEY at NODE = VALUE`")
    }
    return .value(subject, relation, try comparand())
  }

  private mutating func subject() throws(Diagnostic) -> Subject {
    Subject(place: try keyPlace(), nodes: word("at") ? try nodes() : nil)
  }

  private mutating func siblings() throws(Diagnostic) -> Judgement {
    let subject = try subject()
    let isNegated = symbol(.notEqual)
    if !isNegated { try require(.equal) }
    let item = next
    guard case .array(let values) = try comparand() else {
      guard let item, !item.hasVariables else {
        return .siblings(subject, isNegated: isNegated, [])
      }
      throw wrongKind("a list such as `[\"B\", \"C\"]`", item)
    }
    return .siblings(subject, isNegated: isNegated, values)
  }

  private mutating func preference() throws(Diagnostic) -> Judgement {
    let key = try key()
    let isNegated = symbol(.notEqual)
    if !isNegated { try require(.equal) }
    let item = next
    guard case .array(let values) = try comparand() else {
      guard let item, !item.hasVariables else {
        return .preference(key, isNegated: isNegated, [])
      }
      throw wrongKind("a list of nodes such as `[a, b]`", item)
    }
    return .preference(key, isNegated: isNegated, values.map(\.plainText))
  }

  private mutating func count(
    _ counter: Counter, _ span: SourceSpan
  ) throws(Diagnostic) -> Judgement {
    advance()
    var node: Mention?
    var key: Mention?
    while true {
      if node == nil, word("at") {
        node = try self.node()
      } else if key == nil, word("on") {
        key = try self.key()
      } else {
        break
      }
    }
    guard let relation = relation() else {
      throw Diagnostic(
        code: .predicate, message: "expected `=`, `!=`, `<`, `<=`, `>` or `>=` and a count",
        span: next?.span ?? end,
        remedy: "`\(counter.rawValue)` counts; a key of this name is quoted")
    }
    let subject = CounterSubject(counter: counter, node: node, key: key, span: span)
    return .counter(subject, relation, try integer())
  }

  private mutating func read(_ span: SourceSpan) throws(Diagnostic) -> Judgement {
    let place = try keyPlace()
    guard word("at") else { throw missing("`at NODE`") }
    let node = try node()
    let client = word("as") ? try self.client() : nil
    let subject = ReadSubject(
      place: place, node: node, client: client, quorum: try quorumOfRead(span), span: span)
    if word("absent") { return .read(subject, .equal, nil) }
    guard let relation = relation() else {
      throw Diagnostic(
        code: .predicate, message: "expected `=`, another comparison, or `absent`",
        span: next?.span ?? end, remedy: "write `expect get KEY at NODE = VALUE`")
    }
    return .read(subject, relation, try comparand())
  }

  /// `from n2,n3 r=1`, in any order; both may be missing, and this `=` compares nothing.
  private mutating func quorumOfRead(_ span: SourceSpan) throws(Diagnostic) -> QuorumClauses {
    var need: Need?
    var reach: NodeSelector?
    while true {
      if reach == nil, word("from") {
        reach = try nodeList()
      } else if need == nil, word("r") {
        try require(.equal)
        need = try self.need()
      } else {
        return QuorumClauses(need: need, reach: reach, at: span)
      }
    }
  }

  private mutating func history(
    _ checker: Checker, _ span: SourceSpan
  ) throws(Diagnostic) -> Judgement {
    advance()
    let key = try optionalKey()
    let client = word("as") ? try self.client() : nil
    return .history(HistorySubject(checker: checker, key: key, client: client, span: span))
  }

  private mutating func optionalKey() throws(Diagnostic) -> Mention? {
    guard let item = next else { return nil }
    if let word = nextWord, ["and", "or", "as"].contains(word) { return nil }
    if case .symbol = item.kind { return nil }
    return try key()
  }

  private mutating func relation() -> Relation? {
    guard let item = next, case .symbol(let symbol) = item.kind, let relation = Relation(symbol)
    else { return nil }
    advance()
    return relation
  }

  private mutating func comparand() throws(Diagnostic) -> Value {
    if let item = next, case .symbol(.equal) = item.kind {
      throw wrongKind("a value", item, remedy: "equality is one `=`")
    }
    return try value()
  }
}

extension Value {
  /// A name as it stands in a list of names; other values as they are written.
  fileprivate var plainText: String {
    if case .string(let text) = self { text } else { json }
  }
}
