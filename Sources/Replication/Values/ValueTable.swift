/// Gives every value one id: equal values have equal ids, and only they.
///
/// Shape: grows only; position 0 is the tombstone. Copies share their storage until one of them
/// learns a new value. Ids depend on which value came first; what is printed, ordered or
/// fingerprinted goes through `value`, `order` and `contentHash`, which do not.
package struct ValueTable: Sendable {
  /// The values by position; the null at position 0 stands for the tombstone and is never found.
  private var values: [Value] = [.null]
  /// The content hashes by position.
  private var hashes: [UInt64] = [ValueTable.tombstoneHash]
  /// Positions by hash, linear probing, 0 where free; a power of two, at most half full.
  private var slots: [UInt32] = Array(repeating: 0, count: 16)
  /// What readers see of the states of merges, by id; looked up, never iterated.
  private var readings: [ValueID: Reading] = [:]
  /// How long the values are as JSON, by position; 0: not measured yet.
  private var sizes: [UInt32] = []

  /// What readers see of a state.
  private struct Reading: Sendable {
    /// Nothing, one value, or several that are concurrent.
    var values: [ValueID]
    /// The same as one value: a tombstone for nothing, an array of several.
    var whole: ValueID
  }

  /// A table of nothing but the tombstone.
  package init() {}

  /// How many positions are taken, the tombstone's included.
  package var count: Int { values.count }

  /// The id of a value, new where the value is new; small integers need no place in the table.
  ///
  /// - Complexity: the size of the value, amortised; the first new value after a copy copies.
  package mutating func intern(_ value: Value) -> ValueID {
    let value = value.normalised
    if case .int(let integer) = value, let id = ValueID(integer: integer) { return id }
    let hash = value.contentHash
    let slot = slot(of: value, hash: hash)
    if slots[slot] != 0 { return ValueID(position: slots[slot]) }
    let position = UInt32(values.count)
    slots[slot] = position
    values.append(value)
    hashes.append(hash)
    if values.count * 2 > slots.count { grow() }
    return ValueID(position: position)
  }

  /// The id of a text.
  package mutating func intern(_ text: String) -> ValueID { intern(.string(text)) }

  /// The value of an id; nil for the tombstone and for positions this table does not have.
  package func value(_ id: ValueID) -> Value? {
    if let integer = id.integer { return .int(integer) }
    let position = Int(id.rawValue)
    return position > 0 && position < values.count ? values[position] : nil
  }

  /// What readers see of a state; nil where the value is not known to be one.
  package func reading(of state: ValueID) -> [ValueID]? { readings[state]?.values }

  /// One value that shows what readers see: of a state its reading, of any other value itself.
  package func shown(_ id: ValueID) -> ValueID { readings[id]?.whole ?? id }

  /// Records what readers see of a state.
  package mutating func note(_ state: ValueID, isReadAs values: [ValueID]) {
    var whole = values.first ?? .tombstone
    if values.count > 1 { whole = intern(.array(values.compactMap { value($0) })) }
    readings[state] = Reading(values: values, whole: whole)
  }

  /// Where one id's value stands to another's: the order of values, the tombstone before them all.
  package func order(_ lhs: ValueID, _ rhs: ValueID) -> Ordering {
    if lhs == rhs { return .equal }
    if let left = lhs.integer, let right = rhs.integer { return Ordering(left, right) }
    switch (value(lhs), value(rhs)) {
    case (let left?, let right?): return left.order(to: right)
    case (nil, _?): return .smaller
    case (_?, nil): return .larger
    case (nil, nil): return Ordering(lhs.rawValue, rhs.rawValue)
    }
  }

  /// Whether one id's value comes before another's.
  package func precedes(_ lhs: ValueID, _ rhs: ValueID) -> Bool { order(lhs, rhs) == .smaller }

  /// A number from the value alone, not from when it was interned; see `Value.contentHash`.
  package func contentHash(_ id: ValueID) -> UInt64 {
    if let integer = id.integer { return Value.int(integer).contentHash }
    let position = Int(id.rawValue)
    return position < hashes.count ? hashes[position] : ValueTable.tombstoneHash
  }

  /// Outside the table of kinds in `ContentHash`: a deletion is no value.
  private static var tombstoneHash: UInt64 {
    var hash = ContentHash()
    hash.include(9)
    return hash.state
  }

  /// How many bytes a value takes as JSON; a deletion none.
  package mutating func size(_ id: ValueID) -> Int {
    guard let value = value(id) else { return 0 }
    guard id.integer == nil else { return value.json.utf8.count }
    let position = Int(id.rawValue)
    while sizes.count <= position { sizes.append(0) }
    if sizes[position] == 0 { sizes[position] = UInt32(clamping: value.json.utf8.count) }
    return Int(sizes[position])
  }

  /// The slot that holds the value's position, or the free one where it belongs.
  private func slot(of value: Value, hash: UInt64) -> Int {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot] != 0 {
      let position = Int(slots[slot])
      if hashes[position] == hash, values[position] == value { return slot }
      slot = (slot + 1) & mask
    }
    return slot
  }

  private mutating func grow() {
    let mask = slots.count * 2 - 1
    slots = Array(repeating: 0, count: mask + 1)
    for position in 1..<values.count {
      var slot = Int(truncatingIfNeeded: hashes[position]) & mask
      while slots[slot] != 0 { slot = (slot + 1) & mask }
      slots[slot] = UInt32(position)
    }
  }
}
