import Causality
import Glibc
import LuaStrategies
import Replication

/// The engine's side of the Lua bar: the same chunk, called with the same two siblings.
enum LuaLoad {
  /// Judges a conflict so often; returns how often the first sibling was chosen, as the host does.
  static func run(chunk path: String, calls: Int) throws -> String {
    let definition = StrategyDefinition.lua(try LuaProgram(try text(of: path)))
    var table = ValueTable()
    let conflicts = ["egg", "eggs and bread"].map { conflict("milk", $0, &table) }
    var first = 0
    for call in 0..<calls {
      let answer = definition.resolve(conflicts[call % 2], definition.defaults, &table)
      if case .keep(0, _) = answer { first += 1 }
    }
    return "first=\(first)\n"
  }

  private static func conflict(
    _ one: String, _ other: String, _ table: inout ValueTable
  ) -> Conflict {
    var conflict = Conflict([])
    var particulars = Particulars(key: table.intern("title"), writers: [], seen: [])
    for (index, value) in [one, other].enumerated() {
      let writer = Writer(label: table.intern(index == 0 ? "a" : "b"))
      conflict.candidates.append(
        Candidate(
          value: table.intern(value), dot: Dot(ReplicaID(UInt32(index)), 1), rank: Int32(index),
          stamp: HybridTimestamp(wall: 1_000_000), lot: 0, isIncoming: index == 1))
      particulars.writers.append(writer)
      particulars.seen.append(Particulars.Seen(candidate: index, writer: writer, counter: 3))
    }
    conflict.particulars = particulars
    return conflict
  }

  private static func text(of path: String) throws -> String {
    guard let file = fopen(path, "r") else {
      throw Child.Failure(command: path, reason: "cannot be read")
    }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    let count = fread(&bytes, 1, bytes.count, file)
    return String(decoding: bytes[..<count], as: UTF8.self)
  }
}
