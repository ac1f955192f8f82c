import CLua
import Causality
import Replication

extension StrategyDefinition {
  /// A rule by code of the user's: `return function(key, siblings) … end`.
  ///
  /// Siblings come in order of their dots, so that the order of arrival decides nothing.
  package static func lua(_ program: LuaProgram) -> StrategyDefinition {
    StrategyDefinition(
      name: "lua", summary: "What code of your own decides.", options: [.clock],
      needs: .particulars, code: program.text
    ) { conflict, _, table in
      var question = LuaConflict(conflict)
      question.ask(table)
      do throws(LuaFault) {
        return try program.call(CLUA_STRATEGY, with: question.writer) { reader throws(LuaFault) in
          try question.resolution(&reader, &table)
        }
      } catch {
        return .failed(table.intern(error.text))
      }
    }
  }
}

/// A conflict as code sees it, and what becomes of its answer.
private struct LuaConflict {
  private(set) var writer = LuaWriter()
  private let candidates: [Candidate]
  private let particulars: Particulars?
  /// The candidates' indices, in the order in which code gets them.
  private let order: [Int]
  /// Where their values were written, in that order.
  private var values: [Range<Int>] = []

  init(_ conflict: Conflict) {
    candidates = conflict.candidates
    particulars = conflict.particulars
    var order = Array(candidates.indices)
    if !zip(candidates, candidates.dropFirst()).allSatisfy({ $0.dot < $1.dot }) {
      order.sort { conflict.candidates[$0].dot < conflict.candidates[$1].dot }
    }
    self.order = order
  }

  /// Writes the arguments.
  mutating func ask(_ table: borrowing ValueTable) {
    writer.put(text: particulars.map { table.text($0.key) } ?? "")
    writer.put(word: UInt32(truncatingIfNeeded: order.count))
    values.reserveCapacity(order.count)
    for index in order { put(index, table) }
  }

  private mutating func put(_ index: Int, _ table: borrowing ValueTable) {
    let candidate = candidates[index]
    let start = writer.bytes.count
    if let value = table.value(candidate.value) { writer.put(value) } else { writer.put("x") }
    values.append(start..<writer.bytes.count)
    if let particulars, index < particulars.writers.count {
      writer.put(text: table.text(particulars.writers[index]))
    } else {
      writer.put(text: "")
    }
    writer.put(word: candidate.dot.counter)
    writer.put(wide: UInt64(bitPattern: candidate.stamp.wall))
    writer.put((candidate.value == .tombstone ? 1 : 0) | (candidate.isIncoming ? 2 : 0))
    putSeen(by: index, table)
  }

  private mutating func putSeen(by index: Int, _ table: borrowing ValueTable) {
    guard let particulars else { return writer.put(word: 0) }
    var count: UInt32 = 0
    for entry in particulars.seen where entry.candidate == index { count += 1 }
    writer.put(word: count)
    for entry in particulars.seen where entry.candidate == index {
      writer.put(text: table.text(entry.writer))
      writer.put(word: entry.counter)
    }
  }

  func resolution(
    _ reader: inout LuaReader, _ table: inout ValueTable
  ) throws(LuaFault) -> Resolution {
    guard try reader.tag() == UInt8(ascii: "k") else {
      return .merge(table.intern(try reader.value()), .joined)
    }
    var kept: [Int] = []
    for _ in 0..<(try reader.word()) {
      let position = try reader.word()
      guard order.indices.contains(position), reader.passes(writer.bytes[values[position]]) else {
        throw LuaFault(
          message: "a sibling was changed and returned: return its `value`, which is stored then")
      }
      if !kept.contains(order[position]) { kept.append(order[position]) }
    }
    if kept.count == order.count { return .keepAll }
    return kept.count == 1
      ? .keep(kept[0], .chosenByCode) : .keepSome(kept.sorted(), .chosenByCode)
  }
}

extension ValueTable {
  /// The text that a name stands for; empty where nobody has given one.
  fileprivate func text(_ label: ValueID) -> String {
    if case .string(let text)? = value(label) { text } else { "" }
  }

  /// What a writer is called: `a`, and `a/2` once the node has lost its disk.
  fileprivate func text(_ writer: Writer) -> String {
    let name = text(writer.label)
    return writer.disksLost == 0 ? name : "\(name)/\(writer.disksLost + 1)"
  }
}
