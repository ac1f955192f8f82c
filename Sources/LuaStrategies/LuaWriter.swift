import Replication

/// Writes what code gets to see; the shapes stand in the box, in `Wire.c`.
struct LuaWriter: ~Copyable {
  /// Memory of its own instead of an array: every byte of every call passes through here.
  private var memory = UnsafeMutableRawPointer.allocate(byteCount: 512, alignment: 8)
  private var room = 512
  private var count = 0

  init() {}

  deinit { memory.deallocate() }

  /// What was written; it lasts until more is written.
  var bytes: UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: memory.assumingMemoryBound(to: UInt8.self), count: count)
  }

  /// Makes room for more bytes and says where they go.
  private mutating func extend(by more: Int) -> UnsafeMutableRawPointer {
    if room - count < more { grow(by: more) }
    count += more
    return memory + (count - more)
  }

  private mutating func grow(by more: Int) {
    room = 2 * room + more
    let larger = UnsafeMutableRawPointer.allocate(byteCount: room, alignment: 8)
    larger.copyMemory(from: memory, byteCount: count)
    memory.deallocate()
    memory = larger
  }

  mutating func put(_ byte: UInt8) { extend(by: 1).storeBytes(of: byte, as: UInt8.self) }

  mutating func put(_ tag: Unicode.Scalar) { put(UInt8(ascii: tag)) }

  mutating func put(word: UInt32) {
    extend(by: 4).storeBytes(of: word.littleEndian, as: UInt32.self)
  }

  mutating func put(wide: UInt64) {
    extend(by: 8).storeBytes(of: wide.littleEndian, as: UInt64.self)
  }

  /// A text: its length, then its bytes.
  mutating func put(text: String) {
    let length = text.utf8.count
    put(word: UInt32(truncatingIfNeeded: length))
    guard length > 0 else { return }
    let place = UnsafeMutableRawBufferPointer(start: extend(by: length), count: length)
    if text.utf8.withContiguousStorageIfAvailable({ place.copyMemory(from: .init($0)) }) == nil {
      place.copyBytes(from: text.utf8)
    }
  }

  mutating func put(_ value: Value) {
    switch value {
    case .null: put("n")
    case .bool(let bool): put(bool ? "t" : "f")
    case .int(let integer):
      put("i")
      put(wide: UInt64(bitPattern: integer))
    case .double(let double):
      put("d")
      put(wide: double.bitPattern)
    case .string(let text):
      put("s")
      put(text: text)
    case .array(let elements): put(elements)
    case .object(let members):
      put("{")
      put(word: UInt32(truncatingIfNeeded: members.count))
      for member in members {
        put(text: member.key)
        put(member.value)
      }
    }
  }

  mutating func put(_ elements: [Value]) {
    put("[")
    put(word: UInt32(truncatingIfNeeded: elements.count))
    for element in elements { put(element) }
  }
}
