import Replication
import ScriptSyntax

/// A predicate that a script has named: `predicate NAME lua <<END`.
package struct NamedPredicate: Sendable {
  /// Its name, where it was declared.
  let name: Mention
  /// What it says of a node.
  let predicate: LocalPredicate
}

extension KnownNames {
  /// Makes a predicate known, in the place of another of its name.
  mutating func declare(_ predicate: NamedPredicate) {
    predicates.removeAll { $0.name.name == predicate.name.name }
    predicates.append(predicate)
  }

  /// The predicate of this name.
  func predicate(_ name: Name) -> NamedPredicate? { predicates.last { $0.name.name == name } }
}

/// A named predicate at nodes, as a judgement.
struct LocalSubject: Sendable {
  let named: NamedPredicate
  /// nil: every node.
  let nodes: NodeSelector?
  let span: SourceSpan
}
