import Commands
import Simulation
import Testing

struct TopologyVerbTests {
  @Test(arguments: [
    ("topology", "1:9 missing-argument"),
    ("topology rng", "1:10 unknown-word"),
    ("topology ring hub=a", "1:15 unknown-option"),
    ("topology none a", "1:15 surplus-argument"),
    ("topology mesh one-way", "1:15 surplus-argument"),
    ("topology ring one-way two-way", "1:1 repeated-option"),
    ("topology tree fanout=0", "1:22 out-of-range"),
    ("link a", "1:7 missing-argument"),
    ("link a ->", "1:10 missing-argument"),
    ("link -> b", "1:6 wrong-kind"),
    ("link a -> b latency=3ms..1ms", "1:21 out-of-range"),
    ("link a -> b latency=1", "1:21 wrong-kind"),
    ("remove", "1:7 missing-argument"),
    ("replication leaderless n=3 w=4", "1:30 out-of-range"),
    ("replication leaderless w=0", "1:26 out-of-range"),
    ("replication leaderless n=0", "1:26 out-of-range"),
    ("replication leaderless n=1 r=2", "1:30 out-of-range"),
    ("replication leaderless w=most", "1:26 wrong-kind"),
    ("replication leaderless sync=all", "1:24 unknown-option"),
    ("replication leaderless sloppy=maybe", "1:31 unknown-word"),
    ("replication leaderless versions=dots", "1:33 unknown-word"),
    ("replication single-leader", "1:26 missing-argument"),
    ("replication single-leader leader=a n=3", "1:36 unknown-option"),
    ("replication single-leader leader=all", "1:34 wrong-kind"),
    ("replication single-leader leader=a sync=", "1:41 wrong-kind"),
    ("promote", "1:8 missing-argument"),
    ("promote a b", "1:11 surplus-argument"),
    ("replication multi-leader sync=b", "1:31 unknown-word"),
    ("forwarding", "1:11 missing-argument"),
    ("forwarding off tags=path", "1:16 unknown-option"),
    ("forwarding ignore=a", "1:20 missing-argument"),
    ("forwarding tags=path at a", "1:22 surplus-argument"),
    ("delivery fast", "1:10 unknown-word"),
    ("seed -1", "1:6 out-of-range"),
  ])
  func mistakesAreFoundAtTheirColumns(text: String, expected: String) {
    #expect(firstComplaint(text) == expected)
  }

  @Test func replicationSaysWhatThereIs() {
    var bench = Bench()
    let complaint = bench.diagnose("replication multileader").first
    #expect(complaint?.remedy?.contains("multi-leader") == true)
  }

  /// The links of a world, as `a->b a->c`, sorted.
  private func links(_ script: String) -> String {
    var bench = Bench()
    #expect(bench.run(script) == .ok, "\(bench.complaints)")
    return bench.interpreter.session.links
  }

  @Test(arguments: [
    ("ring", "a->b b->c c->d d->a"),
    ("ring two-way", "a->b a->d b->a b->c c->b c->d d->a d->c"),
    ("ring a b", "a->b b->a"),
    ("ring c a", "a->c c->a"),
    ("line", "a->b b->a b->c c->b c->d d->c"),
    ("line d b one-way", "d->b"),
    ("star", "a->b a->c a->d b->a c->a d->a"),
    ("star hub=c one-way", "c->a c->b c->d"),
    ("star a b hub=d", "a->d b->d d->a d->b"),
    ("tree", "a->b a->c b->a b->d c->a d->b"),
    ("tree fanout=3 one-way", "a->b a->c a->d"),
    ("mesh !d", "a->b a->c b->a b->c c->a c->b"),
    ("none", ""),
  ])
  func shapesAreWhatTheyAreCalled(shape: String, expected: String) {
    #expect(links("nodes a b c d\nlink d -> a\ntopology \(shape)") == expected)
  }

  @Test(arguments: [
    ("link a -> b -> c -> a", "a->b b->c c->a"),
    ("link a <-> b -> c", "a->b b->a b->c"),
    ("link a -> b,c", "a->b a->c"),
    ("link a -> b c", "a->b a->c"),
    ("link all -> a", "b->a c->a"),
    ("link !a <-> a latency=1ms..2ms", "a->b a->c b->a c->a"),
    ("let way = a->b\nlink $way", "a->b"),
    ("link a -> b\nunlink a -> b\nlink b->c", "b->c"),
  ])
  func chainsAndSelectorsMakeLinks(script: String, expected: String) {
    #expect(links("nodes a b c\n" + script) == expected)
  }

  @Test(arguments: [
    ("link a -> a", "state"), ("link a -> z", "unknown-node"), ("unlink a -> b", "state"),
    ("topology ring a", "state"), ("topology star hub=z", "unknown-node"),
    ("remove z", "unknown-node"), ("forwarding off at z", "unknown-node"),
    ("put k 1 at a\nseed 3", "state"), ("nodes b", "duplicate-name"),
    ("forwarding tags=origin ignore=z at a", "unknown-node"),
  ])
  func refusalsCarryTheirCodes(script: String, code: String) {
    var bench = Bench()
    #expect(bench.run("nodes a b\n" + script) == .refused)
    #expect(bench.complaints.map(\.code) == [code])
  }

  @Test func aRefusedStatementLinksNothing() {
    var bench = Bench()
    #expect(bench.run("nodes a b c\nlink a -> b -> z") == .refused)
    #expect(bench.interpreter.session.links.isEmpty)
    bench.run("link a -> b")
    #expect(bench.run("unlink a -> b -> c") == .refused)
    #expect(bench.interpreter.session.links == "a->b")
  }

  @Test func forwardingStartsAnewAndTurnsNodes() {
    var bench = Bench()
    bench.run("nodes a b c\nforwarding tags=origin redundant=forward ignore=a at b")
    #expect(bench.interpreter.session.world.forwarding == (.origin, .forward))
    bench.run("forwarding off at b,c")
    #expect(bench.interpreter.session.relaying == [true, false, false])
    bench.run("forwarding off\nnodes d")
    #expect(bench.interpreter.session.relaying == [false, false, false, false])
    bench.run("forwarding tags=announced")
    #expect(bench.interpreter.session.relaying == [true, true, true, true])
    #expect(bench.interpreter.session.world.forwarding == (.announced, .stop))
  }

  @Test func aRemovedNameIsFreeAgain() {
    var bench = Bench()
    #expect(bench.run("nodes a b\nlink a <-> b\nremove a\nnodes a\nput k 1 at a") == .ok)
    #expect(bench.interpreter.session.links.isEmpty)
  }

  @Test func theSeedOutlivesAReset() {
    var bench = Bench()
    #expect(bench.run("seed 7\nreset") == .ok)
    #expect(bench.interpreter.session.world.seed == 7)
  }

  @Test func whatWasDoneIsConfirmedAtThePrompt() {
    var options = SessionOptions()
    options.isInteractive = true
    var bench = Bench(options)
    bench.run("nodes a b\nlink a <-> b\ntopology none\nremove b\ndelivery any\nseed 3")
    #expect(
      bench.confirmations == [
        "created a, b", "linked a->b and b->a", "no links", "removed b", "delivery any",
        "seed 3",
      ])
  }
}

extension Session {
  fileprivate var links: String {
    world.arcs().map { text($0) }.sorted().joined(separator: " ")
  }

  fileprivate var relaying: [Bool] {
    (0..<world.nodeCount).map { world.node(NodeID(Int32($0)))?.relays ?? false }
  }
}
