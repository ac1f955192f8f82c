import Causality

extension MergeDefinition {
  /// A map of typed values: a field is there while some update of it was seen by no removal.
  ///
  /// - Source: riak_dt_map, antidote_crdt_map_rr (`remove=observed`); akka ORMap (`remove=keep`).
  package static let orMap = MergeDefinition(.orMap)
}

/// What the removal of a field takes away where an update is concurrent.
package enum RemoveRule: String, Sendable, CaseIterable, BitwiseCopyable {
  /// What it has observed: of the field only the concurrent update survives.
  case observed
  /// The field itself: a concurrent update keeps the whole value.
  case keep
}

extension CausalMerge {
  /// The types that can stand in a map, by name.
  static let nestable: [CausalMerge] = [
    .twoPhaseSet, .dwFlag, .ewFlag, .gCounter, .gSet, .lwwRegister, .mvRegister, .orMap, .orSet,
    .pnCounter, .rwSet,
  ]

  static let orMap = CausalMerge(
    name: "or-map",
    summary: "A map of typed values: an update of a field survives removals that have not seen it.",
    operations: [.remove, .reset], options: [.clock, .remove], takesPaths: true,
    variant: { $0.merging.remove.rawValue }, apply: MapRule.apply, read: MapRule.read)
}

// A field has two places: path/field/false/type, where every update leaves a trace, and
// path/field/true/type, below which the traces of its value are.
private enum MapRule {
  static let apply: CausalMerge.Apply = { (state, path, operation, context) throws(MergeError) in
    guard operation.path.isEmpty else { return try update(&state, path, operation, context) }
    guard operation.kind == .remove else {
      for step in CausalView(runs: state.traces(under: path)[...], depth: path.count, type: "")
        .steps
      {
        remove(&state, path + [step.step], context)
      }
      // What was observed elsewhere, field by field unknown here, is awaited as a whole.
      if let observed = context.observed, context.parameters.merging.remove == .observed {
        state.remove(under: path, observed: observed)
      }
      return
    }
    for (at, operand) in operation.operands.enumerated() {
      guard case .string(let field) = operand else {
        throw .badOperand(.remove, at: at, wanted: .text, found: operand)
      }
      remove(&state, path + [.string(Field(field).name)], context)
    }
  }

  private static func remove(
    _ state: inout CausalState, _ place: [Value], _ context: MergeContext
  ) {
    let isWhole = context.parameters.merging.remove == .observed
    state.remove(under: isWhole ? place : place + [.bool(false)], observed: context.observed)
  }

  // MARK: Updating a field

  /// A step of a path: a name, and a type where it is stated.
  private struct Field {
    var name: String
    var type: String?

    /// Reads `tags` or `tags:rw-set`; what stands behind the last colon counts if it is a type.
    init(_ step: String) {
      name = step
      guard let colon = step.utf8.lastIndex(of: UInt8(ascii: ":")) else { return }
      let word = String(step[step.utf8.index(after: colon)...])
      guard MergeCatalogue.named(word) != nil else { return }
      name = String(step[..<colon])
      type = word
    }
  }

  private static func update(
    _ state: inout CausalState, _ path: [Value], _ operation: MergeOperation,
    _ context: MergeContext
  ) throws(MergeError) {
    let field = Field(operation.path[0])
    let place = path + [.string(field.name)]
    var inner = operation
    inner.path.removeFirst()
    let present = state.types(at: place)
    let type = try type(of: field, present, inner)
    if inner.path.isEmpty {
      try inner.check(for: type.name, type.operations)
    } else if type.name != CausalMerge.orMap.name {
      throw .noMap(type.name)
    }
    // What a removal had kept for concurrent updates is not there for later ones.
    if present.isEmpty { state.remove(under: place + [.bool(true)], observed: nil) }
    let name = Value.string(type.name)
    try type.apply(&state, place + [.bool(true), name], inner, context)
    state.replace(with: .null, at: place + [.bool(false), name], context)
  }

  /// The type of a field: the one stated, the one it has, or else what the operation suggests.
  private static func type(
    of field: Field, _ present: [String], _ operation: MergeOperation
  ) throws(MergeError) -> CausalMerge {
    if let stated = field.type {
      guard let type = CausalMerge.nestable.first(where: { $0.name.hasSameBytes(as: stated) })
      else { throw .notNestable(stated) }
      guard present.allSatisfy({ $0.hasSameBytes(as: stated) }) else {
        throw .otherType(field: field.name, is: present[0], wanted: stated)
      }
      return type
    }
    let known = CausalMerge.nestable.filter { type in
      present.contains { $0.hasSameBytes(as: type.name) }
    }
    if let fitting = known.first(where: { $0.operations.contains(operation.kind) }) ?? known.first {
      return fitting
    }
    if !operation.path.isEmpty { return .orMap }
    switch operation.kind {
    case .increment, .decrement: return .pnCounter
    case .add, .remove: return .orSet
    case .enable, .disable: return .ewFlag
    case .assign, .reset: return .lwwRegister
    case .insert, .erase, .pop, .ot:
      throw .noOperation(
        operation.kind, of: CausalMerge.orMap.name, accepted: CausalMerge.orMap.operations)
    }
  }

  // MARK: Reading

  static let read: @Sendable (CausalView) -> [Value] = { view in
    var members: [Value.Member] = []
    for (step, runs) in view.steps {
      guard case .string(let name) = step else { continue }
      let halves = CausalView(runs: runs, depth: view.depth + 1, type: view.type).steps
      let traces = halves.first { $0.step == .bool(false) }?.runs ?? []
      let contents = halves.first { $0.step == .bool(true) }?.runs ?? []
      let types = types(traces, contents, view)
      for type in types {
        let inner = CausalView(
          runs: contents.of(type.name, at: view.depth + 2), depth: view.depth + 3,
          type: type.name.hasSameBytes(as: CausalMerge.orMap.name) ? view.type : type.name)
        members.append(
          Value.Member(
            key: types.count == 1 ? name : "\(name):\(type.name)", value: type.readOne(inner)))
      }
    }
    return [.object(of: members)]
  }

  /// The types that a field has: those of its updates, and where removals take away what they have
  /// observed, also those that something is left of.
  private static func types(
    _ traces: ArraySlice<DotRun>, _ contents: ArraySlice<DotRun>, _ view: CausalView
  ) -> [CausalMerge] {
    let keeps = view.type.utf8.elementsEqual("or-map \(RemoveRule.keep.rawValue)".utf8)
    let named = (keeps ? traces : traces + contents).map { $0.path[view.depth + 2] }
    return CausalMerge.nestable.filter { named.contains(.string($0.name)) }
  }
}

extension CausalMerge {
  /// What a reader of the map sees of a field: always one value.
  fileprivate func readOne(_ view: CausalView) -> Value {
    let values = read(view)
    if name.hasSameBytes(as: CausalMerge.mvRegister.name) { return .array(values) }
    return values.first ?? .null
  }
}

extension CausalState {
  /// The types that a field's updates have left traces of.
  fileprivate func types(at place: [Value]) -> [String] {
    let types = traces(under: place + [.bool(false)]).compactMap { run -> String? in
      guard run.path.count > place.count + 1, case .string(let type) = run.path[place.count + 1]
      else { return nil }
      return type
    }
    return unique(types)
  }
}

extension ArraySlice<DotRun> {
  /// The traces whose path has this name at a position.
  fileprivate func of(_ name: String, at position: Int) -> ArraySlice<DotRun> {
    filter { $0.path.count > position && $0.path[position] == .string(name) }[...]
  }
}
