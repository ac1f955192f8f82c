import Replication
import ScriptSyntax
import Simulation

/// How the identity of a session is written: 16 digits.
package enum Digest {
  /// The digits of a digest, small letters.
  package static func text(_ digest: UInt64) -> String {
    let digits = String(digest, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  /// The digest of 16 digits; nil: they are none.
  package static func read(_ text: some StringProtocol) -> UInt64? {
    text.utf8.count == 16 && text.utf8.first != UInt8(ascii: "+") ? UInt64(text, radix: 16) : nil
  }
}

extension Session {
  /// The identity of all that can be seen here or decides the future, in 64 bits.
  ///
  /// It is of the world with its clock, queue and chance, of names, bindings, client contexts,
  /// variables and definitions; not of how the session came here, nor of what may be undone. The
  /// same in every process, build and machine.
  package var digest: UInt64 {
    mutating get {
      var hash = ContentHash()
      hash.include(world.digest())
      hash.include(options.seed)
      hash.include(UInt64(events.recorder.history.operations.count))
      names.add(to: &hash)
      pace.add(to: &hash)
      environment.add(to: &hash)
      return hash.state
    }
  }
}

extension Session {
  /// The digest that the session would have without rules at random and what chaos has broken.
  ///
  /// Two runs whose faults came about in different ways have the same where nothing else differs.
  package var calmDigest: UInt64 {
    var other = fork()
    let rules: [Decision] = [
      .latency(.all, .constant(0)), .loss(.all, .none), .duplicates(.all, .none), .chaos(nil),
    ]
    for rule in rules { try? other.world.step(rule, into: &other.events) }
    return other.digest
  }
}

extension ContentHash {
  fileprivate mutating func include(_ names: [Name]) {
    include(UInt64(names.count))
    for name in names { include(name.text) }
  }

  fileprivate mutating func include(_ arc: Arc) {
    include(UInt64(arc.from.index) << 32 | UInt64(arc.to.index))
  }
}

extension SessionNames {
  fileprivate func add(to hash: inout ContentHash) {
    nodes.add(to: &hash)
    hash.include(keys.names)
    hash.include(clients.names)
    hash.include(strategies.names)
    hash.include(UInt64(bindings.fallback?.rawValue ?? .max))
    for rule in bindings.rules {
      hash.include(rule.pattern.text)
      rule.effect.add(to: &hash)
    }
    for client in clients.names.indices {
      hash.include(UInt64(guarantees[ClientID(Int32(client))]?.rawValue ?? 0))
    }
    for key in keys.names.indices where placedKeys.contains(KeyID(Int32(key))) {
      hash.include(UInt64(key))
    }
    for invariant in invariants {
      hash.include(invariant.named.name.name.text)
      hash.include(invariant.named.predicate.code)
      hash.include(invariant.isBroken ? 1 : 0)
    }
  }
}

extension NodeRoster {
  fileprivate func add(to hash: inout ContentHash) {
    hash.include(UInt64(count))
    for (position, rank) in ranks.enumerated() {
      let node = NodeID(Int32(position))
      hash.include(text(node))
      hash.include(zone(node)?.text ?? "")
      hash.include(UInt64(UInt32(bitPattern: rank)))
    }
    hash.include(forwards ? 1 : 0)
  }
}

extension ResolveRules.Effect {
  fileprivate func add(to hash: inout ContentHash) {
    switch self {
    case .onWrite(let strategy): hash.include(UInt64(strategy.rawValue))
    case .onRead(let strategy, let writesBack):
      hash.include(1 << 16 | UInt64(strategy.rawValue))
      hash.include(writesBack ? 1 : 0)
    case .delayed(let strategy, let delay):
      hash.include(2 << 16 | UInt64(strategy.rawValue))
      hash.include(UInt64(bitPattern: delay))
    case .onLink(let arc, let strategy):
      hash.include(3 << 16 | UInt64(strategy.rawValue))
      hash.include(arc)
    case .onKind(let kind, let arc, let strategy):
      hash.include((arc == nil ? 4 : 5) << 16 | UInt64(strategy.rawValue))
      hash.include(kind.rawValue)
      if let arc { hash.include(arc) }
    }
  }
}

extension Pace {
  fileprivate func add(to hash: inout ContentHash) {
    hash.include(UInt64(bitPattern: interval))
    for request in started {
      hash.include(UInt64(bitPattern: request.deadline))
      hash.include(UInt64(bitPattern: Int64(request.key?.index ?? -1)))
    }
  }
}

extension Environment {
  /// Variables and what was defined; what texts have declared and did not run yet is none of it.
  fileprivate func add(to hash: inout ContentHash) {
    for variable in globals {
      hash.include(variable.name.text)
      hash.include(ScriptPrinter.print(Statement(verb: "=", items: variable.value.items)))
    }
    for declaration in declared {
      hash.include(declaration.name.text)
      hash.include(declaration.digest)
    }
  }
}
