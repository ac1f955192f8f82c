import BasicContainers
import Replication

/// What every node holds of every key, by slot; pages of sixteen keys come into being when touched.
struct SlotTable: ~Copyable, Sendable {
  private let footing = Footing()
  private static var pageKeys: Int { 16 }

  var states: UniqueArray<KeyState>
  /// Page + 1 at `keyPage × nodeCapacity + node`; 0: not touched.
  private var pages: UniqueArray<UInt32>
  private var nodeCapacity = 8
  /// The node and first key of each page.
  private var owners: UniqueArray<SIMD2<Int32>>
  /// The slots changed since the fingerprint was last taken, each once.
  private(set) var dirty: UniqueArray<UInt32>
  /// The slots changed since they were last compared with other nodes', each once; from the first
  /// comparison on.
  private var changed: UniqueArray<UInt32>
  private var isCompared = false
  /// The fingerprint of each slot when it was last taken.
  private var hashes: UniqueArray<UInt64>
  /// The sum of `hashes`.
  private(set) var sum: UInt64 = 0

  init() {
    states = UniqueArray()
    pages = UniqueArray()
    owners = UniqueArray()
    dirty = UniqueArray()
    changed = UniqueArray()
    hashes = UniqueArray()
  }

  private init(copying other: borrowing SlotTable) {
    states = other.states.clone()
    pages = other.pages.clone()
    nodeCapacity = other.nodeCapacity
    owners = other.owners.clone()
    dirty = other.dirty.clone()
    changed = other.changed.clone()
    isCompared = other.isCompared
    hashes = other.hashes.clone()
    sum = other.sum
  }

  borrowing func clone() -> SlotTable { SlotTable(copying: self) }

  /// The slot of a key at a node, if it was ever touched.
  @inline(__always)
  func find(_ key: Int, _ node: Int) -> Int? {
    let index = (key >> 4) &* nodeCapacity &+ node
    guard node < nodeCapacity, index < pages.count, pages[index] != 0 else { return nil }
    return (Int(pages[index]) &- 1) << 4 | key & 15
  }

  /// The slot of a key at a node.
  @inline(__always)
  mutating func slot(_ key: Int, _ node: Int) -> Int {
    find(key, node) ?? touch(key, node)
  }

  @inline(never)
  private mutating func touch(_ key: Int, _ node: Int) -> Int {
    if node >= nodeCapacity { widen(to: node + 1) }
    let index = key / Self.pageKeys * nodeCapacity + node
    while pages.count <= index { pages.append(0) }
    for _ in 0..<Self.pageKeys {
      states.append(KeyState())
      states[states.count - 1].changes = isCompared ? [] : .sinceComparison
      hashes.append(0)
    }
    owners.append(SIMD2(Int32(node), Int32(key / Self.pageKeys * Self.pageKeys)))
    pages[index] = UInt32(owners.count)
    return (owners.count - 1) * Self.pageKeys + key % Self.pageKeys
  }

  private mutating func widen(to count: Int) {
    var capacity = nodeCapacity
    while capacity < count { capacity *= 2 }
    var wider = UniqueArray<UInt32>(minimumCapacity: 0)
    let rows = (pages.count + nodeCapacity - 1) / nodeCapacity
    for row in 0..<rows {
      for node in 0..<capacity {
        let old = row * nodeCapacity + node
        wider.append(node < nodeCapacity && old < pages.count ? pages[old] : 0)
      }
    }
    pages = wider
    nodeCapacity = capacity
  }

  /// Whose slot it is.
  func owner(of slot: Int) -> (node: NodeID, key: KeyID) {
    let owner = owners[slot / Self.pageKeys]
    return (NodeID(owner.x), KeyID(owner.y + Int32(slot % Self.pageKeys)))
  }

  /// Marks a slot as changed.
  @inline(__always)
  mutating func touched(_ slot: Int) {
    guard states[slot].changes != .all else { return }
    note(slot)
  }

  @inline(never)
  private mutating func note(_ slot: Int) {
    if !states[slot].changes.contains(.sinceFingerprint) { dirty.append(UInt32(slot)) }
    if !states[slot].changes.contains(.sinceComparison) { changed.append(UInt32(slot)) }
    states[slot].changes = .all
  }

  /// Takes out the slots that changed since the last comparison; all of them at the first.
  mutating func takeChanged() -> [Int] {
    var result: [Int] = []
    if isCompared {
      for index in 0..<changed.count { result.append(Int(changed[index])) }
      changed.removeAll(keepingCapacity: true)
    } else {
      result = Array(0..<states.count)
      isCompared = true
    }
    for slot in result { states[slot].changes.remove(.sinceComparison) }
    return result
  }

  /// Makes a slot as if it had never been touched; it counts as changed.
  mutating func clear(_ slot: Int) {
    touched(slot)
    let changes = states[slot].changes
    states[slot] = KeyState()
    states[slot].changes = changes
  }

  /// Takes in the new fingerprint of a changed slot.
  mutating func settle(_ slot: Int, hash: UInt64) {
    sum = sum &- hashes[slot] &+ hash
    hashes[slot] = hash
    states[slot].changes.remove(.sinceFingerprint)
  }

  /// Ends a round of `settle`.
  mutating func settled() { dirty.removeAll(keepingCapacity: true) }
}
