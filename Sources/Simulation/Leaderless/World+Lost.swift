import Replication

// What the loss or doubling of a message means to the request it belongs to.
extension World {
  /// Takes note that a message of a leaderless store was lost; its version was let go of.
  mutating func noteLoss(_ envelope: Envelope) {
    let slot = Int(envelope.operation)
    switch envelope.purpose {
    case .store, .stored, .readRequest:
      operations.quorums.operations[slot].tally.open -= 1
      operations.quorums.bereft.append(UInt32(slot))
    case .readReply:
      operations.quorums.operations[slot].tally.open -= 1
      if envelope.home != 0 { dropSnapshot(UInt32(bitPattern: envelope.home)) }
      operations.quorums.bereft.append(UInt32(slot))
    case .repair, .repairAck:
      operations.quorums.operations[slot].tally.repairs -= 1
      operations.quorums.bereft.append(UInt32(slot))
    case .handOff, .handOffAck: recall(envelope)
    default: break
    }
  }

  /// Goes on with the requests whose messages were lost.
  mutating func attendToLosses(into events: inout EventBuffer) {
    while let slot = operations.quorums.bereft.popLast() {
      guard operations.quorums.operations[Int(slot)].traits.phase != .free else { continue }
      mendWhenAllAnswered(Int(slot), into: &events)
    }
  }

  /// Takes note that a message exists twice; what it carries is carried twice.
  mutating func noteDouble(_ envelope: inout Envelope) {
    let slot = Int(envelope.operation)
    switch envelope.purpose {
    case .store, .stored, .readRequest:
      operations.quorums.operations[slot].tally.open += 1
    case .readReply:
      operations.quorums.operations[slot].tally.open += 1
      let number = UInt32(bitPattern: envelope.home)
      guard number != 0 else { return }
      var snapshot = store.snapshots[number]
      snapshot.past = store.spills.copy(snapshot.past)
      for sibling in snapshot.siblings {
        store.versions.records[Int(sibling.version)].carriers += 1
      }
      envelope.tags = UInt64(envelope.place) << 32 | UInt64(store.snapshots.add(snapshot))
    case .repair, .repairAck: operations.quorums.operations[slot].tally.repairs += 1
    default: break
    }
  }
}
