import Replication

// The page of a strategy, from its definition.
extension HelpPages {
  /// The page of a built-in strategy; what it shows is run.
  package static func page(_ strategy: StrategyDefinition) -> HelpReport {
    var sections: Sections = [
      ("", [.words(strategy.summary)]),
      ("Usage", [.code("resolve KEY with \(strategy.name)")] + options(of: strategy)),
    ]
    if !strategy.options.isEmpty { sections.append(("Options", strategy.options.map(\.line))) }
    if let profile = strategy.profile {
      if !profile.ties.utf8.isEmpty { sections.append(("Ties", [.words(profile.ties)])) }
      sections.append(("Laws", profile.laws.lines))
      sections.append(("Loses", [.words(profile.loses)]))
      if !profile.hazards.isEmpty {
        sections.append(("What breaks it", hazards(of: strategy, profile)))
      }
      sections.append(("Source", [.words(profile.source)]))
    }
    if let family = StrategyCatalogue.families.first(where: { family in
      family.strategies.contains { $0.name.hasSameBytes(as: strategy.name) }
    }) {
      let omitted = family.omitted.utf8.isEmpty ? "" : " Not the same: \(family.omitted)."
      sections.append(("System", [.words("\(family.title).\(omitted)")]))
    }
    sections.append(("See also", [.pages(["strategies", "laws", "resolve", "compare"])]))
    return HelpReport(title: strategy.name, sections: sections)
  }

  private static func options(of strategy: StrategyDefinition) -> [HelpLine] {
    strategy.options.isEmpty
      ? [] : [.code("strategy MINE \(strategy.describe(strategy.defaults))")]
  }

  private static func hazards(
    of strategy: StrategyDefinition, _ profile: StrategyProfile
  ) -> [HelpLine] {
    var lines = profile.hazards.map { HelpLine.term($0.title, $0.words) }
    let scripts = profile.hazards.lazy.compactMap { $0.script(strategy.name) }
    if let script = scripts.first { lines += Demonstration(Specimen(script)).lines }
    return lines
  }
}

extension StrategyOption {
  /// As a line of help.
  fileprivate var line: HelpLine {
    let words = acceptedWords.isEmpty ? "TEXT" : acceptedWords.joined(separator: "|")
    return .term("\(rawValue)=\(words)", note)
  }
}

extension LawSet {
  /// A line for each law, kept or not.
  fileprivate var lines: [HelpLine] {
    Law.allCases.map { law in
      .term(law.rawValue, contains(law) ? "yes: \(law.promise)" : "no: \(law.damage)")
    }
  }
}

extension Law {
  /// What it is good for.
  package var promise: String {
    switch self {
    case .commutative: "two replicas that exchange their writes agree"
    case .associative: "three replicas agree, in whichever order they hear of the writes"
    case .idempotent: "a version that is joined twice counts once"
    case .monotone: "a write never loses to what it follows"
    }
  }

  /// What happens without it.
  package var damage: String {
    switch self {
    case .commutative: "two replicas that exchange their writes keep different values for ever"
    case .associative: "three replicas that hear of writes in other orders differ for ever"
    case .idempotent: "a version joined twice counts twice; dedupe=on keeps that from happening"
    case .monotone: "a write can lose to what it follows, so that a correction is lost"
    }
  }
}
