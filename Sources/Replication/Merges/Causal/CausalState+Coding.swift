import Causality

// The state as JSON: {"type": …, "seen": [[replica, counter], …], "apart": [[replica, counter], …],
// "live": [[path, payload, replica, first, last], …], "awaited": [the same, …]}.
extension CausalState {
  /// The state as a value; equal states are equal values.
  var encoded: Value {
    func list(_ dots: [Dot]) -> Value {
      .array(dots.map { .array([.int(Int64($0.replica.rawValue)), .int(Int64($0.counter))]) })
    }
    func list(_ runs: [DotRun]) -> Value { .array(runs.map(\.encoded)) }
    return .object([
      Value.Member(key: "apart", value: list(context.apart)),
      Value.Member(key: "awaited", value: list(awaited)),
      Value.Member(key: "live", value: list(live)),
      Value.Member(key: "seen", value: list(context.closed.entries)),
      Value.Member(key: "type", value: .string(type)),
    ])
  }

  /// Reads a state; nil where a value is none.
  init?(_ value: Value) {
    guard case .object(let members) = value, members.count == 5,
      case .array(let apart) = members[0].value, case .array(let awaited) = members[1].value,
      case .array(let live) = members[2].value, case .array(let seen) = members[3].value,
      case .string(let type) = members[4].value, members[4].key.hasSameBytes(as: "type"),
      let single = Self.all(apart, { Dot($0) }), let closed = Self.all(seen, { Dot($0) }),
      let gone = Self.all(awaited, { DotRun($0) }), let runs = Self.all(live, { DotRun($0) })
    else { return nil }
    self.init(
      type: type, context: CausalContext(VersionVector(closed), apart: single),
      live: runs.normalised, awaited: gone.normalised)
  }

  private static func all<T>(_ values: [Value], _ read: (Value) -> T?) -> [T]? {
    var result: [T] = []
    result.reserveCapacity(values.count)
    for value in values {
      guard let element = read(value) else { return nil }
      result.append(element)
    }
    return result
  }

  /// The state for people: who wrote what is there, and what is waited for.
  func portrayed(_ name: (ReplicaID) -> String) -> Value {
    var members = [
      Value.Member(key: "type", value: .string(type)),
      Value.Member(
        key: "seen",
        value: .array(context.runs.map { .string($0.words(name)) })),
      Value.Member(key: "live", value: .array(live.map { $0.portrayed(name) })),
    ]
    if !awaited.isEmpty {
      let gone = Value.array(awaited.map { $0.portrayed(name) })
      members.append(Value.Member(key: "removed before it came", value: gone))
    }
    return .object(of: members)
  }
}

extension Dot {
  fileprivate init?(_ value: Value) {
    guard case .array(let parts) = value, parts.count == 2,
      let replica = parts[0].unsigned, let counter = parts[1].unsigned
    else { return nil }
    self.init(ReplicaID(replica), counter)
  }
}

extension DotRun {
  fileprivate var encoded: Value {
    .array([
      .array(path), payload, .int(Int64(replica.rawValue)), .int(Int64(counters.lowerBound)),
      .int(Int64(counters.upperBound)),
    ])
  }

  fileprivate init?(_ value: Value) {
    guard case .array(let parts) = value, parts.count == 5, case .array(let path) = parts[0],
      let replica = parts[2].unsigned, let first = parts[3].unsigned,
      let last = parts[4].unsigned, first > 0, first <= last
    else { return nil }
    self.init(path, parts[1], ReplicaID(replica), first...last)
  }

  fileprivate func words(_ name: (ReplicaID) -> String) -> String {
    let first = counters.lowerBound
    let last = counters.upperBound
    return "\(name(replica)):\(first)" + (first == last ? "" : "-\(last)")
  }

  fileprivate func portrayed(_ name: (ReplicaID) -> String) -> Value {
    let place = Self.place(path[...])
    var members = [Value.Member(key: "by", value: .string(words(name)))]
    if !place.isEmpty {
      members.append(
        Value.Member(key: "at", value: place.count == 1 ? place[0] : .array(place)))
    }
    if payload != .null { members.append(Value.Member(key: "what", value: payload)) }
    return .object(of: members)
  }

  /// The path as people write it: fields of maps with their types.
  private static func place(_ path: ArraySlice<Value>) -> [Value] {
    let steps = Array(path.prefix(3))
    guard steps.count == 3, case .string(let field) = steps[0], case .bool = steps[1],
      case .string(let type) = steps[2]
    else { return path.filter { $0 != .null } }
    return [.string("\(field):\(type)")] + place(path.dropFirst(3))
  }
}

extension Value {
  fileprivate var unsigned: UInt32? {
    if case .int(let integer) = self { UInt32(exactly: integer) } else { nil }
  }
}
