import Causality
import Replication

// What a coordinator does with the answers of replicas.
extension World {
  /// A replica has stored a write, or refused to.
  mutating func takeStored(_ envelope: Envelope, into events: inout EventBuffer) {
    network.links.records[Int(envelope.link)].inFlight -= 1
    let slot = Int(envelope.operation)
    let at = slot &* operations.quorums.stride &+ envelope.place
    let isAwaited = operations.quorums.operations[slot].traits.phase == .asking
    if events.interest.contains(.messages) {
      let kind: EventKind = !envelope.consents ? .refused : isAwaited ? .counted : .late
      events.record(arrival(kind, envelope))
    }
    operations.quorums.operations[slot].tally.open &-= 1
    if operations.quorums.answers[at].status == .asked {
      note(envelope.consents, slot, at)
    }
    if isAwaited { decideWrite(slot, into: &events) }
    finishIfDone(slot)
  }

  /// Notes what one place has answered.
  @inline(__always)
  mutating func note(_ consents: Bool, _ slot: Int, _ at: Int) {
    operations.quorums.answers[at].status = consents ? .yes : .no
    operations.quorums.operations[slot].tally.yes &+= consents ? 1 : 0
    operations.quorums.operations[slot].tally.no &+= consents ? 0 : 1
  }

  /// Ends a write when enough have stored it, or enough never will.
  @inline(__always)
  mutating func decideWrite(_ slot: Int, into events: inout EventBuffer) {
    guard let outcome = decided(slot) else { return }
    end(slot, outcome, into: &events)
  }

  /// How an operation ends on what has been answered; nil: it does not yet.
  @inline(__always)
  private mutating func decided(_ slot: Int) -> EventOutcome? {
    guard let setup = settings.leaderless else { return .unknown }
    let tally = operations.quorums.operations[slot].tally
    // It was possible when it began, and nobody has refused since.
    if tally.yes < tally.needed, tally.no == 0 { return nil }
    let standing = standing(slot, setup)
    if standing.answers >= tally.needed, standing.primaries >= tally.primaries { return .ok }
    if standing.possible < tally.needed {
      operations.quorums.operations[slot].tally.lacking = SIMD2(tally.needed, standing.possible)
      return .unavailable
    }
    if standing.possiblePrimaries < tally.primaries {
      operations.quorums.operations[slot].tally.lacking = SIMD2(
        tally.primaries, standing.possiblePrimaries)
      return .unavailable
    }
    return nil
  }

  /// A replica has told what it holds.
  mutating func takeReply(_ envelope: Envelope, into events: inout EventBuffer) {
    network.links.records[Int(envelope.link)].inFlight -= 1
    let slot = Int(envelope.operation)
    let at = slot &* operations.quorums.stride &+ envelope.place
    let traits = operations.quorums.operations[slot].traits
    let isAwaited = traits.phase == .asking
    record(isAwaited ? .counted : .late, envelope, into: &events)
    operations.quorums.operations[slot].tally.open &-= 1
    let isWanted = isAwaited || traits.phase == .mending || traits.awaitsRepair
    if isWanted, operations.quorums.answers[at].status == .asked {
      operations.quorums.answers[at].version = envelope.version
      operations.quorums.answers[at].snapshot = UInt32(bitPattern: envelope.home)
      operations.quorums.answers[at].isCounted = isAwaited
      note(true, slot, at)
    } else {
      dropFound(envelope.version, UInt32(bitPattern: envelope.home))
    }
    if isAwaited { decideRead(slot, into: &events) }
    mendWhenAllAnswered(slot, into: &events)
  }

  /// Ends a read when enough have answered; before that mends, where the client waits for it.
  @inline(__always)
  mutating func decideRead(_ slot: Int, into events: inout EventBuffer) {
    guard let outcome = decided(slot) else { return }
    if outcome == .ok, settings.leaderless?.mendsFirst == true,
      mendDecided(slot, into: &events)
    {
      operations.quorums.operations[slot].traits.phase = .mending
      return
    }
    end(slot, outcome, into: &events)
  }

  /// A replica has stored what a reader waits for.
  mutating func takeRepairAck(_ envelope: Envelope, into events: inout EventBuffer) {
    network.links.records[Int(envelope.link)].inFlight -= 1
    let slot = Int(envelope.operation)
    record(.answered, envelope, into: &events)
    operations.quorums.operations[slot].tally.repairs -= 1
    operations.quorums.operations[slot].tally.lacking.x -= 1
    let operation = operations.quorums.operations[slot]
    if operation.traits.phase == .mending, operation.tally.lacking.x == 0 {
      end(slot, .ok, into: &events)
    }
    mendWhenAllAnswered(slot, into: &events)
  }

  /// Mends what the answers show to be behind, once no more of them can come.
  @inline(__always)
  mutating func mendWhenAllAnswered(_ slot: Int, into events: inout EventBuffer) {
    if operations.quorums.operations[slot].traits.awaitsRepair,
      operations.quorums.operations[slot].tally.open == 0
    {
      mend(slot, into: &events)
    }
    finishIfDone(slot)
  }

  // MARK: What a read returns

  /// Tells the client what was read, where anybody listens.
  mutating func giveAnswer(_ slot: Int, into events: inout EventBuffer) {
    let operation = operations.quorums.operations[slot]
    let rules = store.keys.rules[Int(operation.key)]
    guard
      operation.traits.isWatched || operation.client != 0 || rules.onRead != nil
        || events.interest.contains(.history)
    else { return }
    var past = Past()
    join(slot, into: &past)
    if operation.client != 0 {
      clients.learn(ClientID(operation.client - 1), Int(operation.key), in: &store.spills) {
        known, spills in known.merge(past, in: &spills)
      }
    }
    var answer = answer(slot)
    answer.context = vector(past, Int(operation.key))
    resolveOnRead(slot, &answer, past, into: &events)
    recordAnswer(slot, returning: answer.versions, past, into: &events)
    store.spills.release(&past.spill)
    if operation.traits.isWatched { operations.quorums.give(answer, for: operation.serial) }
  }

  /// Joins what the counted answers have seen.
  private mutating func join(_ slot: Int, into past: inout Past) {
    let first = slot * operations.quorums.stride
    for place in 0..<Int(operations.quorums.operations[slot].tally.places) {
      let answer = operations.quorums.answers[first + place]
      guard answer.isCounted else { continue }
      if answer.snapshot != 0 {
        past.merge(store.snapshots[answer.snapshot].past, in: &store.spills)
      } else if answer.version != 0 {
        let record = store.versions.records[Int(answer.version)]
        past.merge(record.past, in: &store.spills)
        past.include(record.dot, in: &store.spills)
      }
    }
  }

  /// The values of the versions that count among the counted answers, in order of their dots.
  private mutating func answer(_ slot: Int) -> ReadReply {
    let key = Int(operations.quorums.operations[slot].key)
    let ruling = ruling(on: found(slot, counted: true), key, slot)
    var answer = ReadReply(values: [])
    answer.reason = ruling.reason
    answer.versions = dots(of: ruling.stays)
    if store.keys.rules[key].onWrite != .siblings, ruling.stays.count > 1 || !ruling.goes.isEmpty {
      answer.strategy = store.keys.rules[key].onWrite
    }
    if let joined = ruling.joined {
      answer.values = reading(of: joined, KeyID(Int32(key)))
      return answer
    }
    for sibling in ruling.stays {
      let value = store.versions.records[Int(sibling.version)].value
      if value != .tombstone { answer.values += reading(of: value, KeyID(Int32(key))) }
    }
    return answer
  }

  /// Lets the key's strategy on read decide among siblings, and writes the result back.
  private mutating func resolveOnRead(
    _ slot: Int, _ answer: inout ReadReply, _ past: Past, into events: inout EventBuffer
  ) {
    let operation = operations.quorums.operations[slot]
    let rules = store.keys.rules[Int(operation.key)]
    let node = NodeID(operation.node)
    guard let onRead = rules.onRead else { return }
    let siblings = maxima(found(slot, counted: true), Int(operation.key), slot)
    guard siblings.count > 1 else { return }
    let chosen = choose(
      among: siblings, of: Int(operation.key), by: onRead, at: node, &answer)
    guard let chosen else { return }
    guard rules.writesBack, !nodes.records[node.index].failsWrites, hasRoom,
      let setup = settings.leaderless
    else { return }
    let kept = reply
    var back = WriteRequest(key: KeyID(operation.key), value: chosen, node: node)
    back.timeout = max(0, operation.deadline - now)
    let copy = store.spills.copy(past)
    if (try? coordinate(back, setup, after: copy, into: &events)) != nil { answer.wroteBack = true }
    reply = kept
  }
}
