import Foundation
import Replication
import Testing

@Suite struct ValueText {
  @Test func goldens() {
    let cases: [(Value, String)] = [
      (.null, "null"), (.bool(true), "true"), (.bool(false), "false"), (.int(-7), "-7"),
      (.int(.min), "-9223372036854775808"), (.double(0.1), "0.1"), (.double(-2.5), "-2.5"),
      (.double(3), "3"), (.double(0x1p63), "9.223372036854776e+18"), (.double(1e-7), "1e-07"),
      (.double(.leastNonzeroMagnitude), "5e-324"), (.double(1e300), "1e+300"),
      (.string("B"), #""B""#),
      (.array([]), "[]"), (.object([]), "{}"),
      (.array([.string("milk"), .string("eggs")]), #"["milk", "eggs"]"#),
      (ValueSamples.object(("room", .int(7))), #"{"room": 7}"#),
      (
        ValueSamples.object(("b", .array([.null, .object([])])), ("a", .bool(true))),
        #"{"a": true, "b": [null, {}]}"#
      ),
    ]
    for (value, text) in cases { #expect(value.json == text) }
  }

  @Test func escapes() {
    let cases: [(String, String)] = [
      (#"say "hi" \ bye/"#, #""say \"hi\" \\ bye/""#), ("a\nb\r\tc", #""a\nb\r\tc""#),
      ("\u{0}\u{1B}[31m", #""\u0000\u001b[31m""#), ("\u{7F}\u{9B}", #""\u007f\u009b""#),
      ("\u{202E}abc\u{2066}\u{200F}\u{61C}", #""\u202eabc\u2066\u200f\u061c""#),
      ("\u{2028}\u{2029}", #""\u2028\u2029""#), ("é e\u{301} 😀 \u{A0}", "\"é e\u{301} 😀 \u{A0}\""),
    ]
    for (string, text) in cases { #expect(Value.string(string).json == text) }
    #expect(ValueSamples.object(("\u{202E}", .null)).json == #"{"\u202e": null}"#)
  }

  @Test func nothingThatDrivesATerminalIsEverRaw() {
    for code in 0...0x2_0000 as ClosedRange<UInt32> {
      guard let scalar = Unicode.Scalar(code) else { continue }
      let text = Value.string(String(scalar)).json
      if scalar.properties.generalCategory == .control || scalar.properties.isBidiControl {
        #expect(text.utf8.allSatisfy { (0x20..<0x7F).contains($0) })
      }
    }
  }

  /// Every text is JSON to somebody else's reader too, and means the same there.
  @Test func foundationReadsItBack() throws {
    for value in ValueSamples.ascending {
      let data = Data(Value.array([value]).json.utf8)
      let read = try #require(JSONSerialization.jsonObject(with: data) as? [Any])
      switch value {
      case .string(let string):
        #expect((read[0] as? String).map { Array($0.utf8) } == Array(string.utf8))
      case .int(let integer): #expect((read[0] as? NSNumber)?.int64Value == integer)
      case .double(let double): #expect((read[0] as? NSNumber)?.doubleValue == double)
      case .null: #expect(read[0] is NSNull)
      case .bool(let bool): #expect((read[0] as? NSNumber)?.boolValue == bool)
      case .array(let elements): #expect((read[0] as? [Any])?.count == elements.count)
      case .object: #expect(read[0] is [String: Any])
      }
    }
  }

  @Test func doublesReadBackTheSameAndLookLikeDoubles() {
    var bits: UInt64 = 1
    for _ in 0..<5000 {
      bits = bits &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      guard case .double(let double)? = Value.number(Double(bitPattern: bits)) else { continue }
      let text = Value.double(double).json
      #expect(Double(text) == double)
      #expect(text.contains(".") || text.contains("e"))
    }
  }
}
