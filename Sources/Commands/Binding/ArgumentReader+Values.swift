import Replication
import ScriptSyntax
import Simulation

extension ArgumentReader {
  /// A value: JSON, or a bare word as a string.
  package mutating func value() throws(Diagnostic) -> Value {
    if index < items.count, items[index].isBlock, !isUsed(index) {
      throw wrongKind(
        "a value", items[index],
        remedy: "the names in an object are quoted: `{\"room\": 7}`")
    }
    let item = try take(.value)
    switch item.kind {
    case .word(let template): return .string(template.plain ?? "?")
    case .literal(let literal): return literal.value
    case .symbol, .block, .heredoc:
      throw wrongKind("a value", item, remedy: "put text in quotes")
    }
  }

  /// A text: a string in quotes, or a bare word.
  package mutating func text() throws(Diagnostic) -> String {
    let item = try take(.text)
    switch item.kind {
    case .word(let template), .literal(.text(let template)): return template.plain ?? "?"
    case .literal(.raw(let text)): return text
    default: throw wrongKind("a text", item, remedy: "put text in quotes")
    }
  }

  /// A file's name, in quotes.
  package mutating func file() throws(Diagnostic) -> (path: String, span: SourceSpan) {
    let item = try take(.file)
    switch item.kind {
    case .literal(.text(let template)): return (template.plain ?? "?", item.span)
    case .literal(.raw(let text)): return (text, item.span)
    default:
      throw wrongKind("a file name in quotes", item, remedy: "write it as \"setup.repl\"")
    }
  }

  /// One of these words.
  package mutating func choice(_ words: [String]) throws(Diagnostic) -> String {
    let kind = ArgumentKind.choice(words)
    let item = try take(kind)
    if item.hasVariables { return words.first ?? "" }
    guard let word = item.plainWord else { throw wrongKind(kind.phrase, item) }
    guard words.contains(where: { $0.hasSameBytes(as: word) }) else {
      throw unknownWord(word, at: item.span, wanted: kind.phrase, among: words)
    }
    return word
  }

  /// One of the words that a closed set of cases is written by.
  package mutating func choice<T: RawRepresentable & CaseIterable>(
    of type: T.Type
  ) throws(Diagnostic) -> T where T.RawValue == String {
    let start = index
    let word = try choice(T.allCases.map(\.rawValue))
    guard let value = T(rawValue: word) else {
      throw wrongKind("a word", items[start])
    }
    return value
  }

  /// `on` or `off`.
  package mutating func onOff() throws(Diagnostic) -> Bool {
    try choice(["on", "off"]).hasSameText(as: "on")
  }

  /// A duration in nanoseconds: `300us`, `10ms`, `1.5s`; negative ones where allowed.
  package mutating func duration(allowsNegative: Bool = false) throws(Diagnostic) -> Tick {
    let item = try take(.duration)
    if item.hasVariables { return 1_000_000 }
    guard let word = item.plainWord, let duration = Duration(word) else {
      if case .literal(.int(let integer)) = item.kind {
        throw wrongKind(ArgumentKind.duration.phrase, item, remedy: "did you mean `\(integer)ms`?")
      }
      throw wrongKind(
        ArgumentKind.duration.phrase, item, remedy: "units are ns, us, ms, s, m, h and d")
    }
    if let ticks = duration.ticks, ticks < 0, !allowsNegative {
      throw Diagnostic(
        code: .outOfRange, message: "`\(word)` is negative", span: item.span,
        remedy: "time goes forward only: write `\(word.dropFirst())`")
    }
    guard let ticks = duration.ticks else {
      throw Diagnostic(
        code: .outOfRange, message: "`\(word)` is no duration that can be had here",
        span: item.span, remedy: "durations are whole nanoseconds up to 292 years")
    }
    return ticks
  }

  /// An integer within bounds, both included.
  package mutating func integer(
    in bounds: ClosedRange<Int64> = .min ... .max
  ) throws(Diagnostic) -> Int64 {
    let item = try take(.number)
    if item.hasVariables { return bounds.lowerBound }
    guard case .literal(.int(let integer)) = item.kind else { throw wrongKind("an integer", item) }
    guard bounds.contains(integer) else {
      throw Diagnostic(
        code: .outOfRange, message: "`\(integer)` is \(bounds.missed(by: integer))",
        span: item.span, remedy: nil)
    }
    return integer
  }

  /// A count from 1 to a limit.
  package mutating func count(upTo limit: Int = 1_000_000) throws(Diagnostic) -> Int {
    Int(clamping: try integer(in: 1...Int64(limit)))
  }

  /// A percentage from 0 to 100.
  package mutating func percentage() throws(Diagnostic) -> Double {
    let item = try take(.percentage)
    let number: Double
    switch item.kind {
    case .literal(.int(let integer)): number = Double(integer)
    case .literal(.double(let double)): number = double
    default:
      guard item.hasVariables else { throw wrongKind(ArgumentKind.percentage.phrase, item) }
      number = 0
    }
    guard symbol(.percent) || item.hasVariables else {
      throw wrongKind(
        ArgumentKind.percentage.phrase, item, remedy: "write the number with `%`")
    }
    guard (0...100).contains(number) else {
      throw Diagnostic(
        code: .outOfRange, message: "a percentage lies between 0% and 100%", span: item.span,
        remedy: nil)
    }
    return number
  }
}

extension ClosedRange<Int64> {
  /// In words, on which side of the bounds a number lies that is outside.
  fileprivate func missed(by integer: Int64) -> String {
    integer < lowerBound ? "less than \(lowerBound)" : "more than \(upperBound)"
  }
}

extension Literal {
  /// What the literal stands for; unknown texts, which hold variables, read `?`.
  package var value: Value {
    switch self {
    case .null: .null
    case .bool(let bool): .bool(bool)
    case .int(let integer): .int(integer)
    case .double(let double): Value.number(double) ?? .null
    case .text(let template): .string(template.plain ?? "?")
    case .raw(let text): .string(text)
    case .array(let elements): .array(elements.map(\.value))
    case .object(let members):
      .object(of: members.map { Value.Member(key: $0.key.plain ?? "?", value: $0.value.value) })
    case .variable: .null
    }
  }
}

/// A duration as it is written: a decimal number and a unit.
package struct Duration: Sendable {
  /// In nanoseconds; nil: finer than a nanosecond, or longer than 64 bits hold.
  package let ticks: Tick?

  /// Reads `10ms`; nil where the word is no duration.
  package init?(_ word: String) {
    var bytes = word.utf8[...]
    let isNegative = bytes.first == UInt8(ascii: "-")
    if isNegative { bytes = bytes.dropFirst() }
    let whole = bytes.prefix { Duration.isDigit($0) }
    guard !whole.isEmpty else { return nil }
    bytes = bytes[whole.endIndex...]
    var fraction = bytes.prefix(0)
    if bytes.first == UInt8(ascii: ".") {
      fraction = bytes.dropFirst().prefix { Duration.isDigit($0) }
      guard !fraction.isEmpty else { return nil }
      bytes = bytes[fraction.endIndex...]
    }
    guard let unit = Duration.unit(bytes) else { return nil }
    let count = Duration.ticks(whole, fraction, scale: unit.places)
    let product = count?.multipliedReportingOverflow(by: unit.factor)
    ticks = product.flatMap { $0.overflow ? nil : isNegative ? -$0.partialValue : $0.partialValue }
  }

  /// The shortest way to write a duration: the largest unit that leaves a whole number.
  ///
  /// Minutes are left out: they read like milliseconds.
  package static func text(_ ticks: Tick) -> String {
    for unit in units where !unit.name.hasSameBytes(as: "m") {
      var scale = unit.factor
      for _ in 0..<unit.places { scale *= 10 }
      if ticks % scale == 0 && ticks != 0 { return "\(ticks / scale)\(unit.name)" }
    }
    return "0ms"
  }

  /// A duration above 0 with decimals, exact, as people read it: `79.246834ms`, `3612.5s`.
  package static func decimalText(_ ticks: Tick) -> String {
    let (scale, places, name): (Tick, Int, String) =
      ticks < 1_000_000_000 ? (1_000_000, 6, "ms") : (1_000_000_000, 9, "s")
    var fraction = String(ticks % scale)
    fraction = String(repeating: "0", count: places - fraction.utf8.count) + fraction
    while fraction.hasSuffix("0") { fraction.removeLast() }
    return "\(ticks / scale)\(fraction.isEmpty ? "" : ".\(fraction)")\(name)"
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  /// How many decimal places a unit is above the nanosecond, once multiplied by a factor.
  private static func unit(_ word: Substring.UTF8View) -> (places: Int, factor: Tick)? {
    if word.elementsEqual("µs".utf8) { return (3, 1) }
    return units.first { word.elementsEqual($0.name.utf8) }.map { ($0.places, $0.factor) }
  }

  /// The units, the longest first.
  private static let units: [(name: String, places: Int, factor: Tick)] = [
    ("d", 9, 86_400), ("h", 9, 3_600), ("m", 9, 60), ("s", 9, 1), ("ms", 6, 1), ("us", 3, 1),
    ("ns", 0, 1),
  ]

  private static func ticks(
    _ whole: Substring.UTF8View, _ fraction: Substring.UTF8View, scale: Int
  ) -> Tick? {
    var ticks: Tick = 0
    func push(_ digit: UInt8) -> Bool {
      let (product, first) = ticks.multipliedReportingOverflow(by: 10)
      let (sum, second) = product.addingReportingOverflow(Tick(digit - UInt8(ascii: "0")))
      ticks = sum
      return !first && !second
    }
    for digit in whole where !push(digit) { return nil }
    for place in 0..<scale {
      let index = fraction.index(
        fraction.startIndex, offsetBy: place, limitedBy: fraction.endIndex)
      let digit = index.flatMap { $0 < fraction.endIndex ? fraction[$0] : nil }
      guard push(digit ?? UInt8(ascii: "0")) else { return nil }
    }
    return fraction.dropFirst(scale).allSatisfy { $0 == UInt8(ascii: "0") } ? ticks : nil
  }
}
