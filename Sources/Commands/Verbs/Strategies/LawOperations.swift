import Causality
import Replication
import ScriptSyntax

// What `laws` is told to try types with: `{ add milk; remove milk }`.
extension ArgumentReader {
  /// The operations in the statement's block, in order, and where they stand; nil: it has none.
  mutating func operations() throws(Diagnostic) -> [(operation: MergeOperation, span: SourceSpan)]?
  {
    guard let (statements, span) = writtenBlock() else { return nil }
    guard (1...100).contains(statements.count) else {
      throw Diagnostic(
        code: .outOfRange, message: "`laws` takes 1 to 100 operations", span: span,
        remedy: "write `{ add milk; remove milk }`")
    }
    var operations: [(operation: MergeOperation, span: SourceSpan)] = []
    for statement in statements {
      var reader = self.reader(of: statement)
      operations.append((try reader.operation(), statement.span))
    }
    return operations
  }

  /// An operation with its operands, behind the fields that lead to it: `tags add milk`.
  private mutating func operation() throws(Diagnostic) -> MergeOperation {
    if let item = items.first(where: \.hasVariables) {
      throw unsupported("variables in the operations of `laws` are", at: item.span)
    }
    var path: [String] = []
    if let word = nextWord, MergeOperation.Kind(rawValue: word) == nil, items.count > 1,
      items[1].plainWord.flatMap({ MergeOperation.Kind(rawValue: $0) }) != nil
    {
      path = word.split(separator: "/").map(String.init)
      _ = take()
    }
    let kind = try choice(of: MergeOperation.Kind.self)
    let operation = MergeOperation(kind, try operands(of: kind), path: path)
    try finish()
    return operation
  }
}

extension Session {
  /// Refuses operations that the type does not have, or that lack what it takes.
  func check(
    _ operations: [(operation: MergeOperation, span: SourceSpan)], _ strategy: Strategy,
    at span: SourceSpan
  ) throws(Halt) {
    guard let merge = strategy.definition.merge else {
      throw refusal(
        .type, "`\(strategy.definition.name)` takes values, not operations", at: span,
        remedy: "write `values=[1, 2, 3]` in place of the block")
    }
    let context = MergeContext(dot: Dot(ReplicaID(0), 1), parameters: strategy.parameters)
    for (operation, span) in operations {
      do throws(MergeError) {
        _ = try merge.apply(nil, operation, context)
      } catch {
        switch error {
        // What others have written may be what it needs.
        case .outOfText, .overflow: continue
        default: throw refusal(of: error, at: span)
        }
      }
    }
  }
}
