import Rendering
import TestSupport
import Testing

@Suite struct LineAlignmentTests {
  /// Old lines in which `*` is a gap, new lines, and a letter for each line of either.
  private func align(
    _ old: String, _ new: String, tableSize: Int = LineAlignment.tableSize
  ) -> LineAlignment {
    let (old, new) = (Array(old), Array(new))
    return LineAlignment(
      old: old.count, new: new.count, tableSize: tableSize, isGap: { old[$0] == "*" }
    ) { old[$0] == new[$1] }
  }

  /// `=` kept, `~` changed, `-` removed, `+` added, `*` a gap and how many lines it stands for.
  private func picture(_ alignment: LineAlignment) -> String {
    alignment.steps.map { step in
      switch step {
      case .kept: "="
      case .changed: "~"
      case .removed: "-"
      case .added: "+"
      case .gap(_, let new): "*\(new.count)"
      }
    }.joined()
  }

  @Test(arguments: [
    ("", "", ""), ("a", "a", "="), ("a", "b", "~"), ("", "ab", "++"), ("ab", "", "--"),
    ("abc", "axc", "=~="), ("abc", "ac", "=-="), ("ac", "abc", "=+="),
    ("*", "", "*0"), ("*", "abc", "*3"), ("a*b", "axyb", "=*2="), ("a*b", "ab", "=*0="),
    ("a*b", "axyc", "=*2~"), ("*b", "b", "*0="), ("p*", "xy", "~*1"), ("**", "a", "*1*0"),
  ])
  func linesArePairedAtTheLeastCost(old: String, new: String, steps: String) {
    #expect(picture(align(old, new)) == steps)
  }

  /// Each line stands in it once and in order, and no alignment costs less.
  @Test func randomAlignmentsAreWholeAndCheapest() {
    for seed in FuzzRounds.seeds(2_000, part: 0, of: 1) {
      var draws = Draws(seed: seed)
      let old = String((0..<draws.below(7)).map { _ in draws.pick(["a", "b", "c", "*"]) }.joined())
      let new = String((0..<draws.below(7)).map { _ in draws.pick(["a", "b", "c"]) }.joined())
      let alignment = align(old, new)
      #expect(
        places(of: alignment) == [Array(0..<old.count), Array(0..<new.count)], "\(old) \(new)")
      #expect(alignment.cost == leastCost(Array(old)[...], Array(new)[...]), "\(old) \(new)")
    }
  }

  @Test func enormousDifferencesAreNotWeighed() {
    let alignment = LineAlignment(old: 50_000, new: 50_000) { $0 == $1 && $0 < 10 }
    #expect(alignment.steps.prefix { !$0.isChange }.count == 10)
    #expect(places(of: alignment) == [Array(0..<50_000), Array(0..<50_000)])
  }

  private func places(of alignment: LineAlignment) -> [[Int]] {
    var places: [[Int]] = [[], []]
    for step in alignment.steps {
      switch step {
      case .kept(let old, let new), .changed(let old, let new):
        places[0].append(old)
        places[1].append(new)
      case .removed(let old): places[0].append(old)
      case .added(let new): places[1].append(new)
      case .gap(let old, let new):
        places[0].append(old)
        places[1] += Array(new)
      }
    }
    return places
  }

  /// By trying everything.
  private func leastCost(_ old: ArraySlice<Character>, _ new: ArraySlice<Character>) -> Int {
    guard let first = old.first else { return new.count }
    if first == "*" {
      return (0...new.count).map { leastCost(old.dropFirst(), new.dropFirst($0)) }.min() ?? 0
    }
    guard let other = new.first else { return 1 + leastCost(old.dropFirst(), new) }
    let pair = first == other ? 0 : 1
    return min(
      pair + leastCost(old.dropFirst(), new.dropFirst()), 1 + leastCost(old.dropFirst(), new),
      1 + leastCost(old, new.dropFirst()))
  }
}
