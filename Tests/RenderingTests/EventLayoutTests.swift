import Commands
import Replication
import Simulation
import Testing

@testable import Rendering

@Suite struct EventLayoutTests {
  @Test func readsShowValueAndContext() {
    func read(
      _ values: [Value], _ context: [String], _ rule: RuleLine? = nil, isAsked: Bool = false,
      isAlone: Bool = true
    ) -> String {
      let what = EventLine.What.read(
        values: values, context: context, rule: rule, isAsked: isAsked, isAlone: isAlone)
      return text(Sample.event(what))
    }
    #expect(read([.string("B")], ["a:1"]) == "\"B\"  {a:1}\n")
    #expect(
      read([.string("B"), .string("C")], ["a:1", "b:1"])
        == "siblings [\"B\", \"C\"]  {a:1, b:1}\n")
    #expect(read([], ["a:1"]) == "(none)\n")
    #expect(
      read([.array([.int(1)])], ["a:1"], Sample.rule("union")) == "[1]  {a:1}  (union on read)\n")
    #expect(
      read([.int(1), .int(2)], ["a:1"], isAsked: true)
        == "siblings [1, 2]  {a:1}  (the reader is asked)\n")
    #expect(read([.int(1)], ["a:1"], isAlone: false) == "title at b: 1  {a:1}\n")
  }

  @Test func aFailoverSaysWhatItCosts() {
    #expect(text(Sample.event(.lost(Sample.b))) == "10.000ms  lost: title = \"B\" {a:1}\n")
    #expect(
      text(Sample.event(.cutOff(Sample.deletion)))
        == "10.000ms  cut off at b: title deleted {a:2}\n")
    #expect(
      text(Sample.arrival(), Sample.event(.cutOff(Sample.c)))
        == "10.000ms  a->b#1  title = \"B\" {a:1}\n  cut off at b: title = \"C\" {b:1}\n")
    #expect(json(Sample.event(.lost(Sample.b))).contains("\"type\": \"lost\""))
    #expect(json(Sample.event(.cutOff(Sample.b))).contains("\"type\": \"cut-off\""))
  }

  @Test func repairsByNoMessageAreTold() {
    #expect(
      text(Sample.event(.repairedItself(Sample.b)))
        == "10.000ms  b repairs itself: title = \"B\" {a:1}\n")
    func compared(_ hashes: Int, _ sent: Int) -> EventLine {
      Sample.event(.compared(with: "c", hashes: hashes, sent: sent))
    }
    #expect(text(compared(33, 2)) == "10.000ms  b and c compare 33 hashes  (2 messages sent)\n")
    #expect(text(compared(1, 1)) == "10.000ms  b and c compare 1 hash  (1 message sent)\n")
    #expect(text(compared(0, 1)) == "10.000ms  b and c compare their logs  (1 message sent)\n")
    let chaos = Sample.event(.chaos(statement: "crash b"))
    #expect(text(chaos) == "10.000ms  chaos: crash b\n")
    #expect(json(chaos).contains("\"type\": \"chaos\""))
    #expect(json(chaos).contains("\"statement\": \"crash b\""))
    let object = json(compared(33, 2))
    #expect(object.contains("\"with\": \"c\", \"hashes\": 33, \"sent\": 2"))
  }

  @Test func answersOfAQuorumSayHowFarItHasCome() {
    func answer(_ version: VersionLine?, others: Int, _ got: Int) -> String {
      var message = MessageLine(name: "b->a#1", kind: "read-reply", version: version)
      message.others = others
      message.progress = MessageLine.Progress(got: got, needed: 2)
      return text(Sample.event(.arrived(message, fate: .counted)))
    }
    #expect(
      answer(Sample.b, others: 1, 2)
        == "10.000ms  b->a#1 read-reply  title = \"B\" {a:1} and 1 more: 2 of 2\n")
    #expect(answer(nil, others: 0, 1) == "10.000ms  b->a#1 read-reply  title (none): 1 of 2\n")
  }

  @Test(
    arguments: [
      (.applied, ""), (.answered, ""), (.redundant, "  (known already)"),
      (.ignored, "  (dropped: its origin is not taken here)"),
      (.buffered, "  (waits: depends on what has not arrived)"), (.accepted, "  (accepted)"),
      (.refused, "  (refused)"), (.committed, "  (committed)"), (.aborted, "  (aborted)"),
      (.asked, ""), (.counted, ""), (.late, "  (late)"), (.hinted, "  (kept for another)"),
      (.repaired, ""), (.handedOff, ""), (.synced, ""),
    ] as [(EventLine.Fate, String)])
  func arrivalsSayWhatBecameOfThem(fate: EventLine.Fate, words: String) {
    #expect(text(Sample.arrival(fate)) == "10.000ms  a->b#1  title = \"B\" {a:1}\(words)\n")
  }

  @Test func arrivalsShowDeletionsAndKinds() {
    #expect(
      text(Sample.arrival(.applied, Sample.deletion)) == "10.000ms  a->b#1  title deleted {a:2}\n")
    #expect(
      text(Sample.arrival(.accepted, kind: "write-request"))
        == "10.000ms  a->b#1 write-request  title = \"B\" {a:1}  (accepted)\n")
    #expect(
      text(Sample.arrival(.answered, kind: "write-ack", nil))
        == "10.000ms  a->b#1 write-ack  title\n")
    #expect(
      text(Sample.event(.dropped(Sample.message())))
        == "10.000ms  a->b#1  title = \"B\" {a:1}  (lost)\n")
  }

  @Test func keysThatAreNoWordsAreQuoted() {
    #expect(
      text(Sample.event(.dropped(Sample.message()), key: "a b"))
        == "10.000ms  a->b#1  \"a b\" = \"B\" {a:1}  (lost)\n")
  }

  @Test func whatFollowsFromAnArrivalIsIndented() {
    let rule = Sample.rule()
    #expect(
      text(
        Sample.arrival(), Sample.event(.conflict(Sample.c, Sample.b)),
        Sample.event(.resolved(winner: Sample.c, loser: Sample.b, rule: rule)),
        Sample.event(.merged(.array([.string("eggs")]), rule: Sample.rule("union", .joined))),
        Sample.event(
          .stopped(
            Sample.b, against: Sample.c, rule: Sample.rule("error", .stopped), link: "a->b")),
        Sample.event(.skipped(Sample.b, rule: Sample.rule("skip", .skipped))),
        Sample.event(.unbuffered(Sample.c)), Sample.event(.replaced(new: Sample.c, old: Sample.b)))
          == """
          10.000ms  a->b#1  title = "B" {a:1}
            conflict at b: "C" {b:1} and "B" {a:1} are concurrent
            lww keeps "C" {b:1} @2.000ms, drops "B" {a:1} @1.000ms: newer stamp, tie=highest-node
            union makes ["eggs"] of title at b
            error stops a->b: "B" {a:1} against "C" {b:1}, a person has to decide
            skip leaves out "B" {a:1}: both sides stay as they are
            taken in at b: title = "C" {b:1}

          """)
  }

  @Test func whatFollowsFromNoArrivalSaysWhenAndWhere() {
    let rule = Sample.rule("lww", .tieHighestNode)
    #expect(
      text(
        Sample.event(.conflict(Sample.c, Sample.b)),
        Sample.event(.resolved(winner: Sample.hybrid, loser: Sample.deletion, rule: rule)),
        Sample.event(.skipped(Sample.b, rule: Sample.rule("skip", .skipped))))
          == """
          10.000ms  conflict on title at b: "C" {b:1} and "B" {a:1} are concurrent
          10.000ms  title at b: lww keeps 3 {c:9} @3.000ms+4, drops a deletion {a:2} @7: equal \
          stamps, tie=highest-node
          10.000ms  title at b: skip leaves out "B" {a:1}: both sides stay as they are

          """)
    let elsewhere = text(
      Sample.arrival(), Sample.event(.conflict(Sample.c, Sample.b), at: "c"),
      Sample.event(.conflict(Sample.c, Sample.b), tick: 11))
    #expect(elsewhere.contains("\n10.000ms  conflict on title at c: "))
    #expect(elsewhere.contains("\n0.000011ms  conflict on title at b: "))
  }

  @Test func handlersAreLinesOfTheirOwn() {
    #expect(
      text(
        Sample.event(.handled(rule: Sample.rule("newest"))),
        Sample.event(.merged(nil, rule: Sample.rule("newest", .joined))))
        == "10.000ms  newest runs for title at b\n  newest makes a deletion of title at b\n")
  }

  @Test func writesPrintNothing() { #expect(text(Sample.event(.written(Sample.b))).isEmpty) }

  @Test(
    arguments: [
      (0, "0.000ms"), (1, "0.000001ms"), (1_500, "0.001500ms"), (300_000, "0.300ms"),
      (10_000_000, "10.000ms"), (999_999_999, "999.999999ms"), (1_000_000_000, "1.000s"),
      (42_004_000_000, "42.004s"), (42_004_000_001, "42.004000001s"), (-3_000_000, "-3.000ms"),
      (Int64.max, "9223372036.854775807s"), (Int64.min, "-9223372036.854775808s"),
    ] as [(Int64, String)])
  func timeIsExact(ticks: Int64, words: String) {
    var bytes: [UInt8] = []
    bytes.put(time: ticks)
    #expect(String(decoding: bytes, as: UTF8.self) == words)
  }

  @Test func everyReasonHasItsOwnWords() {
    let reasons = (0...UInt8.max).compactMap(Reason.init(rawValue:))
    #expect(reasons.count == 27)
    #expect(Set(reasons.map(\.words)).count == reasons.count)
    #expect(Set(reasons.map(\.code)).count == reasons.count)
    #expect(reasons.allSatisfy { !$0.words.isEmpty && !$0.code.contains(" ") })
  }
}
