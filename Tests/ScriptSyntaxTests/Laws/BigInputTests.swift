import ScriptSyntax
import Testing

/// Big inputs take time in proportion to their size.
///
/// The testing library records a backtrace whenever an error is thrown, even inside the parser, so
/// texts full of mistakes are kept small here; without it they take under a second for 10 MB.
@Suite(.serialized, .timeLimit(.minutes(2))) struct BigInputTests {
  #if DEBUG
    private static let size = 300_000
  #else
    private static let size = 10_000_000
  #endif

  private func many(_ piece: String, size: Int = Self.size) -> [UInt8] {
    let bytes = Array(piece.utf8)
    var result: [UInt8] = []
    result.reserveCapacity(size + bytes.count)
    while result.count < size { result += bytes }
    return result
  }

  @Test func oneLongLine() {
    #expect(parse(many("x")).statements.count == 1)
    #expect(parse(Array("a \"".utf8) + many("é") + [0x22]).diagnostics.isEmpty)
    #expect(parse(Array("a '".utf8) + many("x") + [0x27]).diagnostics.isEmpty)
    #expect(parse(many("#")).statements.isEmpty)
    #expect(parse(Array("a ".utf8) + many("1")).diagnostics.map(\.code) == [.number])
    #expect(parse(Array("a \"".utf8) + many("x")).diagnostics.map(\.code) == [.unterminatedString])
    #expect(parse(Array("a ".utf8) + many("[")).diagnostics.map(\.code) == [.nesting])
    #expect(parse(many("a {")).diagnostics.map(\.code) == [.nesting])
    #expect(parse(many("a ")).statements.first?.items.count == Self.size / 2 - 1)
    #expect(parse(Array("a [0".utf8) + many(",1") + [0x5D]).diagnostics.isEmpty)
  }

  /// Eight times the text may take eight times as long, give or take; the square would be 64.
  @Test(arguments: [
    "[", "{", "]", "}", "\"", "'", "\\", "${", "^~", "[^]", "<<", "(", "$", "#", "a ^ {", "^;",
    "a [\n", "a [^\n", "[\n", "a {\"k\":\n", "{\n", "a ^ {\n", "a <<END\n", "a << END\n", "a \"\n",
    "a <<X y\n", "}\n", "a {\n", "a [\"\n", "#>\n", "a [[[[[[[[^\n", "a { [\n", "a\n#>\n", ".\n",
    "parley\n", "a [[[[]\n", "a {\"a\": {\"b\": [^\n", "{ \n\n\n", "\\\n", "a [1,\nb [", "\u{1}\n",
  ])
  func timeIsLinear(piece: String) {
    func time(_ size: Int) -> Duration {
      let text = Array("a ".utf8) + many(piece, size: size)
      return ContinuousClock().measure {
        #expect(parse(text).diagnostics.count <= Parser.listedDiagnostics + 1)
      }
    }
    let small = time(10_000)
    #expect(time(80_000) < small * 32 + .milliseconds(100))
  }

  @Test func bytesThatAreNoText() {
    #expect(parse([UInt8](repeating: 0xFF, count: 100_000)).diagnostics.count == 1)
    #expect(parse((0..<50_000).map { $0 % 2 == 0 ? 0xC3 : 0x20 }).diagnostics.count == 1001)
  }

  @Test func placesInALongLineAreFoundAtOnce() {
    let source = SourceText(name: "x", bytes: many("é"))
    let offsets = stride(from: 0, to: Self.size, by: Self.size / 10_000 * 2)
    #expect(offsets.allSatisfy { source.position(of: $0) == (1, $0 / 2 + 1) })
  }

  @Test func aHundredThousandLines() {
    var text: [UInt8] = []
    for number in 0..<25_000 {
      let key = "k\(number % 100)"
      text += Array("put \(key) \"v\" at a\nstep\nexpect \(key) at a = \"v\"\n".utf8)
      text += Array("put \(key) [\"milk\", 2] at b w=2\n".utf8)
    }
    let elapsed = ContinuousClock().measure {
      let result = parse(text)
      #expect(result.statements.count == 100_000)
      #expect(result.diagnostics.isEmpty)
    }
    #if !DEBUG
      #expect(elapsed < .seconds(1), "usually 30 ms")
    #endif
  }
}
