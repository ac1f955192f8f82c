import Exploration
import TestSupport
import Testing

@Suite struct ShrinkSearchTests {
  /// Shortens a list of numbers with a mask as the oracle, and counts trials.
  private func shorten(
    _ list: [Int], limit: Int = .max, fails: @escaping ([Int]) -> Bool
  ) -> (list: [Int], trials: Int, isOver: Bool) {
    var search = ShrinkSearch(list, limit: limit, fails: fails)
    let rest = search.shorten(list) { $0 }
    #expect(rest == search.best)
    return (rest, search.trials, search.isOver)
  }

  /// Every way to need some of up to eight parts all at once: exactly those stay.
  @Test(arguments: 1...8)
  func whatIsNeededStaysAndNothingElse(count: Int) {
    let list = Array(0..<count)
    for mask in 0..<(1 << count) {
      let needed = list.filter { mask & 1 << $0 != 0 }
      let found = shorten(list) { candidate in needed.allSatisfy(candidate.contains) }
      #expect(found.list == needed && !found.isOver)
      #expect(found.trials <= count * count + 2 * count)
    }
  }

  /// Any oracle at all, drawn: the result fails, and no single part can go.
  @Test func anyResultIsOneMinimal() {
    var draws = Draws(seed: 6)
    for _ in 0..<2_000 {
      let count = Int(draws.next() % 7)
      let list = Array(0..<count)
      let whole = (1 << count) - 1
      var failing = (0...whole).map { _ in draws.next() % 3 == 0 }
      failing[whole] = true
      let mask = { (part: [Int]) in part.reduce(0) { $0 | 1 << $1 } }
      let found = shorten(list) { failing[mask($0)] }.list
      #expect(failing[mask(found)])
      for index in found.indices {
        var shorter = found
        shorter.remove(at: index)
        #expect(!failing[mask(shorter)], "\(found) without \(found[index]) fails as well")
      }
    }
  }

  @Test func fewNeededPartsOfManyTakeFewTrials() {
    let found = shorten(Array(0..<1_000)) { $0.contains(17) && $0.contains(800) }
    #expect(found.list == [17, 800])
    #expect(found.trials < 60)
  }

  @Test func aLimitEndsItWithTheBestSoFar() {
    let found = shorten(Array(0..<100), limit: 5) { $0.contains(3) }
    #expect(found.isOver && found.trials == 5)
    #expect(found.list.contains(3) && found.list.count < 100)
  }

  @Test func theWishToStopEndsItAndTheTrialUnderWayDoesNotCount() {
    var asked = 0
    var search = ShrinkSearch(
      Array(0..<8),
      isStopping: {
        asked += 1
        return asked > 3
      }, fails: { _ in true })
    let rest = search.shorten(Array(0..<8)) { $0 }
    #expect(search.isOver && search.trials == 2)
    #expect(rest == [0, 1, 2, 3])
  }

  @Test func progressHearsTheBest() {
    var heard: [Int] = []
    var search = ShrinkSearch(
      [1, 2, 3], progress: { best, _ in heard.append(best.count) },
      fails: { $0.contains(1) })
    _ = search.shorten([1, 2, 3]) { $0 }
    #expect(heard.last == 1 && heard == heard.sorted(by: >))
  }

  @Test(arguments: [0, 1, 2, 3, 7, 40, 1_000, Int64.max])
  func aThresholdIsFound(threshold: Int64) {
    var search = ShrinkSearch(Int64.max) { $0 >= threshold }
    let found = search.simplify(
      Int64.max, candidates: { SmallerNumbers.toward(from: $0) }, rebuild: { $0 })
    #expect(found == threshold)
    #expect(search.trials < 2_200)
  }

  @Test func smallerNumbersEndAndAreSmaller() {
    #expect(SmallerNumbers.toward(from: 0).isEmpty)
    #expect(SmallerNumbers.toward(from: 10) == [0, 5, 8, 9])
    #expect(SmallerNumbers.toward(1, from: 10) == [1, 6, 8, 9])
    #expect(SmallerNumbers.toward(5, from: 3).isEmpty)
    #expect(SmallerNumbers.toward(from: -4) == [0, -1, -3])
    #expect(SmallerNumbers.toward(from: .min).allSatisfy { $0 > .min })
  }
}
