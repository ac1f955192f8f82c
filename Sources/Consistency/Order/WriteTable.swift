import Causality

/// The writes of a history by key and dot.
struct WriteTable: Sendable {
  private struct Name: Hashable {
    var key: Int32
    var dot: Dot
  }

  private var numbers: [Name: Int] = [:]

  init(_ history: History) {
    for (number, operation) in history.operations.enumerated()
    where operation.isWrite && operation.dot.counter > 0 {
      numbers[Name(key: operation.key, dot: operation.dot)] = number
    }
  }

  /// The operation that made a version; nil: it is none of the history's.
  func number(of dot: Dot, key: Int32) -> Int? { numbers[Name(key: key, dot: dot)] }
}
