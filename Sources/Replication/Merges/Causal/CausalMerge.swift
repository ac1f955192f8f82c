import Causality

/// A type whose state is a `CausalState`: it can also stand in a map.
struct CausalMerge: Sendable {
  /// The name people write.
  let name: String
  /// One sentence: what survives.
  let summary: String
  /// The operations it takes.
  let operations: [MergeOperation.Kind]
  /// The options it takes.
  var options: [StrategyOption] = []
  /// The parameters where none is stated.
  var defaults = StrategyParameters()
  /// Whether operations may lead to fields inside it.
  var takesPaths = false
  /// What its reading depends on beside its name; nothing: the name is enough.
  var variant: @Sendable (StrategyParameters) -> String? = { _ in nil }
  /// Leaves and takes away traces under a path. The write is counted as included afterwards.
  let apply: Apply
  /// What a reader sees of the traces under a path of this length.
  let read: @Sendable (CausalView) -> [Value]

  typealias Apply =
    @Sendable (inout CausalState, [Value], MergeOperation, MergeContext) throws(MergeError) -> Void
}

/// The traces below one place of a state.
struct CausalView {
  /// All of them, in the order of paths.
  let runs: ArraySlice<DotRun>
  /// How many steps of their paths lead to the place.
  let depth: Int
  /// The type of the whole, with what readings depend on.
  let type: String

  /// The step below the place that a trace stands at.
  func step(_ run: DotRun) -> Value { run.path.count > depth ? run.path[depth] : .null }

  /// The traces by the step below the place, in order.
  var steps: [(step: Value, runs: ArraySlice<DotRun>)] {
    var result: [(step: Value, runs: ArraySlice<DotRun>)] = []
    var start = runs.startIndex
    for at in runs.indices where at + 1 == runs.endIndex || step(runs[at + 1]) != step(runs[at]) {
      result.append((step(runs[at]), runs[start...at]))
      start = at + 1
    }
    return result
  }
}

extension CausalView {
  /// The elements at which some trace says true and none says false, in order.
  var elementsWithoutRemoval: [Value] {
    steps.filter { $0.runs.allSatisfy { $0.payload == .bool(true) } }.map(\.step)
  }
}

extension MergeDefinition {
  /// A type of causal states.
  init(_ merge: CausalMerge) {
    @Sendable func type(_ parameters: StrategyParameters) -> String {
      merge.variant(parameters).map { "\(merge.name) \($0)" } ?? merge.name
    }
    let traces: Views.Traces = { value, path in
      CausalState(value)?.traces(inFields: path) ?? []
    }
    self.init(
      name: merge.name, summary: merge.summary, operations: merge.operations,
      options: merge.options, defaults: merge.defaults, takesPaths: merge.takesPaths,
      apply: { (value, operation, context) throws(MergeError) in
        var state =
          value.flatMap { CausalState($0) } ?? CausalState(type: type(context.parameters))
        try merge.apply(&state, [], operation, context)
        state.include(context.dot)
        return state.encoded
      },
      merge: { one, other in
        guard let left = CausalState(one), let right = CausalState(other) else { return one }
        return left.merging(right).encoded
      },
      effects: .ofCausalStates,
      read: { value in
        guard let state = CausalState(value) else { return [] }
        return merge.read(CausalView(runs: state.live[...], depth: 0, type: state.type))
      },
      isState: { value, parameters in CausalState(value)?.type == type(parameters) },
      portray: { value, name in CausalState(value)?.portrayed(name) ?? value },
      traces: merge.takesPaths ? traces : nil)
  }
}
