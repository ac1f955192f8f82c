import ScriptSyntax
import Simulation

extension ArgumentReader {
  /// What `latency=` states, if it is there: `20ms`, or `1ms..3ms`.
  mutating func latencyOption() throws(Diagnostic) -> LatencyModel? {
    try option("latency") ? try latencyRange() : nil
  }

  private mutating func latencyRange() throws(Diagnostic) -> LatencyModel {
    guard let item = next, let word = item.plainWord, let dots = word.range(ofDots: ()) else {
      return .constant(try duration())
    }
    advance()
    guard let low = Duration(String(word[..<dots.lowerBound]))?.ticks,
      let high = Duration(String(word[dots.upperBound...]))?.ticks, 0 <= low, low <= high
    else {
      throw wrongKind(
        "a latency such as `20ms` or `1ms..3ms`", item,
        remedy: "the first duration of a range is the smaller one")
    }
    return low == high ? .constant(low) : .uniform(low, high)
  }
}

extension String {
  /// Where `..` stands first, if it does.
  fileprivate func range(ofDots: Void) -> Range<String.Index>? {
    for index in utf8.indices where utf8[index] == UInt8(ascii: ".") {
      let next = utf8.index(after: index)
      if next < utf8.endIndex, utf8[next] == UInt8(ascii: ".") {
        return index..<utf8.index(after: next)
      }
    }
    return nil
  }
}
