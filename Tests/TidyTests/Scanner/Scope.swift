/// A type or a function body with its extent.
struct Scope: Equatable {
  enum Kind { case type, function, property, other }

  var kind: Kind
  var name: String
  /// First line of the declaration, from 0.
  var firstLine: Int
  /// Line of the closing brace.
  var lastLine: Int
  /// Stored properties of each instance; only types have any.
  var stored = 0

  var length: Int { lastLine - firstLine + 1 }
}

/// Finds scopes by counting braces.
struct ScopeFinder {
  private struct Frame {
    var scope: Scope
    var statement: Int?
    var depth = 0
  }

  private let tokens: [Token]
  private var frames = [Frame(scope: Scope(kind: .other, name: "", firstLine: 0, lastLine: 0))]
  private var found: [Scope] = []

  /// The types, functions and computed properties, in the order in which they end.
  static func scopes(of tokens: [Token]) -> [Scope] {
    var finder = ScopeFinder(tokens: tokens)
    for at in tokens.indices { finder.take(at) }
    return finder.found
  }

  private init(tokens: [Token]) { self.tokens = tokens }

  private var top: Int { frames.count - 1 }

  private mutating func take(_ at: Int) {
    startStatement(at)
    guard tokens[at].kind == .symbol else { return }
    switch tokens[at].text {
    case "(", "[": frames[top].depth += 1
    case ")", "]": frames[top].depth -= 1
    case "{": open(at)
    case "}": close(at)
    default: break
    }
  }

  private mutating func startStatement(_ at: Int) {
    guard frames[top].depth == 0 else { return }
    let afterSemicolon = at > 0 && tokens[at - 1].text == ";"
    guard frames[top].statement == nil || tokens[at].leads || afterSemicolon else { return }
    guard !continues(at) else { return }
    frames[top].statement = at
    guard frames[top].scope.kind == .type, let declared = Declaration(at: at, in: tokens),
      declared.isProperty, !declared.isShared
    else { return }
    frames[top].scope.stored += 1
  }

  /// Whether a token at the start of a line goes on with the statement before.
  private func continues(_ at: Int) -> Bool {
    let token = tokens[at]
    if token.kind == .symbol { return token.text != "@" && token.text != "#" }
    return ["where", "throws", "rethrows", "async", "else", "catch", "in"].contains(token.text)
  }

  private mutating func open(_ at: Int) {
    let frame = frames[top]
    var scope = Scope(kind: .other, name: "", firstLine: tokens[at].line, lastLine: 0)
    if frame.depth == 0, let start = frame.statement,
      let declared = Declaration(at: start, in: tokens)
    {
      scope.name = declared.name.isEmpty ? declared.keyword : declared.name
      scope.firstLine = tokens[start].line
      if declared.isType { scope.kind = .type }
      if declared.isFunction { scope.kind = .function }
      if declared.isProperty, isComputed(from: start, to: at) {
        scope.kind = .property
        if frame.scope.kind == .type, !declared.isShared { frames[top].scope.stored -= 1 }
      }
    }
    frames.append(Frame(scope: scope))
  }

  /// A property's brace opens accessors unless an initial value or observers say otherwise.
  private func isComputed(from start: Int, to brace: Int) -> Bool {
    guard !tokens[start..<brace].contains(where: { $0.text == "=" && $0.kind == .symbol }),
      brace + 1 < tokens.count
    else { return false }
    return tokens[brace + 1].text != "didSet" && tokens[brace + 1].text != "willSet"
  }

  private mutating func close(_ at: Int) {
    guard frames.count > 1 else { return }
    var scope = frames.removeLast().scope
    scope.lastLine = tokens[at].line
    if scope.kind != .other { found.append(scope) }
    if frames[top].depth == 0 { frames[top].statement = nil }
  }
}
