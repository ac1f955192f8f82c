import ScriptSyntax
import Testing

/// JSON strings.
@Suite struct JSONTextTests {
  @Test(arguments: [
    ("", #""""#), ("abc $x", #""abc $x""#), ("a\"b\\c/", #""a\"b\\c/""#),
    ("\u{8}\u{C}\n\r\t", #""\b\f\n\r\t""#),
    ("\0\u{1B}\u{7F}\u{85}\u{9F}", #""\u0000\u001b\u007f\u0085\u009f""#),
    ("\u{200E}\u{202E}\u{2066}\u{61C}\u{2028}\u{FEFF}", #""\u200e\u202e\u2066\u061c\u2028\ufeff""#),
    ("é日😀\u{A0}e\u{301}", "\"é日😀\u{A0}e\u{301}\""),
  ])
  func quotes(text: String, json: String) {
    #expect(JSONText.quoted(text) == json)
    var buffer = Array("x".utf8)
    JSONText.append(text, to: &buffer)
    #expect(buffer == Array("x\(json)".utf8))
    buffer = []
    JSONText.append(utf8: Array(text.utf8), to: &buffer)
    #expect(buffer == Array(json.utf8))
  }

  @Test func bytesThatAreNoTextAreEscaped() {
    var buffer: [UInt8] = []
    JSONText.append(utf8: [0x61, 0xFF, 0xED, 0xA0, 0x80, 0xED, 0xBF, 0xBF, 0xE9], to: &buffer)
    #expect(String(decoding: buffer, as: UTF8.self) == #""a\ufffd\ud800\udfff\ufffd""#)
  }

  @Test func anyTextReadsBack() {
    var generator = ScriptGenerator(seed: 5)
    for _ in 0..<2000 {
      let text = generator.text()
      let items = parse("v [\(ScriptPrinter.print(.text(.text(text))))]").statements.first?.items
      #expect(items == [Item(.literal(.array([.text(.text(text))])))])
    }
  }

  @Test(arguments: [
    (1.0, "1.0"), (0.1, "0.1"), (1e16, "1e+16"), (-0.0, "-0.0"), (1e-7, "1e-07"),
    (.infinity, "null"), (.nan, "null"),
  ])
  func doublesPrintShortest(value: Double, text: String) {
    #expect(ScriptPrinter.print(Literal.double(value)) == text)
  }
}
