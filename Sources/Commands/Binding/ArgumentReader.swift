import ScriptSyntax

/// A cursor over the items of one statement, for the command that is made of them.
///
/// Positionals are read first, from left to right; they end at the first little word, flag, option,
/// block or `&`. Then `clause`, `option` and `flag` find theirs wherever they stand. Every item
/// must be read by somebody: `finish` complains about the rest.
package struct ArgumentReader {
  /// What blocks are bound by.
  enum Context {
    /// The statement is being loaded: its blocks are bound now, names declared, files read.
    case loading(Binder)
    /// The statement runs, its variables replaced: its blocks were bound when it was loaded.
    case running([Block], KnownNames)
  }

  /// The verb being bound.
  let entry: VerbEntry
  /// The items behind the verb.
  let items: [Item]
  /// The whole statement.
  package let span: SourceSpan
  /// What blocks are bound by.
  let context: Context
  /// The item to be read next.
  var index = 0
  /// Where reading ends: behind the last item, or behind an option's value.
  var limit: Int
  /// Whether `name=` ends an argument only where the verb has such an option: in predicates
  /// `a=1` compares.
  var isReadingPredicate = false
  private var used: ItemSet

  init(_ entry: VerbEntry, items: [Item], span: SourceSpan, context: Context) {
    self.entry = entry
    self.items = items
    self.span = span
    self.context = context
    limit = items.count
    used = ItemSet()
  }

  /// The verb and its arguments.
  package var signature: Signature { entry.signature }

  // MARK: - Items

  /// The item to be read next; nil at the end, before little words, flags, options, blocks, `&`.
  package var next: Item? { isAtBoundary ? nil : items[index] }

  /// Whether there is nothing more to read here.
  package var isAtEnd: Bool { isAtBoundary }

  /// The next item, counted as read; nil where `next` is.
  package mutating func take() -> Item? {
    guard !isAtBoundary else { return nil }
    let item = items[index]
    advance()
    return item
  }

  /// The next item, or a diagnostic that it is missing.
  package mutating func take(_ wanted: ArgumentKind) throws(Diagnostic) -> Item {
    if let item = take() { return item }
    let diagnostic = missing(wanted.phrase)
    if wanted == .key || wanted == .value, index < items.count, !isUsed(index),
      let word = items[index].plainWord
    {
      throw Diagnostic(
        code: diagnostic.code, message: diagnostic.message, span: diagnostic.span,
        remedy: (usage.map { "\($0); " } ?? "") + "a text that reads `\(word)` is quoted")
    }
    throw diagnostic
  }

  /// Whether the next item is this symbol; it is read if so.
  package mutating func symbol(_ symbol: Symbol) -> Bool {
    guard !isAtBoundary, case .symbol(symbol) = items[index].kind else { return false }
    advance()
    return true
  }

  /// Reads this symbol, or complains that it is missing.
  package mutating func require(_ symbol: Symbol) throws(Diagnostic) {
    guard !self.symbol(symbol) else { return }
    throw isAtBoundary ? missing("`\(symbol.text)`") : wrongKind("`\(symbol.text)`", items[index])
  }

  /// Whether the next item is this bare word; it is read if so. For words inside positionals.
  package mutating func word(_ word: String) -> Bool {
    guard !isAtBoundary, items[index].isWord(word) else { return false }
    advance()
    return true
  }

  /// The next item if it is a bare word without variables; it is not read.
  package var nextWord: String? { isAtBoundary ? nil : items[index].plainWord }

  // MARK: - Clauses, options, flags

  /// Whether the little word is there; what follows it is read next.
  package mutating func clause(_ word: String) -> Bool {
    guard let position = unread(word) else { return false }
    used.insert(position)
    index = position + 1
    limit = items.count
    return true
  }

  /// Whether the word stands among the arguments.
  package mutating func flag(_ word: String) -> Bool {
    guard let position = unread(word) else { return false }
    used.insert(position)
    return true
  }

  /// Whether `name=` is there; its value is read next, and ends with the glued items.
  package mutating func option(_ name: String) throws(Diagnostic) -> Bool {
    guard let position = unreadOption(name) else { return false }
    used.insert(position)
    used.insert(position + 1)
    index = position + 2
    limit = index
    while limit < items.count, items[limit].glued, !isBlock(limit) { limit += 1 }
    return true
  }

  /// Whether the statement ends in `&`.
  package mutating func ampersand() -> Bool {
    guard let last = items.indices.last, case .symbol(.ampersand) = items[last].kind else {
      return false
    }
    used.insert(last)
    return true
  }

  /// Complains about the first item that nobody has read.
  package func finish() throws(Diagnostic) {
    guard let position = items.indices.first(where: { !used.contains($0) }) else { return }
    throw surplus(position)
  }

  // MARK: - Blocks

  /// The block of the statement, bound; `variables` are those it defines for its block.
  package mutating func block(
    declaring variables: [Name] = [], as enclosure: Enclosure = .other
  ) throws(Diagnostic) -> Block {
    guard let block = try optionalBlock(declaring: variables, as: enclosure) else {
      throw Diagnostic(
        code: .missingBlock, message: "`\(signature.verb)` needs a block", span: end,
        remedy: usage)
    }
    return block
  }

  /// The block of the statement, bound, if it has one.
  package mutating func optionalBlock(
    declaring variables: [Name] = [], as enclosure: Enclosure = .other
  ) throws(Diagnostic) -> Block? {
    guard let position = items.indices.first(where: { isBlock($0) && !used.contains($0) })
    else { return nil }
    used.insert(position)
    var statements: [Statement] = []
    if case .block(let written) = items[position].kind { statements = written }
    switch context {
    case .loading(let binder):
      return try binder.block(
        statements, span: items[position].span, declaring: variables, as: enclosure)
    case .running(let blocks, _):
      let ordinal = items.indices[..<position].count(where: isBlock)
      return ordinal < blocks.count ? blocks[ordinal] : nil
    }
  }

  /// The statements of the statement's block as they were written, if it has one: no verb of
  /// theirs is looked for.
  mutating func writtenBlock() -> (statements: [Statement], span: SourceSpan)? {
    guard let position = items.indices.first(where: { isBlock($0) && !used.contains($0) })
    else { return nil }
    used.insert(position)
    guard case .block(let statements) = items[position].kind else {
      return ([], items[position].span)
    }
    return (statements, items[position].span)
  }

  /// A reader of a statement that is no statement of the language, its first word an argument.
  func reader(of statement: Statement) -> ArgumentReader {
    let first = Item(.word(.text(statement.verb)), span: statement.verbSpan)
    return ArgumentReader(
      entry, items: [first] + statement.items, span: statement.span, context: context)
  }

  /// The text of the statement's heredoc with its place, if it has one.
  package mutating func heredoc() -> (text: String, span: SourceSpan)? {
    for position in items.indices where !used.contains(position) {
      guard case .heredoc(let text) = items[position].kind else { continue }
      used.insert(position)
      return (text, items[position].span)
    }
    return nil
  }

  /// Whether the statement stands in the block of a transaction; nil: known since it was loaded.
  var isInTransaction: Bool? {
    if case .loading(let binder) = context { binder.isInTransaction } else { nil }
  }

  // MARK: - What is declared while loading

  /// Makes a variable known from here to the end of the block the statement stands in.
  func declare(_ name: Name) {
    if case .loading(let binder) = context { binder.declare(name) }
  }

  /// Binds the statement's block as the body of a definition, known from here on.
  mutating func define(
    _ name: Mention, parameters: [Mention]
  ) throws(Diagnostic) -> Definition {
    guard case .loading(let binder) = context else {
      throw unsupported("definitions with variables are", at: span)
    }
    return try binder.define(name, parameters: parameters, body: &self)
  }

  /// Binds the statements of another file.
  func include(_ path: String, at span: SourceSpan) throws(Diagnostic) -> Block {
    guard case .loading(let binder) = context else {
      throw unsupported("includes with variables are", at: span)
    }
    return try binder.include(path, at: span)
  }

  /// Binds the statements of a text that Parley brings along.
  func place(_ text: String, named name: String) throws(Diagnostic) -> Block {
    guard case .loading(let binder) = context else {
      throw unsupported("`\(signature.verb)` with variables is", at: span)
    }
    let source = SourceFile(canonicalName: name, name: name, bytes: Array(text.utf8))
    return try binder.place(source, at: span)
  }

  // MARK: - Boundaries

  mutating func advance() {
    used.insert(index)
    index += 1
  }

  private var isAtBoundary: Bool {
    guard index < limit, !used.contains(index) else { return true }
    switch items[index].kind {
    case .word: return limit == items.count && (isKeyword(index) || isOption(index))
    case .block, .heredoc, .symbol(.ampersand): return true
    case .literal: return isEmptyBlock(index)
    case .symbol: return false
    }
  }

  /// Whether an item is a block; `{}` reads as an empty object, and is one where no block can be.
  func isBlock(_ position: Int) -> Bool { items[position].isBlock || isEmptyBlock(position) }

  private func isEmptyBlock(_ position: Int) -> Bool {
    guard position == items.count - 1, signature.takesBlock,
      case .literal(.object(let members)) = items[position].kind, members.isEmpty
    else { return false }
    guard position > 0, case .symbol = items[position - 1].kind else { return true }
    return false
  }

  private func isKeyword(_ position: Int) -> Bool {
    guard let word = items[position].plainWord, !followsSymbol(position) else { return false }
    for keyword in signature.keywords where keyword.hasSameText(as: word) { return true }
    return false
  }

  private func isOption(_ position: Int) -> Bool {
    guard position + 1 < items.count, items[position + 1].glued,
      case .symbol(.equal) = items[position + 1].kind, let word = items[position].plainWord
    else { return false }
    return !isReadingPredicate || signature.options.contains { $0.hasSameText(as: word) }
  }

  private func followsSymbol(_ position: Int) -> Bool {
    guard position > 0, items[position].glued, case .symbol = items[position - 1].kind else {
      return false
    }
    return true
  }

  private func unread(_ word: String) -> Int? {
    for position in items.indices
    where items[position].isWord(word) && !used.contains(position) && !followsSymbol(position) {
      return position
    }
    return nil
  }

  private func unreadOption(_ name: String) -> Int? {
    for position in items.indices.dropLast()
    where items[position].isWord(name) && !used.contains(position) {
      guard case .symbol(.equal) = items[position + 1].kind, items[position + 1].glued else {
        continue
      }
      return position
    }
    return nil
  }

  /// Whether an item has been read.
  func isUsed(_ position: Int) -> Bool { used.contains(position) }
}

/// A set of positions in a statement; without storage for the first 64.
struct ItemSet {
  private var low: UInt64 = 0
  private var high: [Bool] = []

  mutating func insert(_ position: Int) {
    guard position >= 64 else {
      low |= 1 << UInt64(position)
      return
    }
    while high.count <= position - 64 { high.append(false) }
    high[position - 64] = true
  }

  func contains(_ position: Int) -> Bool {
    position < 64
      ? low >> UInt64(position) & 1 == 1
      : position - 64 < high.count && high[position - 64]
  }
}

extension Item {
  /// The word, if this is a bare word without variables.
  var plainWord: String? {
    if case .word(let template) = kind { template.plain } else { nil }
  }

  /// Whether this is a block.
  var isBlock: Bool {
    if case .block = kind { true } else { false }
  }

  /// Whether this is this bare word.
  func isWord(_ word: String) -> Bool {
    if case .word(let template) = kind, let plain = template.plain {
      plain.hasSameText(as: word)
    } else {
      false
    }
  }
}
