/// Why options given to a strategy do not fit it.
package enum StrategyOptionError: Error, Hashable, Sendable {
  /// The strategy has no such option; it has these.
  case unknownOption(name: String, accepted: [String])
  /// The option is given twice.
  case repeatedOption(name: String)
  /// The option does not take this value; it takes these words.
  case badValue(name: String, value: String, accepted: [String])
  /// A text cannot be cut into a set of parts at nothing.
  case emptySeparator
}

extension StrategyOption {
  /// The words the option takes; none where any text will do.
  package var acceptedWords: [String] {
    switch self {
    case .tie: TieRule.allCases.map(\.rawValue)
    case .clock: ClockKind.allCases.map(\.rawValue)
    case .causality: CausalityRule.allCases.map(\.rawValue)
    case .separator, .column, .fields: []
    case .as: JoinRule.allCases.map(\.rawValue)
    case .dedupe, .lift: ["on", "off"]
    case .decided: ChanceRule.allCases.map(\.rawValue)
    case .remove: RemoveRule.allCases.map(\.rawValue)
    case .numbers: ThreeWayMerge.Numbers.allCases.map(\.rawValue)
    case .otherwise: ClashRule.allCases.map(\.rawValue)
    case .ship: ShippingRule.allCases.map(\.rawValue)
    }
  }
}

extension StrategyParameters {
  /// The value an option has, as it is written; a separator is the text itself, without quotes.
  package func word(for option: StrategyOption) -> String {
    switch option {
    case .tie: tie.rawValue
    case .clock: clock.rawValue
    case .causality: causality.rawValue
    case .separator: separator
    case .as: joining.rawValue
    case .dedupe: dedupe ? "on" : "off"
    case .decided: decided.rawValue
    case .remove: merging.remove.rawValue
    case .lift: merging.lifts ? "on" : "off"
    case .numbers: threeWay.rules.numbers.rawValue
    case .fields: threeWay.rules.fields.map(\.word).joined(separator: ",")
    case .otherwise: threeWay.otherwise.rawValue
    case .ship: merging.shipping.rawValue
    case .column: column
    }
  }

  /// Gives an option one of its accepted words, or any text to one that has none; other words
  /// leave it as it is.
  fileprivate mutating func set(_ option: StrategyOption, to word: String) {
    switch option {
    case .tie: tie = TieRule(rawValue: word) ?? tie
    case .clock: clock = ClockKind(rawValue: word) ?? clock
    case .causality: causality = CausalityRule(rawValue: word) ?? causality
    case .separator: separator = word
    case .as: joining = JoinRule(rawValue: word) ?? joining
    case .dedupe: dedupe = word == "on"
    case .decided: decided = ChanceRule(rawValue: word) ?? decided
    case .remove: merging.remove = RemoveRule(rawValue: word) ?? merging.remove
    case .lift: merging.lifts = word == "on"
    case .numbers:
      threeWay.rules.numbers = ThreeWayMerge.Numbers(rawValue: word) ?? threeWay.rules.numbers
    case .fields: threeWay.rules.fields = ThreeWayMerge.fields(word) ?? []
    case .otherwise: threeWay.otherwise = ClashRule(rawValue: word) ?? threeWay.otherwise
    case .ship: merging.shipping = ShippingRule(rawValue: word) ?? merging.shipping
    case .column: column = word
    }
  }
}

extension StrategyDefinition {
  /// The strategy's parameters with these options stated, the others at their defaults.
  ///
  /// Errors: an option it does not have or has already been given, a word the option does not take,
  /// `as=set` with an empty separator.
  package func parameters(
    from stated: [(name: String, value: String)]
  ) throws(StrategyOptionError) -> StrategyParameters {
    var parameters = defaults
    var seen: [StrategyOption] = []
    for (name, value) in stated {
      guard let option = options.first(where: { $0.rawValue.hasSameBytes(as: name) }) else {
        throw .unknownOption(name: name, accepted: options.map(\.rawValue))
      }
      if seen.contains(option) { throw .repeatedOption(name: name) }
      seen.append(option)
      let accepted = acceptedWords(of: option)
      if !accepted.isEmpty, !accepted.contains(where: { $0.hasSameBytes(as: value) }) {
        throw .badValue(name: name, value: value, accepted: accepted)
      }
      if option == .fields, ThreeWayMerge.fields(value) == nil {
        throw .badValue(name: name, value: value, accepted: ThreeWayMerge.Field.examples)
      }
      parameters.set(option, to: value)
    }
    if parameters.joining == .set, parameters.separator.isEmpty {
      throw .emptySeparator
    }
    return parameters
  }

  /// The words that this strategy takes for an option; none where any text will do.
  ///
  /// Replicas that join states must agree, so what a type decides cannot depend on arrival.
  package func acceptedWords(of option: StrategyOption) -> [String] {
    guard option == .tie, merge != nil else { return option.acceptedWords }
    return [TieRule.highestNode, .lowestNode, .largerValue].map(\.rawValue)
  }

  /// The strategy's options in the order they are printed, each with its value in `parameters`.
  package func settings(
    in parameters: StrategyParameters
  ) -> [(option: StrategyOption, word: String)] {
    options.map { ($0, parameters.word(for: $0)) }
  }

  /// The strategy with all its options, as a script would state it; texts are quoted.
  package func describe(_ parameters: StrategyParameters) -> String {
    settings(in: parameters).reduce(name) { text, setting in
      let isText = setting.option.acceptedWords.isEmpty
      let word = isText ? Value.string(setting.word).json : setting.word
      return "\(text) \(setting.option.rawValue)=\(word)"
    }
  }
}

extension Strategy {
  /// The strategy with all its options, as a script would state it.
  package var description: String { definition.describe(parameters) }

  /// A strategy at its defaults.
  package init(_ definition: StrategyDefinition) { self.init(definition, definition.defaults) }
}
