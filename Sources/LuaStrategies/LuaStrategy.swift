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
      let order = conflict.candidates.indices.sorted {
        conflict.candidates[$0].dot < conflict.candidates[$1].dot
      }
      let question = LuaConflict(conflict: conflict, order: order)
      do throws(LuaFault) {
        let arguments = question.arguments(table)
        return try program.call(CLUA_STRATEGY, with: arguments) { reader throws(LuaFault) in
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
  let conflict: Conflict
  /// The candidates' indices, in the order in which code gets them.
  let order: [Int]

  func arguments(_ table: borrowing ValueTable) -> LuaWriter {
    var writer = LuaWriter()
    writer.put(text: conflict.particulars.map { table.text($0.key) } ?? "")
    writer.put(word: UInt32(truncatingIfNeeded: order.count))
    for index in order { put(index, into: &writer, table) }
    return writer
  }

  private func put(_ index: Int, into writer: inout LuaWriter, _ table: borrowing ValueTable) {
    let candidate = conflict.candidates[index]
    let isDeleted = candidate.value == .tombstone
    if let value = table.value(candidate.value) { writer.put(value) } else { writer.put("x") }
    let writers = conflict.particulars?.writers ?? []
    writer.put(text: index < writers.count ? table.text(writers[index]) : "")
    writer.put(word: candidate.dot.counter)
    writer.put(wide: UInt64(bitPattern: candidate.stamp.wall))
    writer.put((isDeleted ? 1 : 0) | (candidate.isIncoming ? 2 : 0))
    let seen = conflict.particulars?.seen ?? []
    let count = seen.count { $0.candidate == index }
    writer.put(word: UInt32(truncatingIfNeeded: count))
    for entry in seen where entry.candidate == index {
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
      let value = try reader.optionalValue()
      guard order.indices.contains(position) else { continue }
      let index = order[position]
      guard table.value(conflict.candidates[index].value) == value else {
        throw LuaFault(
          message: "a sibling was changed and returned: return its `value`, which is stored then")
      }
      if !kept.contains(index) { kept.append(index) }
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
