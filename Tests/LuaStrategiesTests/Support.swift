import Causality
import LuaStrategies
import Replication

/// A conflict over `title` between nodes `a`, `b` … , one write each, with these values.
struct Siblings {
  var table = ValueTable()
  var conflict: Conflict

  init(_ values: [Value?], key: String = "title") {
    let values = values
    conflict = Conflict([])
    let name = table.intern(key)
    var particulars = Particulars(key: name, writers: [], seen: [])
    for (index, value) in values.enumerated() {
      let dot = Dot(ReplicaID(UInt32(index)), UInt32(index + 1))
      conflict.candidates.append(
        Candidate(
          value: value.map { table.intern($0) } ?? .tombstone, dot: dot, rank: Int32(index),
          stamp: HybridTimestamp(wall: Int64(index) * 1000), lot: 0,
          isIncoming: index == values.count - 1))
      let letter = String(Unicode.Scalar(UInt8(ascii: "a") + UInt8(index % 26)))
      let writer = Writer(label: table.intern(letter))
      particulars.writers.append(writer)
      particulars.seen.append(
        Particulars.Seen(candidate: index, writer: writer, counter: UInt32(index)))
    }
    conflict.particulars = particulars
  }

  /// What code makes of them.
  mutating func judged(by program: LuaProgram) -> Resolution {
    let definition = StrategyDefinition.lua(program)
    return definition.resolve(conflict, definition.defaults, &table)
  }

  /// What the body of a function of `key` and `siblings` makes of them: a value, `keep` and
  /// positions, or why it failed.
  mutating func outcome(of body: String) -> String {
    do throws(LuaFault) {
      let code = "return function(key, siblings)\n\(body)\nend"
      let resolution = judged(by: try LuaProgram(code))
      return words(for: resolution)
    } catch {
      return "does not load, \(error.text)"
    }
  }

  func words(for resolution: Resolution) -> String {
    switch resolution {
    case .merge(let id, _): table.value(id)?.json ?? "(none)"
    case .keep(let index, _): "keep [\(index)]"
    case .keepSome(let indices, _): "keep \(indices)"
    case .keepAll: "keep all"
    case .failed(let message): table.value(message).map { "fails, \($0.plain)" } ?? "fails"
    default: "\(resolution)"
    }
  }
}

extension Value {
  fileprivate var plain: String {
    if case .string(let text) = self { text } else { json }
  }
}

/// What the body of a function makes of two texts.
func outcome(_ body: String) -> String {
  var siblings = Siblings([.string("milk"), .string("bread")])
  return siblings.outcome(of: body)
}
