import Causality

/// A version as the rule of a key sees it: which write it is, and what that follows.
package struct Contender: Sendable {
  /// Which write it is.
  package var sibling: Sibling
  /// What it follows; a look, not a copy.
  package var past: Past

  /// A version.
  package init(_ sibling: Sibling, past: Past) {
    self.sibling = sibling
    self.past = past
  }
}

/// The rule of a key: what a replica does when one more version of it is written or arrives.
///
/// Pure: what is dominated goes, a strategy judges what is concurrent. `KeyState.takeFast` is the
/// same rule for the common case of siblings.
package enum KeyRule {
  /// How a version stands to those stored.
  package struct Standing: Sendable {
    /// Stored versions that it follows and so replaces.
    package var dominated: [Sibling] = []
    /// The others, in order of arrival.
    package var rivals: [Contender] = []
    /// Those of the stored that are concurrent with it.
    package var met: [Sibling] = []
  }

  /// What becomes of a version, and of those it stood against.
  package struct Ruling: Sendable {
    /// Whether the version was taken in, left out, or not decided upon.
    package enum Fate: Sendable {
      case taken, skipped, stopped
    }

    /// What became of it.
    package var fate = Fate.taken
    /// What is live afterwards, in order of arrival.
    package var stays: [Sibling]
    /// What the strategy let go.
    package var goes: [Sibling] = []
    /// The value that the live versions were joined into.
    package var joined: ValueID?
    /// What the strategy's code says of its failure; nil: it did not fail.
    package var failure: ValueID?
    /// Why.
    package var reason = Reason.keptAll
  }

  /// Compares a version with those stored. Where stamps alone decide, nothing is dominated.
  ///
  /// `all`: what is known of all that is stored, where one vector stands for it; the version then
  /// dominates everything, if it follows all of that, or else nothing.
  package static func compare(
    _ own: Contender, with stored: [Contender], _ causality: CausalityRule,
    all: Past? = nil, in pool: borrowing SpillPool
  ) -> Standing {
    let followsAll = all.map { own.past.covers($0, in: pool) }
    var standing = Standing()
    for other in stored {
      let follows = own.past.knows(other.sibling.dot, in: pool)
      if followsAll ?? follows, causality == .first {
        standing.dominated.append(other.sibling)
      } else {
        standing.rivals.append(other)
      }
      if !follows, !other.past.knows(own.sibling.dot, in: pool) {
        standing.met.append(other.sibling)
      }
    }
    return standing
  }

  /// Turns a strategy's answer about rivals and newcomer, which is the last, into what stays.
  package static func ruling(_ resolution: Resolution, on all: [Sibling]) -> Ruling {
    var ruling = Ruling(stays: all)
    guard let own = all.last else { return ruling }
    switch resolution {
    case .keepAll, .ask: break
    case .keep(let index, let reason):
      guard all.indices.contains(index) else { break }
      ruling.stays = [all[index]]
      ruling.goes = all.indices.filter { $0 != index }.map { all[$0] }
      ruling.reason = reason
    case .keepSome(let indices, let reason):
      ruling.stays = all.indices.filter { indices.contains($0) }.map { all[$0] }
      ruling.goes = all.indices.filter { !indices.contains($0) }.map { all[$0] }
      ruling.reason = reason
    case .failed(let message):
      ruling.failure = message
      ruling.reason = .failed
    case .keepStored(let reason):
      ruling.stays.removeLast()
      ruling.goes = [own]
      ruling.reason = reason
    case .merge(let value, let reason):
      ruling.joined = value
      ruling.reason = reason
    case .skip:
      ruling.fate = .skipped
      ruling.reason = .skipped
    case .stop:
      ruling.fate = .stopped
      ruling.reason = .stopped
    }
    return ruling
  }
}

extension KeyState {
  /// Stores what a ruling left, and remembers the version as seen; under `first` also all that it
  /// follows.
  package mutating func apply(
    _ ruling: KeyRule.Ruling, to own: Contender, _ causality: CausalityRule,
    in pool: inout SpillPool
  ) {
    store(ruling.stays, in: &pool)
    if let joined = ruling.joined { join(joined, in: &pool) }
    if causality == .first { past.merge(own.past, in: &pool) }
    past.include(own.sibling.dot, in: &pool)
  }
}
