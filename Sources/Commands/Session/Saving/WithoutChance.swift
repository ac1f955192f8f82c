import ScriptSyntax
import Simulation

// Rules at random, and what stands in their place where what they decided is stated.
extension Session {
  /// The verbs whose statements may leave something to chance.
  static let verbsOfChance = [
    LossCommand.signature.verb, DuplicatesCommand.signature.verb, LatencyCommand.signature.verb,
    LinkCommand.signature.verb, TopologyCommand.signature.verb, ChaosCommand.signature.verb,
  ]

  /// The statements that leave nothing to chance where this one does; nil: it does not.
  ///
  /// No loss for a share, one duration for several: so whatever else the statement did stays done.
  func withoutChance(_ statement: Statement) -> [Statement]? {
    guard Self.verbsOfChance.contains(statement.verb) else { return nil }
    switch statement.verb {
    case ChaosCommand.signature.verb:
      guard let first = statement.items.first, first.isWord("off") || first.names(ChaosFault.self)
      else { return [] }
      return nil
    case LossCommand.signature.verb, DuplicatesCommand.signature.verb:
      return withoutShare(statement).map { [$0] }
    default: return withoutRange(statement).map { [$0] }
    }
  }

  private func withoutShare(_ statement: Statement) -> Statement? {
    guard let sign = statement.items.firstIndex(where: { $0.kind == .symbol(.percent) }), sign > 0
    else { return nil }
    let number = Item.Kind.literal(.int(0))
    guard statement.items[sign - 1].kind != number else { return nil }
    var result = statement
    result.items[sign - 1].kind = number
    return result
  }

  /// The statement with one latency in the place of several.
  private func withoutRange(_ statement: Statement) -> Statement? {
    guard let entry = CommandTable.entry(statement.verb) else { return nil }
    var arguments = ArgumentReader(
      entry, items: statement.items, span: statement.span,
      context: .running([], environment.known))
    if statement.verb == LatencyCommand.signature.verb {
      guard !arguments.isDetour, let scope = try? StatedScope(&arguments), !scope.isMessage else {
        return nil
      }
    } else {
      guard (try? arguments.option("latency")) == true else { return nil }
    }
    let start = arguments.index
    guard let latency = try? arguments.latency(), let usual = latency.usual else { return nil }
    var result = statement
    let item = Item(
      .word(.text(Duration.text(usual))), glued: statement.items[start].glued)
    result.items.replaceSubrange(start..<arguments.index, with: [item])
    return result
  }
}

extension StatedLatency {
  /// What a message takes that is like most; nil: they all take the same.
  fileprivate var usual: Tick? {
    let model = parts.max { $0.weight < $1.weight }?.model
    switch model {
    case .constant(let latency): return parts.count > 1 ? latency : nil
    case .uniform(let low, let high): return low + (high - low) / 2
    case .exponential(let mean): return mean
    case .pareto(let scale, _): return scale
    case .mixture, nil: return nil
    }
  }
}

extension Item {
  /// Whether it is one of the words of a choice.
  fileprivate func names<Choice: CaseIterable & RawRepresentable<String>>(
    _ choice: Choice.Type
  ) -> Bool {
    choice.allCases.contains { isWord($0.rawValue) }
  }
}
