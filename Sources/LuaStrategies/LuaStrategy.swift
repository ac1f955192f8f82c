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
      let question = LuaConflict(conflict, table)
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
private struct LuaConflict: ~Copyable {
  /// The arguments.
  private(set) var writer = LuaWriter()
  private let candidates: [Candidate]
  /// The candidates' indices, in the order in which code gets them; empty: as they stand.
  private var order: [Int] = []

  init(_ conflict: Conflict, _ table: borrowing ValueTable) {
    candidates = conflict.candidates
    let indices = candidates.indices
    if indices.dropFirst().contains(where: { candidates[$0].dot < candidates[$0 - 1].dot }) {
      order = indices.sorted { conflict.candidates[$0].dot < conflict.candidates[$1].dot }
    }
    if let particulars = conflict.particulars {
      writer.put(label: particulars.key, table)
    } else {
      writer.put(word: 0)
    }
    writer.put(word: UInt32(truncatingIfNeeded: indices.count))
    for position in indices { put(index(at: position), conflict.particulars, table) }
  }

  private func index(at position: Int) -> Int { order.isEmpty ? position : order[position] }

  private mutating func put(
    _ index: Int, _ particulars: Particulars?, _ table: borrowing ValueTable
  ) {
    let candidate = candidates[index]
    writer.put(candidate.value, table)
    if let writers = particulars?.writers, index < writers.count {
      writer.put(writers[index], table)
    } else {
      writer.put(word: 0)
    }
    writer.put(word: candidate.dot.counter)
    writer.put(wide: UInt64(bitPattern: candidate.stamp.wall))
    writer.put((candidate.value == .tombstone ? 1 : 0) | (candidate.isIncoming ? 2 : 0))
    if let seen = particulars?.seen { put(seen, by: index, table) } else { writer.put(word: 0) }
  }

  private mutating func put(
    _ seen: [Particulars.Seen], by index: Int, _ table: borrowing ValueTable
  ) {
    var count: UInt32 = 0
    for entry in seen where entry.candidate == index { count += 1 }
    writer.put(word: count)
    for entry in seen where entry.candidate == index {
      writer.put(entry.writer, table)
      writer.put(word: entry.counter)
    }
  }

  func resolution(
    _ reader: inout LuaReader, _ table: inout ValueTable
  ) throws(LuaFault) -> Resolution {
    guard try reader.tag() == UInt8(ascii: "k") else {
      return .merge(table.intern(try reader.value()), .joined)
    }
    let count = try reader.word()
    if count == 1, candidates.count > 1 { return .keep(try kept(&reader, table), .chosenByCode) }
    var kept: [Int] = []
    for _ in 0..<count {
      let index = try self.kept(&reader, table)
      if !kept.contains(index) { kept.append(index) }
    }
    if kept.count == candidates.count { return .keepAll }
    return kept.count == 1
      ? .keep(kept[0], .chosenByCode) : .keepSome(kept.sorted(), .chosenByCode)
  }

  /// Reads which candidate stays; a fault if it was changed.
  private func kept(
    _ reader: inout LuaReader, _ table: borrowing ValueTable
  ) throws(LuaFault) -> Int {
    let position = try reader.word()
    if candidates.indices.contains(position) {
      let index = index(at: position)
      if reader.passes("=") { return index }
      var written = LuaWriter()
      written.put(candidates[index].value, table)
      if reader.passes(written) { return index }
    }
    throw LuaFault(
      message: "a sibling was changed and returned: return its `value`, which is stored then")
  }
}

extension LuaWriter {
  /// A candidate's value, or that it is a deletion.
  fileprivate mutating func put(_ id: ValueID, _ table: borrowing ValueTable) {
    if let value = table.value(id) { put(value) } else { put("x") }
  }

  /// The text that a name stands for; empty where nobody has given one.
  fileprivate mutating func put(label: ValueID, _ table: borrowing ValueTable) {
    if case .string(let text)? = table.value(label) { put(text: text) } else { put(word: 0) }
  }

  /// What a writer is called: `a`, and `a/2` once the node has lost its disk.
  fileprivate mutating func put(_ writer: Writer, _ table: borrowing ValueTable) {
    if writer.disksLost == 0 { return put(label: writer.label, table) }
    guard case .string(let name)? = table.value(writer.label) else { return put(word: 0) }
    put(text: "\(name)/\(writer.disksLost + 1)")
  }
}
