import Causality
import Replication

// The identity of what a leaderless store has under way: by content, so that neither the numbers
// of slots nor the order of issue can be seen, but for what somebody watches by number.
extension World {
  /// The requests by slot; 0: not in use.
  func hashesOfRequests(_ relation: Relation) -> [UInt64] {
    var hashes: [UInt64] = []
    for slot in 0..<operations.quorums.operations.count {
      hashes.append(hash(ofRequest: slot, relation))
    }
    return hashes
  }

  private func hash(ofRequest slot: Int, _ relation: Relation) -> UInt64 {
    let operation = operations.quorums.operations[slot]
    guard operation.traits.phase != .free else { return 0 }
    var hash = StateHash(UInt64(UInt32(bitPattern: operation.node)) << 32 | 5)
    hash.add(UInt64(UInt32(bitPattern: operation.key)), UInt64(operation.traits.phase.rawValue))
    hash.add(UInt64(operation.traits.outcome.rawValue), operation.traits.flags)
    hash.add(UInt64(UInt32(bitPattern: operation.client)), self.hash(ofVersion: operation.version))
    let tally = operation.tally
    let counts = [tally.needed, tally.primaries, tally.open, tally.repairs, tally.lacking.x]
    for count in counts + [tally.lacking.y] { hash.add(UInt64(UInt32(bitPattern: count))) }
    for place in 0..<Int(tally.places) {
      let answer = operations.quorums.answers[slot * operations.quorums.stride + place]
      add(answer, of: Int(operation.key), to: &hash)
    }
    if operation.traits.isWatched { hash.add(UInt64(operation.serial)) }
    if relation == .timed, operation.links.isListed {
      hash.add(UInt64(bitPattern: operation.deadline))
    }
    return hash.value
  }

  private func add(_ answer: QuorumAnswer, of key: Int, to hash: inout StateHash) {
    hash.add(
      UInt64(UInt32(bitPattern: answer.node)) << 32 | UInt64(UInt32(bitPattern: answer.home)))
    hash.add(UInt64(answer.status.rawValue), (answer.isCounted ? 1 : 0) + (answer.isMended ? 2 : 0))
    if answer.version != 0 { hash.add(self.hash(ofVersion: answer.version)) }
    if answer.snapshot != 0 { hash.add(self.hash(ofSnapshot: answer.snapshot, key)) }
  }

  private func hash(ofSnapshot number: UInt32, _ key: Int) -> UInt64 {
    let snapshot = store.snapshots[number]
    var sum = hash(of: snapshot.past, key: key)
    for sibling in snapshot.siblings { sum = sum &+ hash(ofVersion: sibling.version) }
    return sum
  }

  /// Which request, place and home a message belongs to.
  func hash(ofRequest envelope: Envelope, _ requests: [UInt64]) -> UInt64 {
    guard envelope.belongsToRequest else {
      let isHandOff = envelope.purpose == .handOff || envelope.purpose == .handOffAck
      return isHandOff ? 0 : UInt64(UInt32(bitPattern: envelope.operation))
    }
    var hash = StateHash(requests[Int(envelope.operation)])
    hash.add(UInt64(envelope.place))
    if envelope.purpose != .readReply {
      hash.add(UInt64(UInt32(bitPattern: envelope.home)))
    } else if envelope.home != 0 {
      let key = Int(operations.quorums.operations[Int(envelope.operation)].key)
      hash.add(self.hash(ofSnapshot: UInt32(bitPattern: envelope.home), key))
    }
    return hash.value
  }

  /// What nodes keep for others.
  func hashOfHints() -> UInt64 {
    var sum: UInt64 = 0
    for hint in store.hints.hints where hint.version != 0 {
      var hash = StateHash(UInt64(hint.holder.index) << 32 | UInt64(hint.home.index))
      hash.add(self.hash(ofVersion: hint.version), hint.isSent ? 1 : 0)
      sum = sum &+ hash.value
    }
    return sum
  }

  /// How the store is set up, and where keys live.
  func addLeaderless(to hash: inout StateHash, _ relation: Relation) {
    store.placements.addStated(to: &hash)
    if let sequence = settings.chance.sequence { hash.add(6, sequence) }
    hash.add(store.issues.hash)
    guard let setup = settings.leaderless else { return }
    if let pruning = setup.pruning {
      hash.add(9, UInt64(pruning.small), UInt64(pruning.big))
      hash.add(UInt64(bitPattern: pruning.young), UInt64(bitPattern: pruning.old))
    }
    hash.add(7, UInt64(setup.n), UInt64(setup.w))
    hash.add(UInt64(setup.r), setup.count == .nodes ? 1 : 0, setup.isSloppy ? 1 : 0)
    hash.add(setup.handsOff ? 1 : 0, setup.startsEpochs ? 1 : 0)
    var words = ContentHash()
    words.include(setup.versions.rawValue)
    words.include(setup.readRepair.rawValue)
    hash.add(words.state)
  }
}

extension QuorumOperation.Traits {
  /// What is on or off, as bits.
  fileprivate var flags: UInt64 {
    let all = [isRead, isWatched, isLimited, mayRepeat, awaitsRepair]
    return all.reduce(0) { $0 << 1 | ($1 ? 1 : 0) }
  }
}
