import Consistency
import Replication
import ScriptSyntax
import Simulation

/// A judgement about the world, as `expect`, `until`, `always`, `never` and `explore` read it.
package struct Predicate: Sendable {
  /// What is judged.
  let root: Judgement
  /// The whole of it.
  package let span: SourceSpan

  /// Reads a predicate up to the end of the statement or to an option of the verb.
  package init(_ arguments: inout ArgumentReader) throws(Diagnostic) {
    let start = arguments.next?.span ?? arguments.end
    arguments.isReadingPredicate = true
    root = try arguments.disjunction()
    arguments.isReadingPredicate = false
    span = SourceSpan(file: start.file, start: start.start, end: arguments.previousEnd)
  }

  /// Whether judging it performs a read, and so changes the world.
  package var performsReads: Bool { root.performsReads }
}

/// The parts of a predicate; flat lists for `and` and `or`, so that no long one runs deep.
indirect enum Judgement: Sendable {
  case not(Judgement)
  case all([Judgement])
  case any([Judgement])
  /// The one live value at every node stands so to another.
  case value(Subject, Relation, Value)
  /// No live version at any of the nodes.
  case absent(Subject)
  /// The live values at every node are these, in any order.
  case siblings(Subject, isNegated: Bool, [Value])
  case counter(CounterSubject, Relation, Int64)
  /// All nodes show equal values, of one key or of all.
  case converged(Mention?, SourceSpan)
  case quiet(SourceSpan)
  case conflict(Mention)
  case up(NodeSelector)
  /// A read at a node, performed now, answers so; nil: nothing.
  case read(ReadSubject, Relation, Value?)
  /// A key's preference list has these nodes, in this order.
  case preference(Mention, isNegated: Bool, [String])
  /// What clients saw and nodes took in was allowed.
  case history(HistorySubject)
  /// Code of the user's says yes of every node.
  case local(LocalSubject)
}

/// A key, or a field of a map, at nodes.
struct Subject: Sendable {
  let place: KeyPlace
  /// nil: every node.
  let nodes: NodeSelector?
}

/// A counter, narrowed to a node or key.
struct CounterSubject: Sendable {
  let counter: Counter
  let node: Mention?
  let key: Mention?
  let span: SourceSpan
}

/// What a judgement about the history is about.
struct HistorySubject: Sendable {
  let checker: Checker
  /// nil: all keys.
  let key: Mention?
  /// nil: all clients.
  let client: Mention?
  let span: SourceSpan
}

/// A read to be performed.
struct ReadSubject: Sendable {
  let place: KeyPlace
  let node: Mention
  let client: Mention?
  let quorum: QuorumClauses
  let span: SourceSpan
}

/// How a value found stands to the value stated.
enum Relation: Sendable {
  case equal, notEqual, less, lessEqual, greater, greaterEqual

  init?(_ symbol: Symbol) {
    switch symbol {
    case .equal: self = .equal
    case .notEqual: self = .notEqual
    case .less: self = .less
    case .lessEqual: self = .lessEqual
    case .greater: self = .greater
    case .greaterEqual: self = .greaterEqual
    default: return nil
    }
  }

  /// Whether the relation holds of things in this order.
  func holds(_ order: Ordering) -> Bool {
    switch self {
    case .equal: order == .equal
    case .notEqual: order != .equal
    case .less: order == .smaller
    case .lessEqual: order != .larger
    case .greater: order == .larger
    case .greaterEqual: order != .smaller
    }
  }
}

extension Judgement {
  /// Whether judging performs a read.
  var performsReads: Bool {
    switch self {
    case .not(let inner): inner.performsReads
    case .all(let parts), .any(let parts): parts.contains(where: \.performsReads)
    case .read: true
    default: false
    }
  }
}

/// The words of predicates that are no keys unless quoted.
package enum PredicateWords {
  /// What starts a judgement about the state.
  static let judgements = [
    "conflict", "converged", "get", "preference", "quiet", "siblings", "up",
  ]
  /// Judgements about the whole history.
  static let histories = Checker.all.map(\.name)
  /// Such judgements that are known, but not available yet.
  static let unavailable = ["causal", "causal-convergence", "causal-memory", "sequential"]
  /// Every word with a meaning at the start of a judgement.
  package static let all =
    (judgements + Counter.allCases.map(\.rawValue) + histories + unavailable + ["not"]).sorted()
}
