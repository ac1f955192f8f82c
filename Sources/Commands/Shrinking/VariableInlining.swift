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
    guard let calls = Calls(of: statement), calls.count(in: scenario.statements) == 1 else {
      return nil
    }
    return inlined(calls, index, scenario)
  }

  /// The scenario with a definition's body in the place of each of its calls; nil where there is no
  /// `define` at the position, nobody calls it, or an argument does not fit.
  static func inlinedEverywhere(_ index: Int, in scenario: Scenario) -> Scenario? {
    guard let calls = Calls(of: scenario.statements[index]),
      1...callLimit ~= calls.count(in: scenario.statements)
    else { return nil }
    return inlined(calls, index, scenario)
  }

  /// How many calls a definition may have whose body takes their place.
  private static var callLimit: Int { 8 }

  private static func inlined(_ calls: Calls, _ index: Int, _ scenario: Scenario) -> Scenario? {
    var result = scenario
    result.statements.remove(at: index)
    guard let statements = calls.replaced(in: result.statements) else { return nil }
    result.statements = statements
    return result
  }
}

/// The calls of a definition.
private struct Calls {
  private let name: String
  private let parameters: [String]
  private let body: [Statement]

  /// nil: it is no definition.
  init?(of statement: Statement) {
    guard statement.verb == DefineCommand.signature.verb,
      case .word(let word)? = statement.items.first?.kind, let name = word.plain,
      let body = statement.items.last?.block
    else { return nil }
    self.name = name
    self.body = body
    parameters = statement.items[1...].dropLast().compactMap {
      if case .word(let word) = $0.kind { word.plain } else { nil }
    }
  }

  /// How many there are, those in blocks counted.
  func count(in statements: [Statement]) -> Int {
    statements.reduce(0) { sum, statement in
      let inside = statement.items.compactMap(\.block).reduce(0) { $0 + count(in: $1) }
      return sum + inside + (statement.verb.hasSameBytes(as: name) ? 1 : 0)
    }
  }

  /// Statements with the body in the place of each call; nil: an argument does not fit.
  func replaced(in statements: [Statement]) -> [Statement]? {
    var result: [Statement] = []
    for statement in statements {
      if statement.verb.hasSameBytes(as: name) {
        guard let body = body(for: statement) else { return nil }
        result += body
        continue
      }
      var statement = statement
      for index in statement.items.indices {
        guard let block = statement.items[index].block else { continue }
        guard let inside = replaced(in: block) else { return nil }
        statement.items[index].kind = .block(inside)
      }
      result.append(statement)
    }
    return result
  }

  private func body(for call: Statement) -> [Statement]? {
    guard let values = arguments(of: call) else { return nil }
    var statements = body
    for (parameter, value) in zip(parameters, values) {
      guard let replaced = Replacement(parameter, value).applied(to: statements) else { return nil }
      statements = replaced
    }
    return statements
  }

  /// What a call gives each parameter: items written without a blank between them are one.
  private func arguments(of call: Statement) -> [[Item]]? {
    var arguments: [[Item]] = []
    for item in call.items {
      guard !item.hasVariables, item.block == nil else { return nil }
      if item.glued, !arguments.isEmpty {
        arguments[arguments.count - 1].append(item)
      } else {
        arguments.append([item])
      }
    }
    return arguments.count == parameters.count ? arguments : nil
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
