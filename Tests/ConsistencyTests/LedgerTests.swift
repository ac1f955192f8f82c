import Consistency
import Testing

@Suite struct LedgerTests {
  @Test func `copies that go their own ways are as arrays are`() {
    var stream: UInt64 = 7
    func below(_ bound: Int) -> Int {
      stream = stream &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(stream >> 33) % bound
    }
    var pairs: [(ledger: Ledger<Int>, array: [Int])] = [(Ledger(), [])]
    for step in 0..<9000 {
      let at = below(pairs.count)
      switch below(20) {
      case 0 where pairs.count < 4: pairs.append(pairs[at])
      case 1 where !pairs[at].array.isEmpty:
        let position = below(pairs[at].array.count)
        pairs[at].ledger[position] = -step
        pairs[at].array[position] = -step
      default:
        pairs[at].ledger.append(step)
        pairs[at].array.append(step)
      }
    }
    for (ledger, array) in pairs {
      #expect(array.count > 1024 && Array(ledger) == array && ledger.count == array.count)
    }
    let middle = Ledger(0..<5000)[1000..<3000]
    #expect(Array(middle) == Array(1000..<3000))
  }
}
