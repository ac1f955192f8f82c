import ScriptSyntax

/// Values in the place of variables, bodies in that of calls: a script with fewer statements.
enum VariableInlining {
  /// The scenario without the `let` at a position, or without the `define` that is called once;
  /// nil where there is none, or its value does not fit.
  ///
  /// A judgement that names the variable is another text then, and the same judgement.
  static func inlined(_ index: Int, in scenario: Scenario) -> Scenario? {
    let statement = scenario.statements[index]
    switch statement.verb {
    case "let": return inlined(let: statement, index, scenario)
    case "define": return inlined(define: statement, index, scenario)
    default: return nil
    }
  }

  private static func inlined(
    let statement: Statement, _ index: Int, _ scenario: Scenario
  ) -> Scenario? {
    guard statement.items.count > 2, case .word(let word) = statement.items[0].kind,
      let name = word.plain
    else { return nil }
    let value = Array(statement.items[2...])
    guard !value.contains(where: \.hasVariables) else { return nil }
    let replacement = Replacement(name, value)
    guard let rest = replacement.applied(to: Array(scenario.statements[(index + 1)...])) else {
      return nil
    }
    var result = scenario
    result.statements.replaceSubrange(index..., with: rest)
    if scenario.failure.kind == .judgement {
      guard let subject = replace(in: scenario.failure.subject, replacement) else { return nil }
      result.failure.subject = subject
    }
    return result
  }

  /// The judgement with the value in the place of the variable.
  private static func replace(in subject: String, _ replacement: Replacement) -> String? {
    let source = SourceText(name: "<predicate>", bytes: Array("expect \(subject)".utf8))
    let statements = Parser.parse(source).statements
    guard let replaced = replacement.applied(to: statements), replaced != statements else {
      return subject
    }
    return String(ScriptPrinter.print(replaced).dropFirst("expect ".count).dropLast())
  }

  private static func inlined(
    define statement: Statement, _ index: Int, _ scenario: Scenario
  ) -> Scenario? {
    guard case .word(let word)? = statement.items.first?.kind, let name = word.plain,
      let body = statement.items.last?.block
    else { return nil }
    let rest = scenario.statements[(index + 1)...]
    let calls = rest.indices.filter { rest[$0].verb.hasSameBytes(as: name) }
    guard calls.count == 1, let call = calls.first,
      let values = arguments(of: rest[call], count: statement.items.count - 2)
    else { return nil }
    var statements = body
    for (parameter, value) in zip(statement.items[1...], values) {
      guard case .word(let word) = parameter.kind, let name = word.plain,
        let replaced = Replacement(name, value).applied(to: statements)
      else { return nil }
      statements = replaced
    }
    var result = scenario
    result.statements.replaceSubrange(call...call, with: statements)
    result.statements.remove(at: index)
    return result
  }

  /// What a call gives each parameter: items written without a blank between them are one.
  private static func arguments(of call: Statement, count: Int) -> [[Item]]? {
    var arguments: [[Item]] = []
    for item in call.items {
      guard !item.hasVariables, item.block == nil else { return nil }
      if item.glued, !arguments.isEmpty {
        arguments[arguments.count - 1].append(item)
      } else {
        arguments.append([item])
      }
    }
    return arguments.count == count ? arguments : nil
  }
}

/// Included files in the place of the statements that include them.
struct IncludeInlining {
  private let base: String?
  private let files: Files

  init(_ source: SourceText, _ files: Files) {
    base = source.name.utf8.first == UInt8(ascii: "<") ? nil : source.name
    self.files = files
  }

  private init(base: String, _ files: Files) {
    self.base = base
    self.files = files
  }

  /// The statements with those of included files among them. They loaded: no file includes itself.
  func inline(_ statements: [Statement]) -> [Statement] {
    statements.flatMap { statement -> [Statement] in
      if let included = included(by: statement) { return included }
      var statement = statement
      for index in statement.items.indices {
        guard let block = statement.items[index].block else { continue }
        statement.items[index].kind = .block(inline(block))
      }
      return [statement]
    }
  }

  private func included(by statement: Statement) -> [Statement]? {
    guard statement.verb == "include", statement.items.count == 1,
      let path = Fragment(items: statement.items).text,
      case .success(let file) = files.read(path, base)
    else { return nil }
    let result = Parser.parse(SourceText(name: file.name, bytes: file.bytes))
    guard result.diagnostics.isEmpty else { return nil }
    return IncludeInlining(base: file.canonicalName, files)
      .inline(result.statements.map(\.unanswered))
  }
}
