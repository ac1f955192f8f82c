import Replication
import ScriptSyntax
import Simulation

/// A latency as a script states it: what it is drawn from, by weights that make all of a whole.
struct StatedLatency: Sendable {
  let parts: [WeightedLatency]

  init(_ model: LatencyModel) { parts = [WeightedLatency(.all, model)] }

  fileprivate init(_ parts: [WeightedLatency]) { self.parts = parts }
}

extension World {
  /// The model of a latency as stated.
  mutating func model(of latency: StatedLatency) -> LatencyModel {
    latency.parts.count == 1 ? latency.parts[0].model : mixture(latency.parts)
  }
}

extension ArgumentReader {
  /// What `latency=` states, if it is there, written without spaces.
  mutating func latencyOption() throws(Diagnostic) -> StatedLatency? {
    try option("latency") ? try latency() : nil
  }

  /// How long messages travel: a model, or several with weights, `90% 1ms + 10% exp(5ms)`.
  mutating func latency() throws(Diagnostic) -> StatedLatency {
    guard isWeighted else { return StatedLatency(try latencyModel()) }
    let start = index
    var parts: [WeightedLatency] = []
    repeat {
      let weight = try share()
      parts.append(WeightedLatency(weight, try latencyModel()))
    } while symbol(.plus)
    let sum = parts.reduce(0) { $0 + $1.weight.billionths }
    let isOpen = items[start..<index].contains { $0.hasVariables }
    guard isOpen || sum == Share.all.billionths else {
      throw Diagnostic(
        code: .outOfRange, message: "the weights make \(Share.text(ofBillionths: sum)), not 100%",
        span: span(from: start), remedy: "write `90% 1ms + 10% exp(5ms)`")
    }
    return StatedLatency(parts)
  }

  private func span(from start: Int) -> SourceSpan {
    SourceSpan(
      file: span.file, start: items[start].span.start, end: items[max(start, index - 1)].span.end)
  }

  private var isWeighted: Bool {
    guard next != nil, index + 1 < limit, case .symbol(.percent) = items[index + 1].kind else {
      return false
    }
    return true
  }

  /// `5ms`, `exp(5ms)`, `pareto(1ms, 2.5)`, or `1ms..3ms`, with or without `uniform` behind.
  private mutating func latencyModel() throws(Diagnostic) -> LatencyModel {
    guard let item = next else { throw missing("a latency such as `5ms`") }
    if word("exp") { return try exponential() }
    if word("pareto") { return try pareto() }
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

  /// `(1ms, 2.5)`: the shortest latency, and the shape of the tail.
  private mutating func pareto() throws(Diagnostic) -> LatencyModel {
    try require(.openParen)
    let place = next?.span ?? end
    let scale = try duration()
    guard scale > 0 else {
      throw Diagnostic(
        code: .outOfRange, message: "the shortest latency of a tail is above 0ms", span: place,
        remedy: "write `pareto(1ms, 2.5)`")
    }
    try require(.comma)
    let shape = try shape()
    try require(.closeParen)
    return .pareto(scale: scale, shape: shape)
  }

  private mutating func shape() throws(Diagnostic) -> Double {
    let item = try take(.number)
    if item.hasVariables { return 1 }
    let shape: Double
    switch item.kind {
    case .literal(.int(let integer)): shape = Double(integer)
    case .literal(.double(let double)): shape = double
    default: throw wrongKind("a shape such as `2.5`", item)
    }
    guard shape > 0, shape.isFinite else {
      throw Diagnostic(
        code: .outOfRange, message: "the shape of a tail is above 0", span: item.span,
        remedy: "from 1 on there is a mean; the smaller the shape, the longer the tail")
    }
    return shape
  }

  private mutating func uniform(
    _ low: String, _ high: String, _ item: Item
  ) throws(Diagnostic) -> LatencyModel {
    guard let low = Duration(low)?.ticks, let high = Duration(high)?.ticks, low >= 0 else {
      throw wrongKind("a range such as `1ms..3ms`", item)
    }
    guard low <= high else {
      throw Diagnostic(
        code: .outOfRange, message: "the range ends before it begins", span: item.span,
        remedy: "write the shorter duration first")
    }
    advance()
    _ = word("uniform")
    return low == high ? .constant(low) : .uniform(low, high)
  }
}

extension Session {
  /// As `latency` states it: `5ms`, `90% pareto(1ms, 3.35) + 10% exp(360ms)`.
  func text(_ model: LatencyModel) -> String {
    guard case .mixture = model else { return model.text }
    return world.parts(of: model).map { "\($0.weight.text) \($0.model.text)" }
      .joined(separator: " + ")
  }

  /// As `latency=` states it, without spaces.
  func option(_ model: LatencyModel) -> String {
    guard case .mixture = model else { return model.option }
    return world.parts(of: model).map { "\($0.weight.text)\($0.model.option)" }
      .joined(separator: "+")
  }
}

extension LatencyModel {
  /// A model by itself, as `latency` states it.
  fileprivate var text: String {
    switch self {
    case .constant, .exponential, .mixture: option
    case .uniform: "\(option) uniform"
    case .pareto(let scale, let shape): "pareto(\(Duration.text(scale)), \(Self.text(shape)))"
    }
  }

  /// A model by itself, without spaces.
  fileprivate var option: String {
    switch self {
    case .constant(let latency): Duration.text(latency)
    case .uniform(let low, let high): "\(Duration.text(low))..\(Duration.text(high))"
    case .exponential(let mean): "exp(\(Duration.text(mean)))"
    case .pareto(let scale, let shape): "pareto(\(Duration.text(scale)),\(Self.text(shape)))"
    case .mixture: "?"
    }
  }

  private static func text(_ shape: Double) -> String { Value.number(shape)?.json ?? "?" }
}
