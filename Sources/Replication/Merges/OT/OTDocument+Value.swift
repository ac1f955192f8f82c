import Causality

extension OTDocument {
  /// The document as a value, `{"log": …, "type": "ot-text", "waiting": …}`; equal documents, equal
  /// values.
  ///
  /// Shape: entries `[replica, counter, operation]`, waiting edits `[replica, counter, base,
  /// operation]`; replicas as `name` gives them.
  func encoded(_ name: (ReplicaID) -> Value = { .int(Int64($0.rawValue)) }) -> Value {
    func parts(_ dot: Dot) -> [Value] { [name(dot.replica), .int(Int64(dot.counter))] }
    return .object([
      Value.Member(
        key: "log", value: .array(log.map { .array(parts($0.dot) + [$0.operation.value]) })),
      Value.Member(key: "type", value: .string("ot-text")),
      Value.Member(
        key: "waiting",
        value: .array(
          waiting.map {
            .array(parts($0.dot) + [.int(Int64($0.base)), $0.operation.value])
          })),
    ])
  }

  /// The document that a value stands for; nil where it is none.
  init?(_ value: Value) {
    guard let (log, waiting) = Self.parts(of: value) else { return nil }
    self.init(log: log, waiting: waiting)
  }

  /// The log and the waiting edits that a value lists; nil where it lists none.
  static func parts(of value: Value) -> (log: [Entry], waiting: [Waiting])? {
    guard case .object(let members) = value, members.count == 3,
      members[0].key.hasSameBytes(as: "log"), members[1].key.hasSameBytes(as: "type"),
      members[2].key.hasSameBytes(as: "waiting"), members[1].value == .string("ot-text"),
      case .array(let entries) = members[0].value, case .array(let edits) = members[2].value
    else { return nil }
    var log: [Entry] = []
    var waiting: [Waiting] = []
    for entry in entries {
      guard case .array(let parts) = entry, parts.count == 3, let dot = Dot(parts),
        let operation = TextOperation(parts[2]), operation.value == parts[2]
      else { return nil }
      log.append(Entry(dot: dot, operation: operation))
    }
    for edit in edits {
      guard case .array(let parts) = edit, parts.count == 4, let dot = Dot(parts),
        case .int(let base) = parts[2],
        let operation = TextOperation(parts[3]), operation.value == parts[3]
      else { return nil }
      waiting.append(Waiting(dot: dot, base: Int(base), operation: operation))
    }
    return (log, waiting)
  }
}

extension Dot {
  /// The dot whose replica and counter come first in a list.
  fileprivate init?(_ parts: [Value]) {
    guard case .int(let replica) = parts[0], case .int(let counter) = parts[1],
      let replica = UInt32(exactly: replica), let counter = UInt32(exactly: counter), counter > 0
    else { return nil }
    self.init(ReplicaID(replica), counter)
  }
}
