import Replication

/// The only input of a world: configuration, client requests, faults and the moves of time.
///
/// Every case prints as a statement of the language, so a schedule is a script.
package enum Decision: Sendable {
  // Configuration
  /// Creates this many nodes; their ids follow those there are.
  case addNodes(count: Int)
  /// States what people call a node, as a text of the value table, for strategies that ask.
  case label(NodeID, ValueID)
  /// States what people call a key, likewise.
  case labelKey(KeyID, ValueID)
  /// States the rank of every node ever created, by id: larger sorts later by name.
  case rank([Int32])
  /// Takes the node away for good, with its links and all messages from and to it.
  case remove(NodeID)
  /// Creates the link, or changes its latency where it stands; nil: the default latency.
  case link(Arc, LatencyModel?)
  /// Takes the link away; what is in flight on it still arrives.
  case unlink(Arc)
  /// Replaces all links by these, in this order.
  case topology([Arc])
  /// Chooses how writes are acknowledged.
  indirect case replication(ReplicationMode)
  /// Chooses how relayed writes are kept from running in circles, everywhere.
  case forwarding(ForwardingTags, redundant: RedundantRule)
  /// Turns relaying on or off at one node.
  case relay(NodeID, Bool)
  /// Makes `at` drop what `origin` wrote.
  case ignore(origin: NodeID, at: NodeID)
  /// Forgets every `ignore`.
  case clearIgnores
  /// Chooses the order in which messages of a link are taken in.
  case delivery(DeliveryMode)
  /// Chooses the seed of all chance; refused (`state`) after the first event.
  case seed(UInt64)
  /// Registers a strategy; its id is the count of those before it.
  indirect case addStrategy(Strategy)
  /// Creates the next key, with its rules.
  indirect case addKey(KeyRules)
  /// Replaces the rules of a key.
  indirect case bind(KeyID, KeyRules)
  /// Declares a client (the next id) or changes one.
  case client(ClientID, ClientSetup)

  // Client requests
  /// Writes at a node. The outcome is in `World.reply`.
  case write(WriteRequest)
  /// Applies an operation to a key whose values merge by themselves; the request's value is unused.
  indirect case update(WriteRequest, MergeOperation)
  /// Reads at a node. What was read is in `World.reply`.
  case read(ReadRequest)

  // Time
  /// Moves the clock without delivering anything; never backwards.
  case pass(until: Tick)
  /// Delivers what is due next, moving the clock there if it lies ahead.
  case deliverNext

  // Messages and faults
  /// Delivers this message now, whatever is due.
  case deliver(MessageName)
  /// Loses this message.
  case drop(MessageName)
  /// Sends this message a second time, as the link's next ordinal.
  case duplicate(MessageName)
  /// Adds to the latency of this message; on a fifo link those behind it wait too.
  case delay(MessageName, by: Tick)
  /// Holds what is in flight on the link, and what will be; nil: every kind.
  case hold(Arc, MessageKind?)
  /// Ends `hold`, also of a link that a strategy stopped.
  case release(Arc, MessageKind?)
  /// Stops the node; `losingDisk` forgets all it stored.
  case crash(NodeID, losingDisk: Bool)
  /// Starts a crashed node.
  case restart(NodeID)
  /// Stops a node that keeps everything.
  case pause(NodeID)
  /// Lets a paused node go on.
  case resume(NodeID)
  /// Makes a node refuse writes.
  case failWrites(NodeID)
  /// Ends `failWrites`.
  case mend(NodeID)
  /// Cuts these links, whether they exist now or come later.
  case partition([Arc])
  /// Mends all cuts.
  case heal
  /// Mends these cuts.
  case healCuts([Arc])
  /// Sets how far the node's clock is ahead (negative: behind). Unit: nanoseconds.
  case skew(NodeID, Tick)
  /// Sets how much too fast the node's clock runs (negative: slow). Unit: billionths.
  case drift(NodeID, Int64)

  // Chance
  /// Sets the latency of a scope.
  case latency(MessageScope, LatencyModel)
  /// Adds to the latency of what is sent from and to a node. Unit: nanoseconds.
  case detour(NodeID, Tick)
  /// Sets how likely a message is lost.
  case loss(MessageScope, Share)
  /// Sets how likely a message is sent twice.
  case duplicates(MessageScope, Share)
  /// States what becomes of a message that was not sent yet, in place of chance.
  case destine(MessageName, Fate)
  /// Lets faults happen at random from now on; nil: no more, and what they did is mended.
  case chaos(ChaosPlan?)
  /// States one such fault in advance, in place of chance.
  case strike(Stroke)

  // With one leader
  /// Makes a node the leader of the next term, with the log that it has.
  case promote(NodeID)

  // Without a leader
  /// States the ring: who owns each partition, and whether a walk skips nodes it has met.
  case ring(owners: [NodeID], isDistinct: Bool)
  /// States where a key lives.
  case place(KeyID, Placement)
  /// Compares two nodes' hash trees, or the one leader's log with a follower's, and sends what is
  /// missing.
  case sync(NodeID, NodeID)
  /// Purges at these nodes the deletions stamped before a moment; nothing of the key stays there.
  case collect(before: Tick, [NodeID])
  /// Compares a pair of nodes ever so often while time passes; nil: never.
  case antiEntropy(every: Tick?)
}

/// What a message is for.
package enum MessageKind: String, Hashable, Sendable, CaseIterable, BitwiseCopyable {
  /// A version on its way to another leader, or to a follower.
  case replicate
  /// A write asking another replica to accept it.
  case writeRequest = "write-request"
  /// The answer to it, or a follower's word that it has a write.
  case writeAck = "write-ack"
  /// The word that all leaders accepted, or that one did not.
  case commit
  /// The answer to it.
  case commitAck = "commit-ack"
  /// A read asking a replica for what it holds.
  case readRequest = "read-request"
  /// What that replica holds.
  case readReply = "read-reply"
  /// A version on its way to a replica that a read found behind.
  case repair
  /// The answer to it, where the reader waits for it.
  case repairAck = "repair-ack"
  /// A version on its way home from the node that took it in for another.
  case handOff = "hand-off"
  /// The answer to it.
  case handOffAck = "hand-off-ack"
  /// A version on its way because two nodes compared what they hold.
  case sync
}

/// Who takes writes, and whom they wait for.
package enum ReplicationMode: Hashable, Sendable {
  /// Every node takes writes and passes them on; `synchronous`: when all have accepted.
  case multiLeader(synchronous: Bool)
  /// Every node coordinates requests to the replicas of the key.
  case leaderless(QuorumSetup)
  /// One node takes every write and sends it to the others in the order of its log.
  case singleLeader(LeaderSetup)
}

/// What a relayed message carries to keep it from running in circles.
package enum ForwardingTags: String, Hashable, Sendable, CaseIterable {
  case path, announced, origin, none
}

/// Whether a copy of what was known already is relayed.
package enum RedundantRule: String, Hashable, Sendable, CaseIterable {
  case stop, forward
}

/// In which order the messages of a link are taken in.
package enum DeliveryMode: String, Hashable, Sendable, CaseIterable {
  case fifo, any, causal
}

/// What decides over the concurrent versions of a key.
package struct KeyRules: Hashable, Sendable {
  /// The strategy on write; `.siblings` when the key is resolved on read or by a handler.
  package var onWrite = StrategyID.siblings
  /// The strategy on read.
  package var onRead: StrategyID?
  /// Whether what a read decided is written back.
  package var writesBack = false
  /// The strategy of a background handler and how long after a conflict it runs.
  package var delayed: DelayedRule?
  /// Rules of single links, which go before `onWrite`.
  package var links: [LinkRule] = []
  /// Rules for single kinds of conflict, which go before all others: those of a link first, then
  /// each kind at most once.
  package var kinds: [KindRule] = []

  /// The default: siblings.
  package init() {}

  /// A background handler: a strategy that runs some time after a conflict.
  package struct DelayedRule: Hashable, Sendable {
    /// Who decides.
    package var strategy: StrategyID
    /// How long after the conflict. Unit: nanoseconds.
    package var delay: Tick
    /// A strategy and its delay.
    package init(strategy: StrategyID, delay: Tick) {
      self.strategy = strategy
      self.delay = delay
    }
  }

  /// A rule for one kind of conflict.
  package struct KindRule: Hashable, Sendable {
    /// What an arriving version finds.
    package var kind: ConflictKind
    /// The link on which it arrives; nil: any, and local writes too.
    package var arc: Arc?
    /// Who decides.
    package var strategy: StrategyID
    /// A strategy for a kind, on every link or on one.
    package init(kind: ConflictKind, on arc: Arc? = nil, strategy: StrategyID) {
      self.kind = kind
      self.arc = arc
      self.strategy = strategy
    }
  }

  /// A rule for what arrives on one link.
  package struct LinkRule: Hashable, Sendable {
    /// The link.
    package var arc: Arc
    /// Who decides.
    package var strategy: StrategyID
    /// A strategy for a link.
    package init(arc: Arc, strategy: StrategyID) {
      self.arc = arc
      self.strategy = strategy
    }
  }
}

/// A client session: where its requests go, and how far its own clock is ahead.
package struct ClientSetup: Hashable, Sendable {
  /// The home leader first, then those it fails over to, in order.
  package var homes: [NodeID] = []
  /// Unit: nanoseconds; negative: behind.
  package var skew: Tick = 0

  /// A client without a home.
  package init() {}
}

/// What a write causally follows.
package enum WriteContext: Hashable, Sendable, BitwiseCopyable {
  /// What the node holds of the key.
  case node
  /// What the client has read or written of it.
  case client(ClientID)
  /// Nothing.
  case blind
}

/// A write of one key at one node.
package struct WriteRequest: Sendable, BitwiseCopyable {
  /// The key.
  package var key: KeyID
  /// The new value; `.tombstone` deletes.
  package var value: ValueID
  /// The leader that takes the request.
  package var node: NodeID
  /// What the write follows.
  package var context: WriteContext
  /// Who writes, and so knows the write from now on; nil: nobody in particular.
  package var client: ClientID?
  /// An explicit clock reading instead of any clock's, in nanoseconds.
  package var stamp: Tick?
  /// How long the client waits, in nanoseconds.
  package var timeout: Tick
  /// Latencies chosen by the caller, one a link in link order; none: drawn by the world.
  package var latencies: ChosenLatencies
  /// How many replicas must answer, and which may be asked.
  package var quorum = RequestQuorum()

  /// A write that follows what the node holds.
  @inlinable
  package init(
    key: KeyID, value: ValueID, node: NodeID, context: WriteContext = .node, stamp: Tick? = nil,
    timeout: Tick = 1_000_000_000, latencies: ChosenLatencies = ChosenLatencies()
  ) {
    self.key = key
    self.value = value
    self.node = node
    self.context = context
    if case .client(let client) = context { self.client = client }
    self.stamp = stamp
    self.timeout = timeout
    self.latencies = latencies
  }
}

/// Up to eight latencies handed in instead of drawn, so that a schedule can state its chances.
package struct ChosenLatencies: Sendable, BitwiseCopyable {
  /// Unit: nanoseconds.
  @usableFromInline var values: InlineArray<8, Int64>
  /// How many are stated.
  package internal(set) var count: UInt8

  /// None: the world draws.
  @inlinable
  package init() {
    values = InlineArray(repeating: 0)
    count = 0
  }

  /// States one more; the ninth and later are ignored.
  @inlinable
  package mutating func append(_ latency: Tick) {
    guard count < 8 else { return }
    values[Int(count)] = latency
    count += 1
  }

  /// The latency stated for the link at this position, if there is one.
  @inlinable
  package subscript(position: Int) -> Tick? { position < Int(count) ? values[position] : nil }
}

/// A read of one key at one node.
package struct ReadRequest: Sendable, BitwiseCopyable {
  /// The key.
  package var key: KeyID
  /// The leader that answers.
  package var node: NodeID
  /// Who reads, and so learns a context; nil: nobody in particular.
  package var client: ClientID?
  /// How long the client waits, in nanoseconds.
  package var timeout: Tick
  /// How many replicas must answer, and which may be asked.
  package var quorum = RequestQuorum()

  /// A read.
  package init(
    key: KeyID, node: NodeID, client: ClientID? = nil, timeout: Tick = 1_000_000_000
  ) {
    self.key = key
    self.node = node
    self.client = client
    self.timeout = timeout
  }
}
