import Causality
import Replication

extension World {
  /// Sends a new version from where it was written, over every link out.
  mutating func send(_ version: UInt32, from node: NodeID, chosen: ChosenLatencies) {
    let first = Int(network.links.starts[node.index])
    let last = Int(network.links.starts[node.index + 1])
    guard first < last else { return }
    let tags = firstTags(node, first..<last)
    for way in first..<last {
      let link = Int(network.links.ways[way])
      var envelope = Envelope()
      envelope.version = version
      envelope.tags = tags
      post(&envelope, over: link, latency: chosen[way - first])
    }
    store.versions.records[Int(version)].carriers += UInt32(last - first)
  }

  /// What a message carries from where its version was written.
  private mutating func firstTags(_ node: NodeID, _ ways: Range<Int>) -> UInt64 {
    guard network.tags == .path || network.tags == .announced else { return 0 }
    var tags = network.crowds.adding(node, to: 0)
    guard network.tags == .announced else { return tags }
    for way in ways {
      let to = network.links.records[Int(network.links.ways[way])].to
      tags = network.crowds.adding(to, to: tags)
    }
    return tags
  }

  /// Passes a version on to those its tags do not name.
  mutating func relay(_ envelope: Envelope) {
    let node = NodeID(envelope.node)
    let first = Int(network.links.starts[node.index])
    let last = Int(network.links.starts[node.index + 1])
    guard first < last else { return }
    let isTagged = network.tags == .path || network.tags == .announced
    var tags = isTagged ? network.crowds.adding(node, to: envelope.tags) : 0
    var links: [Int] = []
    for way in first..<last {
      let link = Int(network.links.ways[way])
      let to = network.links.records[link].to
      if !isTagged || !network.crowds.contains(to, in: tags) { links.append(link) }
    }
    if network.tags == .announced {
      for link in links {
        tags = network.crowds.adding(network.links.records[link].to, to: tags)
      }
    }
    for link in links {
      var copy = Envelope()
      copy.version = envelope.version
      copy.tags = tags
      send(copy, over: link, latency: nil)
    }
  }

  /// Puts a message on a link as its next ordinal, carried from now on.
  @inline(__always)
  mutating func send(_ message: Envelope, over link: Int, latency: Tick?) {
    var envelope = message
    if envelope.version != 0 {
      store.versions.records[Int(envelope.version)].carriers += 1
    }
    post(&envelope, over: link, latency: latency)
  }

  /// Puts a message on a link as its next ordinal; what it carries is carried already.
  @inline(__always)
  mutating func post(_ envelope: inout Envelope, over link: Int, latency: Tick?) {
    envelope.link = Int32(truncatingIfNeeded: link)
    network.links.records[link].take(&envelope)
    guard network.links.records[link].isFree, nodes.records[Int(envelope.node)].health == .up else {
      // By value: what has an address is not kept in registers, and its copies wait for its parts.
      return postAside(envelope, over: link, latency: latency)
    }
    schedule(&envelope, over: link, latency: latency)
    network.queue.push(envelope)
  }

  /// Says when a message falls due: on an ordered link none overtakes another.
  @inline(__always)
  mutating func schedule(_ envelope: inout Envelope, over link: Int, latency: Tick?) {
    let travel =
      latency
      ?? network.latency(
        of: link, envelope.purpose, ordinal: envelope.ordinal, chance: &settings.chance)
    envelope.entry.due = adding(now, travel)
    guard network.delivery == .fifo else { return }
    envelope.entry.due = max(envelope.entry.due, network.links.records[link].lastDue)
    network.links.records[link].lastDue = envelope.entry.due
  }

  /// Queues a message, or parks it where something keeps it back; `again`: it keeps its place
  /// among equal due times.
  @discardableResult
  @inline(never)
  mutating func enter(_ envelope: Envelope, again: Bool = false) -> UInt32 {
    obstacle(to: envelope) == nil
      ? network.queue.push(envelope, again: again) : network.queue.park(envelope)
  }

  /// What keeps an envelope from being delivered.
  func obstacle(to envelope: Envelope) -> Obstacle? {
    if envelope.purpose == .timeout { return nil }
    if !envelope.isTimer {
      let link = Int(envelope.link)
      if network.links.records[link].held != 0 || !network.links.records[link].blocks.isEmpty {
        if network.links.records[link].blocks.contains(.cut) { return .cut }
        if network.links.records[link].blocks.contains(.stopped), envelope.purpose == .replicate {
          return .stopped
        }
        if network.links.records[link].holds(envelope.kind) { return .held }
      }
    }
    switch nodes.records[Int(envelope.node)].health {
    case .up: return nil
    case .paused: return .paused(NodeID(envelope.node))
    case .crashed, .removed: return .down(NodeID(envelope.node))
    }
  }

  /// Sorts anew what is queued and what is parked, after something that keeps messages back
  /// began or ended.
  mutating func reconsider() {
    var freed: [(due: Tick, sequence: UInt64, slot: UInt32)] = []
    for slot in network.queue.slots() {
      let envelope = network.queue.pool[Int(slot)]
      let isFree = obstacle(to: envelope) == nil
      if envelope.entry.state == .queued, !isFree {
        _ = network.queue.remove(slot)
        network.queue.park(envelope)
      } else if envelope.entry.state == .parked, isFree {
        freed.append((envelope.entry.due, envelope.entry.sequence, slot))
      }
    }
    // Latest first: each then goes to the end of the sorted day it joins.
    freed.sort { ($0.due, $0.sequence, $0.slot) > ($1.due, $1.sequence, $1.slot) }
    for entry in freed {
      let envelope = network.queue.remove(entry.slot)
      network.queue.push(envelope, again: true)
    }
  }

  /// A strategy refused to decide: the message goes back, and its link stops.
  mutating func stop(_ envelope: Envelope) {
    network.links.records[Int(envelope.link)].blocks.insert(.stopped)
    network.links.records[Int(envelope.link)].inFlight += 1
    network.queue.park(envelope)
    reconsider()
  }
}
