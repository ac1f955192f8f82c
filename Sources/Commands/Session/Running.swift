import ScriptSyntax

extension Session {
  /// Runs the statements of a block in order; its variables end with it.
  package mutating func run(_ block: Block, into sink: inout some Sink) throws(Halt) {
    let mark = try enter(block)
    defer { environment.restore(mark) }
    for statement in block.statements { try run(statement, into: &sink) }
  }

  /// Begins a block; restoring the mark ends it. Refused (`budget`) where blocks nest too deep.
  mutating func enter(_ block: Block) throws(Halt) -> Environment.Mark {
    let mark = environment.mark
    guard environment.enterBlock() else {
      environment.restore(mark)
      throw refusal(
        .budget, "blocks and calls nest more than \(Environment.depthLimit) deep", at: block.span)
    }
    return mark
  }

  /// Runs a block with a variable of its own, noting the step on the way; counts as a statement.
  mutating func run(
    _ block: Block, with variable: Name, as value: Fragment, step: Environment.Step,
    into sink: inout some Sink
  ) throws(Halt) {
    try spendStatement(at: block.span, sink)
    let mark = environment.mark
    environment.enter(step)
    environment.setLocal(variable, to: value)
    defer { environment.restore(mark) }
    try run(block, into: &sink)
  }

  /// Runs the statements of an included file: as if they stood here, variables included.
  mutating func runInPlace(_ block: Block, into sink: inout some Sink) throws(Halt) {
    for statement in block.statements { try run(statement, into: &sink) }
  }

  /// Runs a statement of the top level and tells what happened; returns why it ended early, if so.
  mutating func halt(of statement: BoundStatement, into sink: inout some Sink) -> Halt? {
    defer { tell(into: &sink) }
    do throws(Halt) {
      try run(statement, into: &sink)
      return nil
    } catch {
      return error
    }
  }

  /// Runs one statement.
  package mutating func run(_ statement: BoundStatement, into sink: inout some Sink) throws(Halt) {
    guard journey.record == nil else { return try runRecorded(statement, into: &sink) }
    try perform(statement, into: &sink)
  }

  /// Runs one statement, as part of a run that is recorded or of none.
  mutating func perform(
    _ statement: BoundStatement, into sink: inout some Sink
  ) throws(Halt) {
    try spendStatement(at: statement.span, sink)
    do throws(Halt) {
      try run(statement.body, into: &sink)
    } catch {
      world.failure = nil
      throw error
    }
    if world.hasFailed || !names.invariants.isEmpty { try inspect(at: statement.span) }
  }

  /// Counts a statement that is about to run, and looks whether the user wants to stop.
  mutating func spendStatement(
    at span: SourceSpan, _ sink: borrowing some Sink
  ) throws(Halt) {
    allowance.statements -= 1
    guard allowance.statements >= 0 else {
      throw spent("\(options.statementLimit) statements have run", "statements", at: span)
    }
    try look(sink, at: span)
  }

  /// Looks whether the user wants to stop, and whether the run has brought about too much; where
  /// many events happen, now and then.
  func look(_ sink: borrowing some Sink, at span: SourceSpan) throws(Halt) {
    if sink.isStopping { throw .interrupted }
    guard world.eventCount <= allowance.lastEvent else {
      throw spent("more than \(options.eventLimit) events have happened", "events", at: span)
    }
  }

  /// Gives a program what it may use up.
  mutating func beginAllowance() {
    allowance = Allowance(statements: options.statementLimit)
    let (last, isBeyond) = world.eventCount.addingReportingOverflow(options.eventLimit)
    allowance.lastEvent = isBeyond ? .max : last
  }

  /// How many events may happen before the next look.
  var eventsUntilLook: Int { min(max(allowance.lastEvent - world.eventCount, 0), 1023) + 1 }

  private mutating func run(
    _ body: BoundStatement.Body, into sink: inout some Sink
  ) throws(Halt) {
    switch body {
    case .command(let command): try command.run(in: &self, into: &sink)
    case .call(let call): try run(call, into: &sink)
    case .deferred(let deferred): try run(try bind(deferred), into: &sink)
    }
  }

  private mutating func run(_ call: Call, into sink: inout some Sink) throws(Halt) {
    let mark = environment.mark
    let outer = environment.exchangeLocals([])
    for (parameter, argument) in zip(call.definition.parameters, call.arguments) {
      environment.setLocal(parameter, to: argument)
    }
    environment.enter(.call(call.definition.name.name.text, call.span))
    defer {
      _ = environment.exchangeLocals(outer)
      environment.restore(mark)
    }
    try run(call.body, into: &sink)
  }

  /// Binds a statement with the values its variables have now.
  func bind(_ deferred: Deferred) throws(Halt) -> BoundStatement.Body {
    var substitution = Substitution(environment)
    do {
      let items = try substitution.items(deferred.statement.items)
      var arguments = ArgumentReader(
        deferred.entry, items: items, span: deferred.statement.span,
        context: .running(deferred.blocks, environment.known))
      let body = try deferred.entry.bind(&arguments)
      try arguments.finish()
      return body
    } catch let error as SubstitutionError {
      throw unfit(error)
    } catch let error as Diagnostic {
      let message = "\(error.message), where \(substitution.note)"
      throw refusal(.type, message, at: error.span, remedy: error.remedy)
    } catch {
      throw refusal(.type, "the statement cannot be bound", at: deferred.statement.span)
    }
  }

  private func unfit(_ error: SubstitutionError) -> Halt {
    guard let value = error.value else {
      return refusal(
        .type, "`$\(error.name)` has no value here", at: error.span,
        remedy: "its `let` has not run: does it stand in a block that was left?")
    }
    guard let wanted = error.wanted else {
      return refusal(
        .budget, "$\(error.name) makes the statement too large", at: error.span,
        remedy: "a statement may grow to 1 MiB, its lists to 256 levels")
    }
    return refusal(
      .type, "expected \(wanted), but $\(error.name) is \(value.shown.shortened)",
      at: error.span)
  }

  private func spent(_ message: String, _ limit: String, at span: SourceSpan) -> Halt {
    .budget(
      Complaint(
        code: ErrorCode.budget.rawValue, message: message,
        remedy: "`parley --limit \(limit)=N` sets how many; does a loop go on for ever?",
        place: place(of: span)))
  }
}
