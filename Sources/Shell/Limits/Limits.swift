/// What a run may use up.
package enum Limit: String, CaseIterable, Sendable {
  case statements, events, memory, output, time

  /// The units of an amount, small letters, and what they stand for; `""`: none is needed.
  fileprivate var units: [(name: String, factor: Int)] {
    switch self {
    case .statements, .events:
      [("", 1), ("k", 1000), ("m", 1_000_000), ("g", 1_000_000_000)]
    case .memory, .output:
      [
        ("", 1), ("b", 1), ("kb", 1000), ("mb", 1_000_000), ("gb", 1_000_000_000),
        ("kib", 1 << 10), ("mib", 1 << 20), ("gib", 1 << 30),
      ]
    case .time:
      [("ms", 1_000_000), ("s", 1_000_000_000), ("min", 60_000_000_000), ("h", 3_600_000_000_000)]
    }
  }

  fileprivate var example: String {
    switch self {
    case .statements, .events: "\(rawValue)=10k"
    case .memory, .output: "\(rawValue)=200MB"
    case .time: "\(rawValue)=5s"
    }
  }
}

/// How much a script or an entry may use up; of what is not named, as much as there is.
package struct Limits: Sendable, Hashable {
  /// A limit as the user set it.
  struct Bound: Sendable, Hashable {
    var limit: Limit
    /// Unit: one; bytes; nanoseconds of wall time.
    var amount: Int
    /// As it was typed: `time=5s`.
    var text: String
  }

  private var bounds: [Bound] = []

  /// No limits.
  package init() {}

  /// What was set for a limit; nil: nothing.
  subscript(limit: Limit) -> Bound? { bounds.last { $0.limit == limit } }

  /// The words of a command line that say the same.
  var flags: [String] { bounds.flatMap { ["--limit", $0.text] } }

  /// Sets what `statements=10k,time=5s` says; returns what is wrong with it, if anything is.
  package mutating func set(_ text: String) -> String? {
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      if let problem = set(one: String(part)) { return problem }
    }
    return nil
  }

  private mutating func set(one text: String) -> String? {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, let limit = Limit(rawValue: String(parts[0])) else {
      let names = Limit.allCases.map { "\($0.rawValue)=" }.joined(separator: ", ")
      return "`\(text)` is no limit; there are \(names)"
    }
    guard let amount = Limits.amount(String(parts[1]), of: limit) else {
      let units = limit.units.map { $0.name.isEmpty ? "none" : $0.name }.joined(separator: ", ")
      return "`\(text)`: expected a whole number from 1, as in `\(limit.example)`; units: \(units)"
    }
    bounds.append(Bound(limit: limit, amount: amount, text: text))
    return nil
  }

  private static func amount(_ text: String, of limit: Limit) -> Int? {
    let digits = text.utf8.prefix { 0x30...0x39 ~= $0 }
    let name = text.dropFirst(digits.count).lowercased()
    guard let number = Int(String(digits) ?? ""), number > 0,
      let unit = limit.units.first(where: { $0.name == name })
    else { return nil }
    let (amount, isBeyond) = number.multipliedReportingOverflow(by: unit.factor)
    return isBeyond ? nil : amount
  }
}
