extension MergeDefinition {
  /// Operations of the kind the type is for, one that takes something back among them if it has
  /// one: what laws are tried with.
  package var samples: [MergeOperation] {
    let isMap = operations.contains(.remove) && !operations.contains(.add)
    let path = isMap ? ["f"] : []
    func operation(_ kind: MergeOperation.Kind, _ operands: Value...) -> MergeOperation {
      MergeOperation(kind, operands, path: path)
    }
    if isMap || operations.contains(.add) {
      let removes = operations.contains(.remove)
      return [operation(.add, .string("a")), operation(.add, .string("b"))]
        + [operation(removes ? .remove : .add, .string("a"))] + resets
    }
    if operations.contains(.increment) {
      let back: MergeOperation.Kind = operations.contains(.decrement) ? .decrement : .increment
      return [
        operation(.increment, .int(1)), operation(.increment, .int(2)),
        operation(back, .int(4)),
      ] + resets
    }
    if operations.contains(.enable) {
      return [operation(.enable), operation(.disable)] + resets
    }
    if operations.contains(.insert) {
      return ["A", "B", "C"].map { operation(.insert, .int(0), .string($0)) } + resets
    }
    return ["A", "B", "C"].map { operation(.assign, .string($0)) } + resets
  }

  private var resets: [MergeOperation] {
    operations.contains(.reset) ? [MergeOperation(.reset)] : []
  }
}
