import Causality

extension HappenedBefore {
  /// The operations by which a read came to include a write, from the write to the read.
  func path(from cause: Int, to read: Int, in history: History) -> [Int] {
    var path = [read]
    var effect = source(of: read, including: cause, below: .max, in: history)
    while let write = effect, write != cause {
      path.append(write)
      let session = link(from: cause, to: write, in: history)
      path += session.reads
      effect = session.write
    }
    path.append(cause)
    return path.reversed()
  }

  /// The first operation of a write's session that brought it the cause, and the write that this
  /// operation is or read; else a write that the version itself follows.
  private func link(
    from cause: Int, to write: Int, in history: History
  ) -> (reads: [Int], write: Int?) {
    let operation = history.operations[write]
    for earlier in 0..<write where operation.session >= 0 {
      let other = history.operations[earlier]
      guard other.session == operation.session, other.precedes(operation) else { continue }
      if other.isWrite, other.dot.counter > 0, includes(cause, in: state(after: earlier)) {
        return ([], earlier)
      }
      if !other.isWrite, includes(cause, in: view(of: earlier, in: history)) {
        return ([earlier], source(of: earlier, including: cause, below: write, in: history))
      }
    }
    return ([], source(of: write, including: cause, below: write, in: history))
  }

  /// The first write that an answer includes, or a version follows, by which it includes the
  /// cause. Only writes issued before `bound`, so that the path comes to an end.
  private func source(
    of number: Int, including cause: Int, below bound: Int, in history: History
  ) -> Int? {
    let operation = history.operations[number]
    let context = history.context(of: operation)
    let versions = history.versions(of: operation)
    return history.operations.indices.prefix(bound).first { other in
      let write = history.operations[other]
      return write.isWrite && write.key == operation.key
        && (context.covers(write.dot) || versions.contains(write.dot))
        && includes(cause, in: state(after: other))
    }
  }
}
