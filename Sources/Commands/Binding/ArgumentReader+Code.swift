import LuaStrategies
import ScriptSyntax

extension ArgumentReader {
  /// The statement's code, compiled: what stands in its `<<END`, or in a file (`file="carts.lua"`).
  ///
  /// Mistakes of the code are told at its own lines.
  mutating func code() throws(Diagnostic) -> LuaProgram {
    let heredoc = heredoc()
    guard try option("file") else {
      guard let heredoc else {
        let form = signature.syntax.first { $0.utf8.suffix(5).elementsEqual("<<END".utf8) }
        throw Diagnostic(
          code: .missingArgument, message: "`\(signature.verb)` needs its code", span: end,
          remedy: "write `\(form ?? "<<END")`, lines of Lua, and a line `END`; or `file=\"FILE\"`")
      }
      return try compile(heredoc.text, at: heredoc.span, below: heredoc.span)
    }
    if let item = next, item.hasVariables {
      throw wrongKind(
        "a file name without variables", item, remedy: "files are read before anything runs")
    }
    let (path, span) = try file()
    if let heredoc {
      throw Diagnostic(
        code: .surplusArgument, message: "the code stands here and in a file", span: heredoc.span,
        remedy: "keep one of them")
    }
    guard case .loading(let binder) = context else {
      throw unsupported("`file=` beside variables is", at: span)
    }
    let index = try binder.source(path, at: span)
    let unit = binder.library[index]
    guard String(validating: unit.text.bytes, as: UTF8.self) != nil else {
      throw Diagnostic(
        code: .notUTF8, message: "\"\(path)\" is no UTF-8", span: span, remedy: nil)
    }
    return try compile(unit.code, at: span, below: SourceSpan(file: index, start: -1, end: -1))
  }

  /// Passes over code that cannot be compiled yet, since variables stand beside it.
  mutating func skipCode() throws(Diagnostic) {
    _ = heredoc()
    if try option("file") { _ = try file() }
  }

  /// Compiles code whose first line stands below the start of a span, if that has a start.
  private func compile(
    _ text: String, at span: SourceSpan, below label: SourceSpan
  ) throws(Diagnostic) -> LuaProgram {
    do throws(LuaFault) {
      return try LuaProgram(text)
    } catch {
      throw Diagnostic(
        code: .luaError, message: "the code does not load: \(error.message)",
        span: place(of: error.line, below: label) ?? span, remedy: "`help lua` tells what there is")
    }
  }

  private func place(of line: Int?, below label: SourceSpan) -> SourceSpan? {
    guard let line, case .loading(let binder) = context else { return nil }
    let text = binder.library[label.file].text
    let above = label.start < 0 ? 0 : text.position(of: Int(label.start)).line
    let range = text.offsets(ofLine: above + line)
    return SourceSpan(file: label.file, start: range.start, end: range.end)
  }

  // MARK: - Predicates by name

  /// The predicate of this name, if one was declared before.
  func predicate(named name: Name) -> NamedPredicate? {
    switch context {
    case .loading(let binder): binder.known.predicate(name)
    case .running(_, let known): known.predicate(name)
    }
  }

  /// Makes a predicate known from here on.
  func declare(_ predicate: NamedPredicate) throws(Diagnostic) {
    guard case .loading(let binder) = context else {
      throw unsupported("predicates with variables are", at: span)
    }
    try binder.declare(predicate)
  }

  /// A name for a predicate: no word of predicates, and no variable.
  mutating func predicateName() throws(Diagnostic) -> Mention {
    guard let item = next, !item.hasVariables else {
      throw missing("a name that holds no variable")
    }
    let name = try newName()
    guard PredicateWords.all.contains(where: { $0.hasSameText(as: name.name.text) }) else {
      return name
    }
    throw Diagnostic(
      code: .duplicateDefinition, message: "`\(name.name.text)` is a judgement of its own",
      span: name.span, remedy: "choose another name")
  }
}
