import Testing

/// A rule of the house that can be checked by reading.
///
/// Each carries texts that break it and texts that do not, so that no rule is in force
/// that has not been seen to fail.
struct Rule: CustomTestStringConvertible {
  /// Where a rule is broken, and how.
  struct Violation: CustomStringConvertible {
    var line: Int
    var what: String

    init(_ line: Int, _ what: String) {
      self.line = line
      self.what = what
    }

    var description: String { "\(line + 1): \(what)" }
  }

  let name: String
  /// The targets it holds in; nil is all of them.
  var rooms: [String]?
  /// Texts that must be found guilty; each stands in the first room of the rule.
  let guilty: [String]
  /// Texts that must pass.
  let innocent: [String]
  let check: @Sendable (SwiftSource) -> [Violation]

  var testDescription: String { name }

  func violations(in source: SwiftSource) -> [Violation] {
    guard rooms?.contains(source.room) ?? true else { return [] }
    return check(source)
  }

  /// Every rule. One that is added here is held and is seen to fail.
  static let all = layout + sizes + safety + names + documentation + determinism

  /// The targets whose behaviour must not depend on the machine.
  static let lowFloors = House.rooms.filter { $0.floor <= 3 }.map(\.name)
}
