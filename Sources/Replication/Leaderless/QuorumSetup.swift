/// How a leaderless store replicates: how many hold a key, how many answer, what is mended when.
package struct QuorumSetup: Hashable, Sendable, BitwiseCopyable {
  /// How a replica tells later from concurrent.
  package enum Versions: String, Hashable, Sendable, CaseIterable, BitwiseCopyable {
    /// A dot a write beside its context: a write drops exactly what its client had seen.
    case dots
    /// One merged vector a key: a write drops all, or nothing where its client had not seen all.
    case vector
    /// Clock readings alone; contexts are ignored.
    case stamps
  }

  /// What the w and r of a request count.
  package enum Count: String, Hashable, Sendable, CaseIterable, BitwiseCopyable {
    /// Distinct nodes.
    case nodes
    /// Answers; a node that stands in may give two.
    case acks
  }

  /// When readers mend replicas that were behind.
  package enum ReadRepair: String, Hashable, Sendable, CaseIterable, BitwiseCopyable {
    /// After the client was answered.
    case asynchronous
    /// Before the client is answered.
    case synchronous
    /// Never.
    case off
  }

  /// How many replicas a key has.
  package var n: Int
  /// How many of them acknowledge a write before its client is told.
  package var w: Int
  /// How many of them answer a read before its client is told.
  package var r: Int
  /// How a replica tells later from concurrent.
  package var versions = Versions.dots
  /// What `w` and `r` count.
  package var count = Count.nodes
  /// Whether other nodes stand in for replicas that cannot be reached.
  package var isSloppy = false
  /// When readers mend replicas that were behind.
  package var readRepair = ReadRepair.asynchronous
  /// Whether what a node took in for another is handed to it when it is back.
  package var handsOff = true
  /// Whether a node that lost what it held of a key counts its writes under a fresh identity.
  package var startsEpochs = true
  /// When vectors that grow long are cut; nil: never. Only where `versions` are vectors.
  package var pruning: VectorPruning?

  /// Three replicas, two of which answer.
  package init(n: Int = 3, w: Int = 2, r: Int = 2) {
    self.n = n
    self.w = w
    self.r = r
  }
}

/// How many must answer, as a request states it.
package enum Need: Hashable, Sendable, BitwiseCopyable {
  case number(Int)
  /// More than half of n.
  case majority
  /// All n.
  case all

  /// The number, of `n` replicas.
  package func count(of n: Int) -> Int {
    switch self {
    case .number(let count): count
    case .majority: n / 2 + 1
    case .all: n
    }
  }
}
