import Causality

/// What writes have left in a typed value and nothing has taken away yet.
package struct MergeTrace: Sendable {
  /// The fields below the place that was asked about.
  package let fields: [String]
  /// Where in the value: an element; nil: all of it.
  package let element: Value?
  /// What stands there; null: that it stands there is all.
  package let content: Value
  /// The last of the writes that left it.
  package let dot: Dot
  /// How many writes of that replica left the same, without a gap.
  package let count: Int
}

extension CausalState {
  /// What is left in a field of a map, or, without a path, anywhere.
  ///
  /// Of a field that nothing is left in but that it is there: the updates that keep it there.
  func traces(inFields path: [String]) -> [MergeTrace] {
    guard !path.isEmpty else { return live.map { MergeTrace($0, below: 0) } }
    let all = live.filter { $0.leads(through: path) }
    let contents = all.filter { !$0.marksPresence(below: path.count * 3 - 3) }
    return (contents.isEmpty ? all : contents).map { MergeTrace($0, below: path.count * 3) }
  }
}

extension DotRun {
  /// Whether it says no more than that a field is there, behind so many steps of maps.
  fileprivate func marksPresence(below depth: Int) -> Bool {
    guard path.count > depth + 1, case .bool(let isContent) = path[depth + 1] else { return false }
    return !isContent || marksPresence(below: depth + 3)
  }

  /// Whether the run lies in a field that is reached by these names.
  fileprivate func leads(through names: [String]) -> Bool {
    guard path.count >= names.count * 3 else { return false }
    return names.enumerated().allSatisfy { at, name in
      path[at * 3] == .string(name)
        && (at + 1 == names.count || path[at * 3 + 1] == .bool(true))
    }
  }
}

extension MergeTrace {
  /// A run, its place counted from behind so many steps.
  fileprivate init(_ run: DotRun, below depth: Int) {
    var fields: [String] = []
    var rest = run.path.dropFirst(depth)
    while rest.count > 2, case .string(let name) = rest[rest.startIndex],
      case .bool = rest[rest.startIndex + 1]
    {
      fields.append(name)
      rest = rest.dropFirst(3)
    }
    let type = run.path.dropLast().last
    self.init(
      fields: fields, element: rest.first { $0 != .null },
      content: type == .string(CausalMerge.lwwRegister.name)
        ? CausalMerge.assigned(run.payload) : run.payload, dot: run.last,
      count: run.counters.count)
  }
}
