import Replication

/// Something on its way: a message, or a timer of a node. Plain data; lives in the `EventQueue`.
struct Envelope: Sendable, BitwiseCopyable {
  enum Purpose: UInt8, Sendable, CaseIterable, BitwiseCopyable {
    case replicate, writeRequest, writeAck, commit, commitAck
    /// A write of a leaderless store asking to be stored, and the answer.
    case store, stored
    case readRequest, readReply, repair, repairAck, handOff, handOffAck, sync
    /// An entry of the one leader's log, and a follower's word how far its log goes.
    case entry, entryAck
    /// A background handler of `version` (a key number) at `node`.
    case handler
    /// The end of an operation's patience.
    case timeout

    /// What people call it; timers are no messages.
    var kind: MessageKind? {
      switch self {
      case .replicate, .entry: .replicate
      case .writeRequest, .store: .writeRequest
      case .writeAck, .stored, .entryAck: .writeAck
      case .commit: .commit
      case .commitAck: .commitAck
      case .readRequest: .readRequest
      case .readReply: .readReply
      case .repair: .repair
      case .repairAck: .repairAck
      case .handOff: .handOff
      case .handOffAck: .handOffAck
      case .sync: .sync
      case .handler, .timeout: nil
      }
    }

    /// Whether a write comes with it; others refer to what came before.
    var carriesWrite: Bool {
      switch self {
      case .replicate, .writeRequest, .store, .repair, .handOff, .sync, .entry: true
      case .writeAck, .commit, .commitAck, .stored, .readRequest, .readReply, .repairAck,
        .handOffAck, .entryAck, .handler, .timeout:
        false
      }
    }
  }

  enum State: UInt8, Sendable, BitwiseCopyable {
    /// In the queue; nothing keeps it back.
    case queued
    /// Something keeps it back; not in the queue.
    case parked
    /// Delivered or lost; still linked in the queue.
    case dead
    /// Not in use.
    case free
  }

  /// Where it stands in the queue.
  struct Entry: Sendable, BitwiseCopyable {
    /// When it falls due; may lie behind the clock.
    var due: Tick = 0
    /// The order among equal due times, given when it first enters.
    var sequence: UInt64 = 0
    /// The next envelope of the same bucket, or of the free list.
    var next: UInt32 = 0
    var state = State.queued
  }

  var entry = Entry()
  /// The nodes it must not be sent to again.
  var tags: UInt64 = 0
  /// The version it carries; of a handler: the key.
  var version: UInt32 = 0
  /// The link it travels on; −1: a timer.
  var link: Int32 = -1
  /// Its ordinal on the link.
  var ordinal: UInt32 = 0
  /// The receiver.
  var node: Int32 = 0
  /// The operation it belongs to; −1: none.
  var operation: Int32 = -1
  var purpose = Purpose.replicate
  /// Of an answer: yes. Of a commit: make it visible.
  var consents = false
  /// Not 0: it is lost when it falls due. Two bytes wide, which fills the last word: its copies
  /// then need no overlapping moves, which later loads would await.
  private var doom: UInt16 = 0

  /// Whether it is lost when it falls due.
  var isDoomed: Bool {
    @inline(__always) get { doom != 0 }
    set { doom = newValue ? 1 : 0 }
  }

  init() {}

  var isTimer: Bool { link < 0 }

  /// Whether it is about a position of a log.
  var isOfLog: Bool { purpose == .entry || purpose == .entryAck }

  /// Whether the receiver is to keep what it carries for another.
  var isForAnother: Bool {
    (purpose == .store || purpose == .repair || purpose == .readRequest) && home != 0
  }

  /// Whether `operation` is the slot of a request of a leaderless store.
  var belongsToRequest: Bool {
    switch purpose {
    case .store, .stored, .readRequest, .readReply, .repair, .repairAck: true
    case .replicate, .commit, .writeRequest, .writeAck, .commitAck, .handOff, .handOffAck, .sync,
      .entry, .entryAck, .handler, .timeout:
      false
    }
  }

  /// Whether it is a request or an answer, which a crash of the receiver loses.
  var isLostByCrash: Bool {
    switch purpose {
    case .replicate, .commit, .sync, .entry, .handler, .timeout: false
    case .writeRequest, .writeAck, .commitAck, .store, .stored, .readRequest, .readReply, .repair,
      .repairAck, .handOff, .handOffAck, .entryAck:
      true
    }
  }

  /// What people call it.
  var kind: MessageKind { purpose.kind ?? .replicate }
}
