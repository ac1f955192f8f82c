import ScriptSyntax

/// A statement, bound: its arguments are known to be of the right kinds.
///
/// `init` reads the arguments: positionals first, then clauses, options and flags in any order;
/// what it leaves unread is a diagnostic. A command is made once and may run many times.
package protocol Command: Sendable {
  /// The verb and its arguments.
  static var signature: Signature { get }
  /// Reads the arguments.
  init(_ arguments: inout ArgumentReader) throws(Diagnostic)
  /// Does it. Refusals leave through `Halt`.
  func run(in session: inout Session, into sink: inout some Sink) throws(Halt)
  /// Whether `undo` takes it back by itself; else it only looks, or moves in time.
  var isUnit: Bool { get }
  /// Whether it is no more than the statements of its block, one after the other.
  var isTransparent: Bool { get }
}

extension Command {
  /// What neither looks nor judges nor moves in time.
  package var isUnit: Bool { Self.signature.group.changesThings }
  /// Hardly any is.
  package var isTransparent: Bool { false }
}

extension VerbGroup {
  /// Whether its verbs change what there is.
  fileprivate var changesThings: Bool {
    switch self {
    case .looking, .checking, .travel: false
    case .topology, .clients, .strategies, .quorums, .faults, .time, .session: true
    }
  }
}

/// Statements between braces, bound.
package struct Block: Sendable {
  /// In the order written.
  package let statements: [BoundStatement]
  /// The braces and what is between them.
  package let span: SourceSpan
}

/// A statement with the command it was bound to.
package struct BoundStatement: Sendable {
  /// What runs.
  package enum Body: Sendable {
    /// Bound for good.
    case command(any Command)
    /// A call of a definition.
    case call(Call)
    /// Holds variables: checked when loaded, bound when it runs.
    case deferred(Deferred)
  }

  /// What runs.
  package let body: Body
  /// Where it stands.
  package let span: SourceSpan
}

/// A statement with variables in it.
package final class Deferred: Sendable {
  /// How its kind of statement is bound.
  let entry: VerbEntry
  /// The statement as it was written.
  let statement: Statement
  /// Its blocks in order, bound already: their own variables are bound when they run.
  let blocks: [Block]

  init(entry: VerbEntry, statement: Statement, blocks: [Block]) {
    self.entry = entry
    self.statement = statement
    self.blocks = blocks
  }
}

/// How a verb is bound: one a verb of the table, one a definition.
package final class VerbEntry: Sendable {
  /// The verb and its arguments.
  package let signature: Signature
  /// Reads the arguments of one statement.
  let bind: @Sendable (inout ArgumentReader) throws(Diagnostic) -> BoundStatement.Body

  init(
    _ signature: Signature,
    bind: @escaping @Sendable (inout ArgumentReader) throws(Diagnostic) -> BoundStatement.Body
  ) {
    self.signature = signature
    self.bind = bind
  }

  convenience init<C: Command>(_ command: C.Type) {
    self.init(C.signature) { (arguments: inout ArgumentReader) throws(Diagnostic) in
      .command(try C(&arguments))
    }
  }
}
