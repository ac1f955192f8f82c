import Replication
import Testing

@Suite struct ValueTables {
  private let samples = ValueSamples.ascending

  @Test func equalIDsExactlyWhereValuesAreEqual() {
    var table = ValueTable()
    let ids = samples.map { table.intern($0) }
    for (i, value) in samples.enumerated() {
      #expect(table.intern(value) == ids[i])
      #expect(table.value(ids[i]) == value)
      for j in samples.indices { #expect((ids[i] == ids[j]) == (i == j)) }
    }
  }

  @Test func equalNumbersAndObjectsInAnyShapeAreOne() {
    var table = ValueTable()
    #expect(table.intern(.double(7)) == table.intern(.int(7)))
    #expect(table.intern(.double(-0.0)) == table.intern(.int(0)))
    #expect(table.intern(.array([.double(7)])) == table.intern(.array([.int(7)])))
    let members = [Value.Member(key: "b", value: .null), .init(key: "a", value: .double(1))]
    #expect(
      table.intern(.object(members))
        == table.intern(
          .object([
            .init(key: "a", value: .int(1)), .init(key: "b", value: .null),
          ])))
  }

  @Test func smallIntegersNeedNoPlace() {
    var table = ValueTable()
    for integer in [-(1 << 30), -1, 0, 1, 1 << 30 - 1] as [Int64] {
      #expect(table.intern(.int(integer)).integer == integer)
    }
    #expect(table.count == 1)
    #expect(table.intern(.int(1 << 30)).integer == nil)
    #expect(table.intern(.int(-(1 << 30) - 1)).integer == nil)
    #expect(table.count == 3)
  }

  @Test func theTombstoneIsNoValue() {
    var table = ValueTable()
    #expect(table.value(.tombstone) == nil)
    #expect(table.value(ValueID(position: 1)) == nil)
    #expect(table.value(ValueID(position: .max >> 1)) == nil)
    #expect(table.intern(.null) != .tombstone)
    for value in samples {
      let id = table.intern(value)
      #expect(table.order(.tombstone, id) == .smaller)
      #expect(table.order(id, .tombstone) == .larger)
      #expect(table.contentHash(id) != table.contentHash(.tombstone))
    }
    #expect(table.order(.tombstone, .tombstone) == .equal)
  }

  @Test func orderIsTheValues() {
    var table = ValueTable()
    let ids = samples.reversed().map { table.intern($0) }.reversed().map(\.self)
    for (i, left) in ids.enumerated() {
      for (j, right) in ids.enumerated() {
        #expect(table.order(left, right) == Ordering(i, j))
        #expect(table.precedes(left, right) == (i < j))
      }
    }
  }

  @Test func contentHashesDoNotDependOnWhatCameFirst() {
    var forwards = ValueTable()
    var backwards = ValueTable()
    for value in samples { _ = forwards.intern(value) }
    for value in samples.reversed() { _ = backwards.intern(value) }
    for value in samples {
      let (here, there) = (forwards.intern(value), backwards.intern(value))
      #expect(forwards.contentHash(here) == backwards.contentHash(there))
      #expect(forwards.contentHash(here) == value.contentHash)
    }
    let text = Value.string("\u{E9}")
    #expect(forwards.intern(text) != backwards.intern(text), "or the test shows nothing")
  }

  /// Saved fingerprints rest on these; null's is SplitMix64's first number for seed 1.
  @Test func contentHashesNeverChange() {
    #expect(Value.null.contentHash == 0x910A_2DEC_8902_5CC1)
    let cases: [(Value, UInt64)] = [
      (.int(7), 0x435E_B231_96E4_7BDA), (.string("milk"), 0x85FA_956C_30CD_4844),
      (.double(1.5), 0x830E_7B85_3B0A_E460),
      (.array([.string("eggs and more"), .bool(true)]), 0x5B21_FF7E_82D4_E2C7),
      (ValueSamples.object(("room", .int(7))), 0x769E_E36C_9058_AC35),
    ]
    for (value, hash) in cases { #expect(value.contentHash == hash) }
  }

  @Test func aCopyLearnsOnItsOwn() {
    var table = ValueTable()
    let first = table.intern("first")
    var copy = table
    let here = table.intern("here")
    let there = copy.intern("there")
    #expect(here == there)
    #expect(table.value(here) == .string("here"))
    #expect(copy.value(there) == .string("there"))
    #expect(copy.value(first) == .string("first"))
  }

  @Test func manyValues() {
    var table = ValueTable()
    let ids = (0..<5000).map { table.intern("value \($0)") }
    #expect(Set(ids).count == ids.count)
    for (number, id) in ids.enumerated() {
      #expect(table.value(id) == .string("value \(number)"))
      #expect(table.intern("value \(number)") == id)
    }
    #expect(table.count == 5001)
  }
}
