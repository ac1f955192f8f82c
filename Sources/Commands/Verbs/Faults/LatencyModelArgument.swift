import ScriptSyntax
import Simulation

extension ArgumentReader {
  /// How long messages travel: `5ms`, `exp(5ms)`, or `1ms..3ms`, with or without `uniform` behind.
  mutating func latencyModel() throws(Diagnostic) -> LatencyModel {
    guard let item = next else { throw missing("a latency such as `5ms`") }
    if word("exp") { return try exponential() }
    if let word = nextWord, word.hasSameText(as: "pareto") { throw laterModel(item) }
    if index + 1 < limit, case .symbol(.percent) = items[index + 1].kind {
      throw laterModel(item)
    }
    if item.hasVariables {
      advance()
      _ = word("uniform") || word("constant")
      return .constant(1_000_000)
    }
    if let word = nextWord, let dots = word.utf8.firstRange(of: "..".utf8) {
      return try uniform(String(word[..<dots.lowerBound]), String(word[dots.upperBound...]), item)
    }
    let latency = try duration()
    _ = word("constant")
    return .constant(latency)
  }

  /// `(5ms)`, with or without `mean` behind it.
  private mutating func exponential() throws(Diagnostic) -> LatencyModel {
    try require(.openParen)
    let mean = try duration()
    try require(.closeParen)
    _ = word("mean")
    return .exponential(mean: mean)
  }

  private mutating func uniform(
    _ low: String, _ high: String, _ item: Item
  ) throws(Diagnostic) -> LatencyModel {
    guard let low = Duration(low)?.ticks, let high = Duration(high)?.ticks, low >= 0 else {
      throw wrongKind("a range such as `1ms..3ms uniform`", item)
    }
    guard low <= high else {
      throw Diagnostic(
        code: .outOfRange, message: "the range ends before it begins", span: item.span,
        remedy: "write the shorter duration first")
    }
    advance()
    _ = word("uniform")
    return .uniform(low, high)
  }

  private func laterModel(_ item: Item) -> Diagnostic {
    Diagnostic(
      code: .unsupported, message: "this latency is not available in this version",
      span: item.span,
      remedy: "constant (`5ms`), uniform (`1ms..3ms`) and exponential (`exp(5ms)`) ones are")
  }
}

extension LatencyModel {
  /// As `latency` states it.
  var text: String {
    switch self {
    case .constant: range
    case .uniform: "\(range) uniform"
    case .exponential: range
    }
  }

  /// As `latency=` states it.
  var range: String {
    switch self {
    case .constant(let latency): Duration.text(latency)
    case .uniform(let low, let high): "\(Duration.text(low))..\(Duration.text(high))"
    case .exponential(let mean): "exp(\(Duration.text(mean)))"
    }
  }
}
