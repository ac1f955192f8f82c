import TestSupport
import Testing

@Suite struct TidyTests {
  @Test(arguments: Rule.all)
  func sourcesKeep(rule: Rule) {
    for source in SwiftSource.all {
      for violation in rule.violations(in: source) {
        Issue.record("\(source.path):\(violation)")
      }
    }
  }

  @Test(arguments: Rule.all)
  func isSeenToFail(rule: Rule) {
    let room = rule.rooms?.first ?? "Causality"
    let source = { SwiftSource(path: "Sources/\(room)/Planted.swift", text: $0) }
    for text in rule.guilty {
      #expect(!rule.violations(in: source(text)).isEmpty, "not caught: \(text)")
    }
    for text in rule.innocent {
      #expect(rule.violations(in: source(text)).isEmpty, "wrongly caught: \(text)")
    }
    #expect(!rule.guilty.isEmpty && !rule.innocent.isEmpty)
  }

  @Test func rulesHoldInTheirRoomsOnly() {
    let text = "let a = Date()"
    let rule = Rule.determinism[0]
    #expect(
      !rule.violations(in: SwiftSource(path: "Sources/Simulation/A.swift", text: text)).isEmpty)
    #expect(rule.violations(in: SwiftSource(path: "Sources/Shell/A.swift", text: text)).isEmpty)
  }

  @Test func thereAreSources() {
    #expect(SwiftSource.all.count >= 8)
    #expect(SwiftSource.all.allSatisfy { !$0.tokens.isEmpty || !$0.comments.isEmpty })
  }
}
