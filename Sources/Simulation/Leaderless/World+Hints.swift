import Causality
import Replication

// Hinted hand-off: who stands in for a replica keeps the version apart, and hands it over when the
// replica is back.
// - Source: DeCandia et al. 2007, §4.6.
extension World {
  /// Keeps a version for another node, unless what is kept for it knows the version.
  mutating func keepHint(_ envelope: Envelope, into events: inout EventBuffer) {
    let version = envelope.version
    let record = store.versions.records[Int(version)]
    let holder = NodeID(envelope.node)
    let home = NodeID(envelope.home - 1)
    if !envelope.isTimer, events.interest.contains(.messages) {
      events.record(arrival(.hinted, envelope))
    }
    let kept = store.hints.kept(at: holder, for: home, key: record.key)
    if kept.contains(where: { knows(store.hints.hints[$0].version, record.dot) }) { return }
    for at in kept where record.past.knows(dot(ofHint: at), in: store.spills) {
      dropHint(at, replaced: true)
    }
    store.versions.records[Int(version)].holders += 1
    let at = store.hints.add(
      Hint(holder: holder, home: home, key: record.key, version: version))
    // Who chose whom to reach chose to wait; a home that came back meanwhile is served at once.
    let slot = Int(envelope.operation)
    if !operations.quorums.operations[slot].traits.isLimited { handOff(at) }
  }

  private func knows(_ version: UInt32, _ dot: LaneDot) -> Bool {
    let record = store.versions.records[Int(version)]
    return record.dot == dot || record.past.knows(dot, in: store.spills)
  }

  private func dot(ofHint at: Int) -> LaneDot {
    store.versions.records[Int(store.hints.hints[at].version)].dot
  }

  /// Lets go of what a node keeps for another.
  private mutating func dropHint(_ at: Int, replaced: Bool) {
    let version = store.hints.hints[at].version
    store.hints.remove(at)
    dropHolder(version, replaced: replaced)
  }

  /// Sends home all that can be: whoever keeps something is up and its home can be reached.
  mutating func handOffAll() {
    guard store.hints.count > 0 else { return }
    for at in store.hints.hints.indices { handOff(at) }
  }

  private mutating func handOff(_ at: Int) {
    let hint = store.hints.hints[at]
    guard settings.leaderless?.handsOff == true, hint.version != 0, !hint.isSent, hasRoom,
      nodes.records[hint.holder.index].health == .up,
      !nodes.records[hint.home.index].failsWrites, network.hasWay(hint.holder, hint.home),
      isConnected(hint.home, hint.holder)
    else { return }
    store.hints.mark(at, sent: true)
    var envelope = Envelope()
    envelope.purpose = .handOff
    envelope.version = hint.version
    envelope.operation = Int32(at)
    send(envelope, over: network.way(hint.holder, hint.home), latency: nil)
  }

  /// A node that took home what was kept for it says so.
  mutating func answerHandOff(_ envelope: Envelope) {
    let arc = network.links.records[Int(envelope.link)].arc
    let link = network.way(arc.to, arc.from)
    guard !isLost(to: arc.from, over: link) else { return recall(envelope) }
    var answer = Envelope()
    answer.purpose = .handOffAck
    answer.version = envelope.version
    answer.operation = envelope.operation
    send(answer, over: link, latency: nil)
  }

  /// Who kept a version hears that it came home, and forgets it.
  mutating func takeHandOffAck(_ envelope: Envelope, into events: inout EventBuffer) {
    network.links.records[Int(envelope.link)].inFlight -= 1
    record(.answered, envelope, into: &events)
    let at = Int(envelope.operation)
    if isSame(at, envelope, holder: envelope.node) { dropHint(at, replaced: false) }
    dropCarrier(envelope.version)
  }

  /// What was on its way home, or the word that it came there, was lost: it is sent again when
  /// something changes for the better.
  mutating func recall(_ envelope: Envelope) {
    let arc = network.links.records[Int(envelope.link)].arc
    let holder = envelope.purpose == .handOff ? arc.from : arc.to
    let at = Int(envelope.operation)
    if isSame(at, envelope, holder: holder.rawValue) { store.hints.mark(at, sent: false) }
  }

  /// Whether the hint that a message is about is still there.
  private func isSame(_ at: Int, _ envelope: Envelope, holder: Int32) -> Bool {
    let hint = store.hints.hints[at]
    return hint.version == envelope.version && hint.holder.rawValue == holder
  }

  /// Forgets what a node keeps for others; `home`: also what others keep for it.
  mutating func forgetHints(of node: NodeID, home: Bool) {
    for at in store.hints.hints.indices where store.hints.hints[at].version != 0 {
      let hint = store.hints.hints[at]
      if hint.holder == node || home && hint.home == node { dropHint(at, replaced: false) }
    }
  }
}
