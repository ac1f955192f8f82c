import Commands
import Foundation
import Rendering
import Testing

@Suite struct JSONLinesRendererTests {
  private func object(_ line: String) throws -> [String: Any] {
    #expect(line.hasSuffix("\n") && line.utf8.filter { $0 == 10 }.count == 1)
    let object = try JSONSerialization.jsonObject(with: Data(line.utf8))
    return try #require(object as? [String: Any])
  }

  @Test func everyReportIsOneObjectWithAType() throws {
    for (name, report) in Sample.all {
      let type = try #require(try object(json(report))["type"] as? String)
      #expect(name.hasPrefix(type), "\(name)")
    }
  }

  @Test func firstObjectNamesVersionSchemaAndSeed() throws {
    var bytes: [UInt8] = []
    JSONLinesRenderer().begin(version: "0.1.0", seed: .max, into: &bytes)
    #expect(
      String(decoding: bytes, as: UTF8.self)
        == #"{"parley": "0.1.0", "schema": 1, "seed": 18446744073709551615, "type": "session"}"#
        + "\n")
  }

  @Test func membersStandInTheirOrder() {
    #expect(
      json(Sample.arrival()) == #"{"type": "arrived", "tick": 10000000, "node": "b", "#
        + #""key": "title", "message": "a->b#1", "kind": "replicate", "version": "#
        + #"{"dot": "a:1", "value": "B", "stamp": {"clock": "physical", "time": 1000000}}, "#
        + #""fate": "applied"}"# + "\n")
    #expect(
      json(
        Sample.event(.resolved(winner: Sample.hybrid, loser: Sample.deletion, rule: Sample.rule())))
        == #"{"type": "resolved", "tick": 10000000, "node": "b", "key": "title", "#
        + #""winner": {"dot": "c:9", "value": 3, "stamp": {"clock": "hybrid", "time": 3000000, "#
        + #""count": 4}}, "loser": {"dot": "a:2", "deleted": true, "stamp": "#
        + #"{"clock": "logical", "count": 7}}, "strategy": "lww", "#
        + #""rule": "lww clock=server tie=highest-node causality=ignore", "#
        + #""reason": "newer-stamp", "winner-node": "b", "loser-node": "a"}"# + "\n")
    #expect(
      json(
        Sample.event(
          .read(values: [.int(1)], context: ["a:1"], rule: nil, isAsked: false, isAlone: true)))
        == #"{"type": "read", "tick": 10000000, "node": "b", "key": "title", "values": [1], "#
        + #""context": ["a:1"], "asked": false}"# + "\n")
  }

  @Test func nothingIsLeftOut() throws {
    let table = try object(
      json(.table(TableReport(columns: ["a"], rows: [["1"], ["\u{1B}"]], empty: ""))))
    #expect(table["rows"] as? [[String]] == [["1"], ["\u{1B}"]])
    let verdict = try object(json(.verdict(Sample.verdict)))
    #expect(verdict["held"] as? Bool == false)
    #expect(verdict["trail"] as? [String] == Sample.place.trail)
    #expect(try object(json(.done("x")))["text"] as? String == "x")
  }

  @Test func complaintsStatementsAndInterruptionsAreObjectsToo() throws {
    let renderer = JSONLinesRenderer()
    var bytes: [UInt8] = []
    renderer.render(
      Complaint(code: "down", message: "b is down\u{7}", remedy: nil, place: Sample.place),
      into: &bytes)
    renderer.echo("put x 1 at a", into: &bytes)
    renderer.interruption(RunProgress(now: 5, inFlight: 2, events: 9), into: &bytes)
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n").map { "\($0)\n" }
    let objects = try lines.map(object)
    #expect(objects.map { $0["type"] as? String } == ["complaint", "statement", "interrupted"])
    #expect(objects[0]["message"] as? String == "b is down\u{7}")
    #expect(objects[0]["remedy"] is NSNull)
    #expect(objects[0]["line"] as? Int == 3)
    #expect(objects[1]["text"] as? String == "put x 1 at a")
    #expect(objects[2]["in-flight"] as? Int == 2 && objects[2]["event"] as? Int == 9)
    #expect(!bytes.contains(7))
  }
}
