import Replication

/// How long a message travels. Unit: nanoseconds.
package enum LatencyModel: Hashable, Sendable, BitwiseCopyable {
  /// Always this long.
  case constant(Tick)
  /// Any duration from the first to the second, both included, all alike.
  case uniform(Tick, Tick)
  /// Exponentially distributed, with this mean.
  case exponential(mean: Tick)
  /// Pareto distributed: never below `scale`; the smaller the shape, the longer the tail.
  ///
  /// Precondition: both are above 0.
  case pareto(scale: Tick, shape: Double)
  /// One of several, drawn by weight: what `World.mixture` has taken in.
  case mixture(MixtureID)
}

/// A mixture of latencies, by position in the order they were taken in.
package struct MixtureID: Hashable, Sendable, BitwiseCopyable {
  /// Position, from 0.
  let rawValue: Int32
}

/// A latency and how often it is the one.
package struct WeightedLatency: Hashable, Sendable {
  /// How often.
  package var weight: Share
  /// Which; no mixture.
  package var model: LatencyModel

  /// A part of a mixture.
  package init(_ weight: Share, _ model: LatencyModel) {
    self.weight = weight
    self.model = model
  }
}

/// Which messages a rule is about; a link goes before a kind, a kind before all.
package enum MessageScope: Hashable, Sendable {
  case all
  case link(Arc)
  case kind(MessageKind)
}

/// The latencies of links that state none, and the mixtures of all.
struct Latencies: Sendable {
  var all = LatencyModel.constant(10_000_000)
  /// By purpose, so that sending need not ask for the kind; empty where no kind states one.
  private var purposes: [LatencyModel?] = []
  private(set) var mixtures: [[WeightedLatency]] = []

  @inline(__always)
  func model(_ purpose: Envelope.Purpose) -> LatencyModel {
    purposes.isEmpty ? all : purposes[Int(purpose.rawValue)] ?? all
  }

  mutating func set(_ kind: MessageKind, _ model: LatencyModel) {
    if purposes.isEmpty {
      purposes = Array(repeating: nil, count: Envelope.Purpose.allCases.count)
    }
    for purpose in Envelope.Purpose.allCases where purpose.kind == kind {
      purposes[Int(purpose.rawValue)] = model
    }
  }

  /// Forgets what was stated for single kinds.
  mutating func setAll(_ model: LatencyModel) {
    all = model
    purposes = []
  }

  mutating func intern(_ parts: [WeightedLatency]) -> MixtureID {
    if let known = mixtures.firstIndex(of: parts) { return MixtureID(rawValue: Int32(known)) }
    mixtures.append(parts)
    return MixtureID(rawValue: Int32(mixtures.count - 1))
  }

  /// A duration from a draw.
  func duration(_ model: LatencyModel, _ draw: UInt64) -> Tick {
    switch model {
    case .constant(let latency): return latency
    case .uniform(let low, let high):
      let span = UInt64(high - low)
      return low + Tick(Chance.below(span == .max ? span : span + 1, draw))
    case .exponential(let mean): return Chance.exponential(mean: mean, draw)
    case .pareto(let scale, let shape):
      return Chance.pareto(scale: scale, shape: shape, draw)
    case .mixture(let id): return duration(part(of: id, draw), draw)
    }
  }

  /// Which part of a mixture a draw stands for; that its bits are mixed once more keeps this choice
  /// apart from the duration.
  private func part(of id: MixtureID, _ draw: UInt64) -> LatencyModel {
    var left = Chance.below(1_000_000_000, Chance.mix(draw))
    let parts = mixtures[Int(id.rawValue)]
    for part in parts {
      if left < UInt64(part.weight.billionths) { return part.model }
      left -= UInt64(part.weight.billionths)
    }
    return parts.last?.model ?? all
  }

  // MARK: Identity

  func add(to hash: inout StateHash) {
    add(all, to: &hash)
    for (position, model) in purposes.enumerated() {
      guard let model else { continue }
      hash.add(UInt64(position))
      add(model, to: &hash)
    }
  }

  func add(_ model: LatencyModel, to hash: inout StateHash) {
    switch model {
    case .constant(let latency): hash.add(1, UInt64(bitPattern: latency))
    case .uniform(let low, let high):
      hash.add(2, UInt64(bitPattern: low), UInt64(bitPattern: high))
    case .exponential(let mean): hash.add(3, UInt64(bitPattern: mean))
    case .pareto(let scale, let shape):
      hash.add(4, UInt64(bitPattern: scale), shape.bitPattern)
    case .mixture(let id):
      for part in mixtures[Int(id.rawValue)] {
        hash.add(5, UInt64(bitPattern: part.weight.billionths))
        add(part.model, to: &hash)
      }
    }
  }
}

extension MessageKind {
  /// Its place among the kinds.
  var position: Int { bit.trailingZeroBitCount }
}
