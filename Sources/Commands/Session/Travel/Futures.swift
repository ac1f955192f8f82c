import ScriptSyntax

/// The futures that run beside each other: `fork` makes one more, `switch` goes to another.
package struct Futures: Sendable {
  /// A future that is not the present one.
  struct Other: Sendable {
    let name: Name
    let session: Future
  }

  /// What the present one is called.
  private(set) var current = Name("main")
  /// The others, in the order they were left or made.
  private(set) var others: [Other] = []
  /// How many were ever made.
  private(set) var count = 0

  /// One future, `main`.
  package init() {}

  /// Their names, sorted; the present one's included.
  var names: [Name] { (others.map(\.name) + [current]).sorted() }

  /// The future of this name that is not the present one.
  subscript(name: Name) -> Future? { others.first { $0.name == name }?.session }

  /// Adds a future.
  mutating func add(_ name: Name, _ session: Future) {
    others.append(Other(name: name, session: session))
    count += 1
  }

  /// Goes to another future; the present one is kept as it is.
  mutating func `switch`(to name: Name, leaving session: Future) {
    others.removeAll { $0.name == name }
    others.append(Other(name: current, session: session))
    current = name
  }
}

/// A session that was left, with the points it can go to.
final class Future: Sendable {
  private let session: Session

  /// Keeps a copy of a session; `number`, where it is a new future, numbers what comes next in it.
  init(_ session: borrowing Session, number: Int? = nil) {
    var copy = session.fork()
    copy.journey.futures = Futures()
    copy.journey.failure = nil
    if let number { copy.journey.timeline.branch(number) }
    self.session = copy
  }

  /// The session, to go on from.
  func reopened() -> Session { session.fork() }
}
