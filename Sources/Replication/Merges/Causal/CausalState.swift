import Causality

/// The state of every type whose operations leave traces that later ones take away.
///
/// A *trace* stands at a path, names the write that left it and carries a payload. A write that was
/// included once and whose trace is gone was taken away: it never comes back. So the join is one
/// for all types: a trace stays where both have it, or where the other has not heard of its write.
/// - Source: Almeida, Shoker, Baquero 2018, section 7; Bieniusa et al. 2012 (optimised OR-set).
struct CausalState: Hashable, Sendable {
  /// The type, with what its reading depends on.
  var type: String
  /// The writes included.
  private(set) var context = CausalContext()
  /// The traces left; normalised.
  private(set) var live: [DotRun] = []
  /// What was taken away before it arrived: writes not included yet, by path; normalised.
  private(set) var awaited: [DotRun] = []

  /// Nothing included.
  init(type: String) { self.type = type }

  init(type: String, context: CausalContext, live: [DotRun], awaited: [DotRun]) {
    self.type = type
    self.context = context
    self.live = live
    self.awaited = awaited
  }

  /// The least state that includes both.
  func merging(_ other: CausalState) -> CausalState {
    if self == other { return self }
    let kept = live.missing(in: other.context) + other.live.missing(in: context)
    var result = CausalState(
      type: type, context: context, live: (kept + live.common(with: other.live)).normalised,
      awaited: awaited + other.awaited)
    result.context.merge(other.context)
    result.settle()
    return result
  }

  /// Takes away what was awaited and has arrived.
  private mutating func settle() {
    guard !awaited.isEmpty else { return }
    for gone in awaited { take(gone.counters, of: gone.replica, under: gone.path) }
    awaited = awaited.missing(in: context).normalised
  }

  private mutating func take(
    _ counters: ClosedRange<UInt32>, of replica: ReplicaID, under path: [Value]
  ) {
    guard live.contains(where: { $0.replica == replica && $0.counters.overlaps(counters) })
    else { return }
    live = live.flatMap { run in
      run.replica == replica && run.isUnder(path) ? run.without(counters) : [run]
    }
  }

  /// Takes away what is at a path or below it, as far as it was observed; nil: all of it.
  ///
  /// What was observed elsewhere and is not included here yet is taken away when it arrives.
  mutating func remove(under path: [Value], observed: CausalContext?) {
    drop(observed) { $0.isUnder(path) }
    if let observed { wait(for: observed, at: [path]) }
  }

  /// The same for several steps below a path.
  mutating func remove(under path: [Value], at steps: [Value], observed: CausalContext?) {
    let wanted = Set(steps)
    drop(observed) { run in
      run.path.count > path.count && wanted.contains(run.path[path.count]) && run.isUnder(path)
    }
    if let observed { wait(for: observed, at: steps.map { path + [$0] }) }
  }

  private mutating func drop(_ observed: CausalContext?, where isMeant: (DotRun) -> Bool) {
    guard let observed else { return live.removeAll(where: isMeant) }
    live = live.flatMap { run in
      isMeant(run) ? observed.missing(run.counters, of: run.replica).map { run.of($0) } : [run]
    }
  }

  private mutating func wait(for observed: CausalContext, at paths: [[Value]]) {
    let ahead = observed.runs.missing(in: context)
    guard !ahead.isEmpty else { return }
    for path in paths {
      awaited += ahead.map { DotRun(path, .null, $0.replica, $0.counters) }
    }
    awaited = awaited.normalised
  }

  /// Takes away what has this payload at these steps below a path.
  mutating func remove(_ payload: Value, under path: [Value], at steps: [Value]) {
    let wanted = Set(steps)
    drop(nil) { run in
      run.payload == payload && run.path.count > path.count
        && wanted.contains(run.path[path.count]) && run.isUnder(path)
    }
  }

  /// Takes away exactly this trace of one write.
  mutating func remove(_ run: DotRun) {
    live = live.flatMap { other in
      other.replica == run.replica && other.path == run.path
        ? other.without(run.counters) : [other]
    }
  }

  /// Leaves a trace.
  mutating func leave(_ payload: Value, at path: [Value], by dot: Dot) {
    live.append(DotRun(path, payload, dot.replica, dot.counter...dot.counter))
  }

  /// Counts a write as included, when all its traces are left.
  mutating func include(_ dot: Dot) {
    context.include(dot)
    live = live.normalised
    settle()
  }

  /// The traces at a path or below it.
  func traces(under path: [Value]) -> [DotRun] {
    path.isEmpty ? live : live.filter { $0.isUnder(path) }
  }
}

extension CausalState {
  /// Leaves a trace in place of those at its path that were observed.
  mutating func replace(with payload: Value, at path: [Value], _ context: MergeContext) {
    remove(under: path, observed: context.observed)
    leave(payload, at: path, by: context.dot)
  }

  /// The same at several steps below a path.
  mutating func replace(
    with payload: Value, at steps: [Value], below path: [Value], _ context: MergeContext
  ) {
    remove(under: path, at: steps, observed: context.observed)
    for step in steps { leave(payload, at: path + [step], by: context.dot) }
  }
}
