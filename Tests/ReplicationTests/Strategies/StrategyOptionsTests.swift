import Replication
import Testing

@Suite struct StrategyOptions {
  @Test func theCatalogueIsSortedAndFindsByName() {
    let names = StrategyCatalogue.all.map(\.name)
    #expect(names == names.sorted())
    #expect(Set(names).count == names.count)
    for name in names { #expect(StrategyCatalogue.named(name)?.name == name) }
    #expect(StrategyCatalogue.named("lwW") == nil)
    #expect(StrategyCatalogue.named("") == nil)
  }

  @Test func defaultsAsPrinted() {
    let printed = StrategyCatalogue.builtIns.map { Strategy($0).description }
    #expect(
      printed == [
        "additive dedupe=on", "apply-remote causality=first", "ask", "average dedupe=on",
        #"concatenate separator="/" as=raw dedupe=on"#,
        "error", "fww clock=server tie=highest-node causality=ignore",
        "highest-node causality=first", "keep-local causality=first",
        "lww clock=server tie=highest-node causality=ignore", "max causality=first",
        #"merge-text separator="|" dedupe=on"#, "min causality=first",
        "random decided=once causality=first", "siblings", "skip",
        #"three-way numbers=conflict fields="" otherwise=siblings clock=server tie=highest-node"#,
        "union dedupe=on",
      ])
    let types = MergeCatalogue.all.map { StrategyDefinition($0) }
    let mine = types.filter { $0.options.count > 1 }
    #expect(
      mine.map { Strategy($0).description } == [
        "lww-register clock=server tie=larger-value lift=off ship=state",
        "or-map clock=server remove=observed ship=state",
      ])
    #expect(types.allSatisfy { Strategy($0).description.hasSuffix("ship=state") })
  }

  @Test func everyWordIsAcceptedAndReadsBack() throws {
    for definition in StrategyCatalogue.all {
      for option in definition.options {
        for word in definition.acceptedWords(of: option) {
          let parameters = try definition.parameters(from: [(option.rawValue, word)])
          let settings = definition.settings(in: parameters)
          #expect(settings.first { $0.option == option }?.word == word)
          let stated = settings.map { ($0.option.rawValue, $0.word) }
          #expect(try definition.parameters(from: stated) == parameters)
        }
      }
    }
  }

  @Test func separatorsAreAnyTextAndPrintQuoted() throws {
    let concatenate = StrategyDefinition.concatenate
    let parameters = try concatenate.parameters(from: [("separator", " \u{1B}\" "), ("as", "set")])
    #expect(parameters.separator == " \u{1B}\" ")
    #expect(parameters.joining == .set)
    #expect(
      concatenate.describe(parameters)
        == #"concatenate separator=" \u001b\" " as=set dedupe=on"#)
  }

  @Test func errors() {
    let lww = StrategyDefinition.lww
    #expect(
      throws: StrategyOptionError.unknownOption(
        name: "ties", accepted: ["clock", "tie", "causality"])
    ) { try lww.parameters(from: [("ties", "remote")]) }
    #expect(
      throws: StrategyOptionError.badValue(
        name: "tie", value: "newest",
        accepted: ["highest-node", "lowest-node", "larger-value", "remote", "local"])
    ) { try lww.parameters(from: [("tie", "newest")]) }
    #expect(throws: StrategyOptionError.repeatedOption(name: "tie")) {
      try lww.parameters(from: [("tie", "remote"), ("tie", "local")])
    }
    #expect(throws: StrategyOptionError.unknownOption(name: "clock", accepted: [])) {
      try StrategyDefinition.siblings.parameters(from: [("clock", "server")])
    }
    #expect(throws: StrategyOptionError.emptySeparator) {
      try StrategyDefinition.concatenate.parameters(from: [("as", "set"), ("separator", "")])
    }
  }
}
