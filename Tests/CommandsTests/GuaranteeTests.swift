import Commands
import Testing

/// What clients are promised.
struct GuaranteeTests {
  private static let lagging =
    "nodes l f\nlink l -> f latency=50ms\nclient ann guarantees=ryw,mr,mw,wfr\n"

  private func run(_ script: String) -> Bench {
    var bench = Bench()
    _ = bench.run(script)
    return bench
  }

  private func notes(_ script: String) -> [String] {
    let bench = run(script)
    return bench.notes + bench.complaints.map { "\($0.code): \($0.message)" }
  }

  @Test(arguments: [
    ("put k 1 at l as ann\nget k at f as ann", ["ann goes to l: f lacks k {l:1}"]),
    ("put k 1 at l as ann\nexpect get k at f as ann = 1", []),
    ("put k 1 at l as ann\nput y 1 at f as ann", ["ann goes to l: f lacks k {l:1}"]),
    (
      "put k 1 at l as bob\nget k at l as ann\nput y 1 at f as ann",
      ["ann goes to l: f lacks k {l:1}"]
    ),
    (
      "put k 1 at l as bob\nget k at l as ann\nget k at f as ann",
      ["ann goes to l: f lacks k {l:1}"]
    ),
    ("put k 1 at l as bob\nget k at f as ann", []),
    ("put k 1 at l as ann\nget y at f as ann", []),
    (
      "put k 1 at l as ann\ncrash l\nget k at f as ann",
      ["ann waited until 51.000ms for what she is promised"]
    ),
    (
      "put k 1 at l as ann\ncrash l\nget k at f as ann timeout=9ms",
      ["timeout: f lacks k {l:1} after 9ms"]
    ),
    (
      "put k 1 at l as ann\ncrash l\ntogether { get k at f as ann }",
      ["state: f lacks k {l:1}, and what shares an instant cannot wait"]
    ),
    ("put k 1 at l as ann\nclient ann guarantees=none\nget k at f as ann", []),
    (
      "put k 1 at l as ann\ntransaction at f { put x 1 as ann; put y 1 }",
      ["ann waited until 51.000ms for what she is promised"]
    ),
    ("put k 1 at l as ann\ncrash f\nget k at f as ann", ["down: f is not running"]),
  ])
  func leaders(script: String, expected: [String]) {
    #expect(notes(Self.lagging + script) == expected, "\(script)")
  }

  @Test(arguments: [
    // Two answers are enough, and n1 and n2 have it.
    ("get k at c as ann", ["ann asks n1, n2: n3 lacks k {c:1}"]),
    ("get k at c from n3 as ann r=1 timeout=5ms", ["timeout: n3 lacks k {c:1} after 5ms"]),
    ("get k at c as ann r=3", ["ann asks n1, n2, n3: n3 lacks k {c:1}"]),
    ("put k 2 at c as ann", ["ann asks n1, n2: n3 lacks k {c:1}"]),
    ("get k at c as bob", []),
  ])
  func quorums(script: String, expected: [String]) {
    let setup =
      "nodes c n1 n2 n3\nreplication leaderless n=3 w=2 r=2 read-repair=off\n"
      + "place k on n1,n2,n3\nclient ann guarantees=ryw,mw\nput k 1 at c to n1,n2 as ann\n"
    #expect(notes(setup + script) == expected, "\(script)")
  }

  @Test(arguments: [
    ("client ann guarantees=rwy", "1:23 unknown-word"),
    ("client ann guarantees=", "1:23 wrong-kind"),
    ("client ann guarantees=ryw,", "1:27 missing-argument"),
    ("client ann guarantees=none,ryw", "1:23 surplus-argument"),
  ])
  func mistakes(text: String, expected: String) { #expect(firstComplaint(text) == expected) }

  @Test func promisesAreShownAndStay() {
    let bench = run(Self.lagging + "client ann home=f\nshow clients")
    guard case .table(let table) = bench.sink.reports.last else {
      Issue.record("no table")
      return
    }
    #expect(table.rows == [["ann", "f", "f", "", "ryw,mr,mw,wfr"]])
  }
}
