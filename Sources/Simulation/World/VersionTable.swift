import BasicContainers
import Causality
import Replication

/// What clocks read when a version was written, and who wrote it: looked at when stamps decide.
struct VersionStamps: Sendable, BitwiseCopyable {
  /// The server's clock, in nanoseconds.
  var server: Tick
  /// The client's clock, in nanoseconds.
  var client: Tick
  /// The node's count of events.
  var logical: Int64
  /// The node's hybrid clock.
  var hybrid: HybridTimestamp
  /// Who counted the write.
  var replica: ReplicaID
  /// Where it was written.
  var origin: NodeID
  /// The causal delivery's count of the replica's writes over all keys; 0: not counted.
  var sequence: UInt32

  /// The reading of one kind of clock.
  func reading(_ clock: ClockKind) -> HybridTimestamp {
    switch clock {
    case .server: HybridTimestamp(wall: server)
    case .client: HybridTimestamp(wall: client)
    case .logical: HybridTimestamp(wall: logical)
    case .hybrid: hybrid
    }
  }
}

/// The versions that somebody stores or carries, by number; number 0 is never used.
struct VersionTable: ~Copyable, Sendable {
  private let footing = Footing()
  var records: UniqueArray<VersionRecord>
  var stamps: UniqueArray<VersionStamps>
  /// What each version depends on over all keys; grown under causal delivery only.
  var dependencies: [VersionVector] = []
  /// What each version's writer was shown, where some strategy asks for it.
  private var bases: [ValueID?] = []
  /// Whether some strategy asks for it.
  var keepsBases = false
  /// What each version carries to other leaders where that is less than its state.
  private var effects: [ValueID?] = []
  private var free: UniqueArray<UInt32>
  /// How many versions were ever written.
  private(set) var serial: UInt32 = 0

  init() {
    records = UniqueArray(minimumCapacity: 64)
    stamps = UniqueArray(minimumCapacity: 64)
    free = UniqueArray()
    records.append(
      VersionRecord(
        past: Past(), key: 0, value: .tombstone, dot: LaneDot(0, 0), serial: 0))
    stamps.append(Self.noStamps)
  }

  private init(copying other: borrowing VersionTable) {
    records = other.records.clone()
    stamps = other.stamps.clone()
    dependencies = other.dependencies
    bases = other.bases
    keepsBases = other.keepsBases
    effects = other.effects
    free = other.free.clone()
    serial = other.serial
  }

  borrowing func clone() -> VersionTable { VersionTable(copying: self) }

  private static var noStamps: VersionStamps {
    VersionStamps(
      server: 0, client: 0, logical: 0, hybrid: .zero, replica: ReplicaID(0), origin: NodeID(0),
      sequence: 0)
  }

  /// Stores a new version and returns its number.
  mutating func add(
    past: Past, key: KeyID, value: ValueID, dot: LaneDot, stamps newStamps: VersionStamps
  ) -> UInt32 {
    serial += 1
    let record = VersionRecord(
      past: past, key: key.rawValue, value: value, dot: dot, serial: serial)
    if let number = free.popLast() {
      records[Int(number)] = record
      stamps[Int(number)] = newStamps
      return number
    }
    records.append(record)
    stamps.append(newStamps)
    return UInt32(records.count - 1)
  }

  /// Forgets a version that nobody stores or carries any more.
  mutating func remove(_ number: UInt32, spills: inout SpillPool) {
    spills.release(&records[Int(number)].past.spill)
    free.append(number)
  }

  /// What a version's writer was shown; nil: not known.
  func base(_ number: UInt32) -> ValueID? {
    Int(number) < bases.count ? bases[Int(number)] : nil
  }

  /// Sets what a version's writer was shown.
  mutating func setBase(_ number: UInt32, _ base: ValueID?) {
    while bases.count <= Int(number) { bases.append(nil) }
    bases[Int(number)] = base
  }

  /// What a version carries to other leaders in place of its state; nil: its state.
  func effect(_ number: UInt32) -> ValueID? {
    Int(number) < effects.count ? effects[Int(number)] : nil
  }

  /// Sets what a version carries to other leaders in place of its state.
  mutating func setEffect(_ number: UInt32, _ effect: ValueID?) {
    guard effect != nil || Int(number) < effects.count else { return }
    while effects.count <= Int(number) { effects.append(nil) }
    effects[Int(number)] = effect
  }

  /// Sets what a version depends on.
  mutating func depend(_ number: UInt32, on past: VersionVector) {
    while dependencies.count <= Int(number) { dependencies.append(VersionVector()) }
    dependencies[Int(number)] = past
  }
}
