import Causality
import Replication

/// The clients: where their requests go, and what each has seen, key by key.
struct ClientTable: Sendable {
  struct Client: Sendable {
    var setup = ClientSetup()
    /// What it has seen over all keys, under causal delivery.
    var seen = VersionVector()
    /// The keys it has seen something of, sorted, with what.
    var keys: [Int32] = []
    var pasts: [Past] = []
  }

  var clients: [Client] = []

  /// What a client has seen of a key; it belongs to the client.
  func past(_ client: ClientID, _ key: Int) -> Past {
    let at = clients[client.index].keys.firstIndex { $0 >= Int32(key) }
    guard let at, clients[client.index].keys[at] == Int32(key) else { return Past() }
    return clients[client.index].pasts[at]
  }

  /// Adds to what a client has seen of a key.
  mutating func learn(
    _ client: ClientID, _ key: Int, in spills: inout SpillPool,
    _ change: (inout Past, inout SpillPool) -> Void
  ) {
    let keys = clients[client.index].keys
    let at = keys.firstIndex { $0 >= Int32(key) } ?? keys.count
    if at == keys.count || keys[at] != Int32(key) {
      clients[client.index].keys.insert(Int32(key), at: at)
      clients[client.index].pasts.insert(Past(), at: at)
    }
    change(&clients[client.index].pasts[at], &spills)
  }
}
