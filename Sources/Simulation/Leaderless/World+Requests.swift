import Replication

extension World {
  /// The node lists that requests name as their reach.
  package var reaches: ReachTable {
    get { settings.reaches }
    set { settings.reaches = newValue }
  }

  /// How a leaderless store is set up; nil: every leader replicates.
  package var leaderless: QuorumSetup? { settings.leaderless }

  /// What an operation's read returned; nil: it is no read, has not succeeded, or was forgotten.
  package func answer(of operation: OperationID) -> ReadReply? { nil }

  /// Lets go of a watched operation; nobody may ask for its outcome any more.
  package mutating func forget(_ operation: OperationID) {}

  /// The preference list of a key as things stand, for a request that starts at `coordinator`.
  ///
  /// With stand-ins where the store is sloppy; the primaries only, up or not, where it is strict.
  package func preference(of key: KeyID, from coordinator: NodeID? = nil) -> [PreferenceEntry] {
    []
  }

  /// How many partitions the ring has.
  package var partitionCount: Int { 64 }

  /// What nodes keep for others, in order of holder, home and key.
  package func hints() -> [HintView] { [] }

  /// What the last comparison of two nodes took.
  package var lastSync: SyncCost { SyncCost() }
}
