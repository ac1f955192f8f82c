import ScriptSyntax

/// What a statement stands inside of.
package enum Enclosure: Sendable {
  /// A loop, `together` and all others: nothing can be defined inside.
  case other
  /// `section` and `include`: as if written at the top level.
  case section
  /// `transaction`: writes that share a leader.
  case transaction
}

/// Binds the statements of a text and of all it includes, collecting every mistake.
///
/// Lives for one load. Names known: those of earlier programs, and those bound so far.
package final class Binder {
  /// The first mistakes, in the order they were found.
  private(set) var diagnostics: [Diagnostic] = []
  /// The texts loaded so far, those of earlier programs included.
  var library: SourceLibrary
  /// What is known at the top level.
  private(set) var known: KnownNames
  /// The names that are known only here: loop variables, parameters, `let` inside blocks.
  private var locals: [Name] = []
  /// The definitions of the program that is being loaded.
  private var newDefinitions: [Mention] = []
  /// The predicates of the program that is being loaded.
  private var newPredicates: [Mention] = []
  /// What is around the statement that is being bound.
  private var nesting = Nesting()
  /// The files to include from.
  private let files: Files
  /// Whether the text was a session's: there a name may be given anew, entry by entry.
  private let isSaved: Bool

  init(library: SourceLibrary, known: KnownNames, files: Files, isSaved: Bool = false) {
    self.library = library
    self.files = files
    self.known = known
    self.isSaved = isSaved
  }

  /// How many of what are around a statement.
  private struct Nesting {
    /// Blocks that are no sections.
    var closed = 0
    /// Blocks of any kind.
    var blocks = 0
    /// Blocks and includes.
    var all = 0
    /// Whether the innermost block is a transaction's.
    var isTransaction = false
  }

  /// Whether the innermost block around is a transaction's.
  var isInTransaction: Bool { nesting.isTransaction }

  // MARK: - Statements

  /// Binds statements; those that cannot be bound are reported and left out.
  func bind(_ statements: [Statement]) -> [BoundStatement] {
    var bound: [BoundStatement] = []
    bound.reserveCapacity(statements.count)
    for statement in statements {
      do throws(Diagnostic) {
        bound.append(try bind(statement))
      } catch {
        report(error)
      }
    }
    return bound
  }

  /// Notes a mistake; of very many, only the first.
  private func report(_ diagnostic: Diagnostic) {
    guard diagnostics.count < Self.listedDiagnostics else { return }
    guard diagnostics.count < Self.listedDiagnostics - 1 else {
      diagnostics.append(
        Diagnostic(
          code: .tooManyErrors, message: "there are more mistakes, from here on",
          span: diagnostic.span, remedy: nil))
      return
    }
    diagnostics.append(diagnostic)
  }

  private static var listedDiagnostics: Int { 200 }
  /// How deep blocks may nest, those around an `include` counted.
  private static var depthLimit: Int { 512 }

  private func bind(_ statement: Statement) throws(Diagnostic) -> BoundStatement {
    let entry = try entry(of: statement)
    if statement.asksForHelp, CommandTable.entry(statement.verb) != nil {
      let body = BoundStatement.Body.command(HelpCommand(entry.signature))
      return BoundStatement(body: body, span: statement.span)
    }
    let hasVariables = reportUnknownVariables(in: statement)
    var arguments = ArgumentReader(
      entry, items: statement.items, span: statement.span, context: .loading(self))
    blocks.append([])
    defer { blocks.removeLast() }
    let body = try entry.bind(&arguments)
    try arguments.finish()
    guard hasVariables else { return BoundStatement(body: body, span: statement.span) }
    let deferred = Deferred(entry: entry, statement: statement, blocks: blocks.last ?? [])
    return BoundStatement(body: .deferred(deferred), span: statement.span)
  }

  /// The blocks bound so far, of each statement that is being bound.
  private var blocks: [[Block]] = []

  private func entry(of statement: Statement) throws(Diagnostic) -> VerbEntry {
    if let entry = CommandTable.entry(statement.verb) { return entry }
    if let definition = known.definitions[Name(statement.verb)] { return definition.entry }
    if AbsentVerbs.isLater(statement.verb) {
      throw Diagnostic(
        code: .unsupported, message: "`\(statement.verb)` is not available in this version",
        span: statement.verbSpan, remedy: "`help` lists the verbs that are")
    }
    let verbs = CommandTable.verbs + known.definitions.names
    throw Diagnostic(
      code: .unknownVerb, message: "there is no verb `\(statement.verb)`",
      span: statement.verbSpan,
      remedy: AbsentVerbs.remedy(for: statement.verb, among: verbs))
  }

  // MARK: - Blocks and names

  /// Binds a block in which these variables are known as well.
  func block(
    _ statements: [Statement], span: SourceSpan, declaring variables: [Name],
    as enclosure: Enclosure
  ) throws(Diagnostic) -> Block {
    let outer = locals.count
    locals += variables
    nesting.blocks += 1
    let wasInTransaction = isInTransaction
    nesting.isTransaction = enclosure == .transaction
    if enclosure != .section { nesting.closed += 1 }
    defer {
      if enclosure != .section { nesting.closed -= 1 }
      nesting.isTransaction = wasInTransaction
      nesting.blocks -= 1
      locals.removeSubrange(outer...)
    }
    let block = Block(statements: try nested(statements, at: span), span: span)
    if !blocks.isEmpty { blocks[blocks.count - 1].append(block) }
    return block
  }

  private func nested(
    _ statements: [Statement], at span: SourceSpan
  ) throws(Diagnostic) -> [BoundStatement] {
    nesting.all += 1
    defer { nesting.all -= 1 }
    guard nesting.all <= Self.depthLimit else {
      throw Diagnostic(
        code: .nesting, message: "blocks and includes nest more than \(Self.depthLimit) deep",
        span: span, remedy: nil)
    }
    return bind(statements)
  }

  /// Makes a variable known from here to the end of the block.
  func declare(_ name: Name) {
    if nesting.blocks == 0 {
      if !known.variables.contains(name) { known.variables.append(name) }
    } else {
      locals.append(name)
    }
  }

  /// Reports every variable of a statement's own items that nothing defines; says whether there are
  /// variables at all.
  private func reportUnknownVariables(in statement: Statement) -> Bool {
    var found = false
    for item in statement.items where item.hasVariables {
      found = true
      item.forEachVariable { name in
        let name = Name(name)
        guard !locals.contains(name), !known.variables.contains(name) else { return }
        let names = (locals + known.variables).map(\.text)
        report(
          Diagnostic(
            code: .unknownVariable, message: "there is no variable `$\(name.text)` here",
            span: item.span,
            remedy: suggestion(for: name.text, among: names)
              ?? "define it before: `let \(name.text) = …`"))
      }
    }
    return found
  }

  // MARK: - Definitions

  /// Binds a definition's body and makes it known from here on.
  func define(
    _ name: Mention, parameters: [Mention], body: inout ArgumentReader
  ) throws(Diagnostic) -> Definition {
    if nesting.closed > 0 {
      throw Diagnostic(
        code: .misplacedStatement, message: "`define` stands at the top level or in a section",
        span: body.span, remedy: "move it before the block")
    }
    if CommandTable.entry(name.name.text) != nil {
      throw Diagnostic(
        code: .duplicateDefinition, message: "`\(name.name.text)` is a verb", span: name.span,
        remedy: "choose another name")
    }
    if !isSaved, let first = newDefinitions.first(where: { $0.name == name.name }) {
      throw Diagnostic(
        code: .duplicateDefinition,
        message: "`\(name.name.text)` is defined already, at \(library.site(of: first.span))",
        span: name.span, remedy: "choose another name")
    }
    let outer = (locals, known.definitions)
    locals = []
    known.definitions.insert(Definition(name, parameters: parameters.map(\.name), body: nil))
    defer { locals = outer.0 }
    let block: Block
    do throws(Diagnostic) {
      block = try body.block(declaring: parameters.map(\.name))
    } catch {
      known.definitions = outer.1
      throw error
    }
    let definition = Definition(
      name, parameters: parameters.map(\.name), body: block,
      digest: library.identity(of: [Statement(verb: name.name.text, items: body.items)]))
    known.definitions.insert(definition)
    newDefinitions.append(name)
    return definition
  }

  /// Makes a predicate known from here on.
  func declare(_ predicate: NamedPredicate) throws(Diagnostic) {
    let name = predicate.name
    if nesting.closed > 0 {
      throw Diagnostic(
        code: .misplacedStatement, message: "code stands at the top level or in a section",
        span: name.span, remedy: "move it before the block")
    }
    if !isSaved, let first = newPredicates.first(where: { $0.name == name.name }) {
      throw Diagnostic(
        code: .duplicateDefinition,
        message: "`\(name.name.text)` is a predicate already, at \(library.site(of: first.span))",
        span: name.span, remedy: "choose another name")
    }
    newPredicates.append(name)
    known.declare(predicate)
  }

  /// Reads a file that holds no statements; returns its index in the library.
  func source(_ path: String, at span: SourceSpan) throws(Diagnostic) -> Int32 {
    try library.add(try read(path, at: span), includedAt: span)
  }

  // MARK: - Includes

  /// Binds the statements of another file, as if they stood here.
  func include(_ path: String, at span: SourceSpan) throws(Diagnostic) -> Block {
    try place(try read(path, at: span), at: span)
  }

  /// Binds the statements of a text, as if they stood here.
  func place(_ source: SourceFile, at span: SourceSpan) throws(Diagnostic) -> Block {
    let index = try library.add(source, includedAt: span)
    let result = Parser.parse(library[index].text, file: index)
    for diagnostic in result.diagnostics { report(diagnostic) }
    let block = Block(statements: try nested(result.statements, at: span), span: span)
    if !blocks.isEmpty { blocks[blocks.count - 1].append(block) }
    return block
  }

  private func read(_ path: String, at span: SourceSpan) throws(Diagnostic) -> SourceFile {
    let base = library[span.file].base
    switch files.read(path, base) {
    case .success(let file):
      try library.refuseCycle(to: file, at: span, files: files)
      return file
    case .failure(let problem):
      let isForbidden = problem.code == .forbidden
      throw Diagnostic(
        code: isForbidden ? .forbiddenPath : .unreadableFile,
        message: "cannot read \"\(path)\": \(problem.reason)", span: span,
        remedy: isForbidden
          ? "a script reads below its own folder, and where `parley --allow FOLDER` says"
          : "paths start at the including file's folder")
    }
  }
}

extension Statement {
  /// Whether there is nothing behind the verb but `--help` or `-h`.
  fileprivate var asksForHelp: Bool {
    guard items.count == 1, let word = items[0].plainWord else { return false }
    return word.hasSameBytes(as: "--help") || word.hasSameBytes(as: "-h")
  }
}

extension Item {
  /// Calls back for each variable in the item, in order; not for those inside blocks.
  func forEachVariable(_ body: (String) -> Void) {
    switch kind {
    case .word(let template): template.forEachVariable(body)
    case .literal(let literal): literal.forEachVariable(body)
    case .symbol, .block, .heredoc: break
    }
  }
}

extension Template {
  func forEachVariable(_ body: (String) -> Void) {
    for case .variable(let name) in parts { body(name) }
  }
}

extension Literal {
  func forEachVariable(_ body: (String) -> Void) {
    switch self {
    case .null, .bool, .int, .double, .raw: break
    case .text(let template): template.forEachVariable(body)
    case .variable(let name): body(name)
    case .array(let elements):
      for element in elements { element.forEachVariable(body) }
    case .object(let members):
      for member in members {
        member.key.forEachVariable(body)
        member.value.forEachVariable(body)
      }
    }
  }
}
