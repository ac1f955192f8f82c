import Causality
import LuaStrategies
import Replication
import Testing

/// What code sees of a conflict, and what becomes of what it returns.
@Suite struct AnswerTests {
  @Test func codeSeesWhoWroteWhatAndWhen() {
    let body = """
      local s = siblings[2]
      return {key, #siblings, s.value, s.node, s.counter, s.stamp, s.context.b, s.deleted, s.incoming}
      """
    #expect(outcome(body) == #"["title", 2, "bread", "b", 2, 1000, 1, false, true]"#)
  }

  @Test func siblingsComeInTheOrderOfTheirDots() {
    var siblings = Siblings([.int(1), .int(2), .int(3)])
    siblings.conflict.candidates.reverse()
    siblings.conflict.particulars?.writers.reverse()
    let list = "return {siblings[1].value, siblings[2].value, siblings[3].value}"
    #expect(siblings.outcome(of: list) == "[1, 2, 3]")
    #expect(siblings.outcome(of: "return siblings[1]") == "keep [2]")
  }

  @Test func deletionsHaveNoValue() {
    var siblings = Siblings([nil, .null])
    #expect(
      siblings.outcome(of: "local s = siblings[1] return s.value == nil and s.deleted") == "true")
    #expect(
      siblings.outcome(of: "local s = siblings[2] return s.value == null and not s.deleted")
        == "true")
    #expect(siblings.outcome(of: "return siblings[1]") == "keep [0]")
  }

  @Test func siblingsAreKept() {
    #expect(outcome("return siblings[2]") == "keep [1]")
    #expect(outcome("return siblings") == "keep all")
    #expect(outcome("return {siblings[2], siblings[1]}") == "keep all")
    #expect(outcome("return keep(siblings[2], siblings[2])") == "keep [1]")
    #expect(outcome("return keep(siblings)") == "keep all")
    #expect(outcome("table.remove(siblings, 1) return siblings") == "keep [1]")
    var three = Siblings([.int(1), .int(2), .int(3)])
    #expect(three.outcome(of: "return keep(siblings[3], siblings[1])") == "keep [0, 2]")
  }

  @Test(arguments: [
    ("", "the function returned nothing"), ("return nil", "the function returned nothing"),
    ("return keep()", "keep() keeps nothing"), ("return keep(5)", "one of the siblings expected"),
    ("table.remove(siblings) table.remove(siblings) return siblings", "nothing in it to keep"),
    ("return {siblings[1], 5}", "return its `value`"),
    ("return {x = siblings[1]}", "return its `value`"),
    ("siblings[1].value = 'new' return siblings[1]", "a sibling was changed"),
    ("return keep", "holds a function"), ("return {keep}", "holds a function"),
    ("return 0 / 0", "not finite"), ("return {1 / 0}", "not finite"),
    ("return '\\xFF'", "no UTF-8"), ("return ('ä'):sub(1, 1)", "no UTF-8"),
    ("return {['\\xFF'] = 1}", "no UTF-8"),
    ("local t = {} t.t = t return t", "or holds itself"),
    ("local t = {} for i = 1, 300 do t = {t} end return t", "nests more than 256 deep"),
    ("return {1, nil, 3}", "neither an array"), ("return {1, a = 2}", "neither an array"),
    ("return {[1.5] = 2}", "neither an array"), ("return {[true] = 2}", "neither an array"),
    ("local t = {} for i = 1, 20 do t[i] = ('x'):rep(60000) end return t", "larger than 1 MiB"),
    ("return {[{}] = 1}", "have an order"),
  ])
  func whatIsNoAnswerFails(body: String, message: String) {
    let outcome = outcome(body)
    #expect(outcome.hasPrefix("fails, ") && outcome.contains(message), "\(outcome)")
  }

  static let values: [Value] = [
    .null, .bool(true), .bool(false), .int(0), .int(.max), .int(.min), .double(1.5),
    .double(-0.1), .double(1e300), .string(""), .string("ä\u{0}\u{1F600}"), .array([]),
    .object([]), .array([.null, .array([]), .object([])]),
    .object(of: [.init(key: "", value: .null), .init(key: "1", value: .array([.int(1)]))]),
  ]

  @Test(arguments: values)
  func valuesPassUnchanged(value: Value) {
    var siblings = Siblings([value, .int(7)])
    #expect(siblings.outcome(of: "return siblings[1].value") == value.json)
    #expect(siblings.outcome(of: "return siblings[1]") == "keep [0]")
    #expect(siblings.outcome(of: "return array{siblings[1].value}") == "[\(value.json)]")
  }

  @Test func tablesAreArraysOrObjects() {
    #expect(outcome("return {}") == "[]" && outcome("return object{}") == "{}")
    #expect(outcome("return object()") == "{}" && outcome("return array()") == "[]")
    #expect(outcome("return {b = 1, a = null}") == #"{"a": null, "b": 1}"#)
    #expect(outcome("return {1, 2.0, 2.5, '3'}") == #"[1, 2, 2.5, "3"]"#)
    #expect(
      outcome("return {isarray({}), isarray({1}), isarray(array{}), isarray(object{})}")
        == "[false, true, true, false]")
  }

  @Test func integersStayWhole() {
    #expect(outcome("return math.maxinteger") == "9223372036854775807")
    #expect(outcome("return (1 << 53) + 1") == "9007199254740993")
    #expect(outcome("return 7 // 2") == "3" && outcome("return 6 / 2") == "3")
    #expect(outcome("return tonumber('0x10') + tonumber('2')") == "18")
    #expect(outcome("return '10' + 1").contains("arithmetic on a string"))
  }

  @Test func textsHaveTheirFunctions() {
    #expect(outcome("return ('a,b,,c'):split(',')") == #"["a", "b", "", "c"]"#)
    #expect(outcome("return ('äBc'):upper() .. ('ÄbC'):lower()") == #""äBCÄbc""#)
    #expect(outcome("return ('abc'):starts('ab') and ('abc'):ends('bc')") == "true")
    #expect(outcome("return ('abc'):contains('bd') or ('a-a'):contains('')") == "true")
    #expect(outcome("return ('ab'):rep(3, '-'):reverse() .. ('abc'):sub(2, 3)") == #""ba-ba-babc""#)
    #expect(outcome("return {('A'):byte(), ('AB'):byte(-1), #'ä'}") == "[65, 66, 2]")
    #expect(outcome("return string.char(72, 105)") == #""Hi""#)
    #expect(outcome("return table.concat({1, 'b', 2.5}, '/')") == #""1/b/2.5""#)
    #expect(outcome("return table.concat({1, null})").contains("a null stands in the list"))
    #expect(
      outcome("local t = {1, 3} table.insert(t, 2, 2) table.insert(t, 4) return t")
        == "[1, 2, 3, 4]")
    #expect(
      outcome("local t = {1, 2, 3} return {table.remove(t, 1), table.remove(t), t[1]}")
        == "[1, 3, 2]")
    #expect(
      outcome("return {select('#', 1, 2), (select(-1, 1, 2)), table.unpack({3, 4})}")
        == "[2, 2, 3, 4]")
  }

  @Test func callsFromSeveralThreadsDoNotMeet() async throws {
    let program = try LuaProgram(
      "return function(key, s) local n = 0 for i = 1, 500 do n = n + s[1].value end return n end")
    await withTaskGroup(of: Bool.self) { group in
      for number in 1...16 {
        group.addTask {
          (0..<50).allSatisfy { _ in
            var siblings = Siblings([.int(Int64(number)), .int(0)])
            let resolution = siblings.judged(by: program)
            return siblings.words(for: resolution) == "\(number * 500)"
          }
        }
      }
      for await isRight in group { #expect(isRight) }
    }
  }
}

/// Predicates by code.
@Suite struct LocalPredicateTests {
  private func judge(_ body: String) throws -> LocalVerdict {
    let program = try LuaProgram("return function(at)\n\(body)\nend")
    let look = NodeLook(
      node: "a",
      entries: [
        NodeLook.Entry(key: "k", values: [.int(1)]),
        NodeLook.Entry(key: "b:2", values: [.int(2), .int(3)]),
        NodeLook.Entry(key: "b:1", values: [.string("x")]),
      ])
    return LocalPredicate.lua(program).judge(look)
  }

  @Test func codeLooksAtTheNode() throws {
    #expect(try judge("return at.node == 'a' and at.get('k') == 1") == .holds)
    #expect(try judge("return at.get('b:2') == nil and at.get('no') == nil") == .holds)
    #expect(try judge("return #at.siblings('b:2') == 2 and #at.siblings('no') == 0") == .holds)
    #expect(try judge("return table.concat(at.keys('b:'), ' ') == 'b:1 b:2'") == .holds)
    #expect(try judge("return #at.keys() == 3 and at.keys()[3] == 'k'") == .holds)
    #expect(try judge("return false") == .broken(nil))
    #expect(try judge("return false, 'no ' .. at.node") == .broken("no a"))
  }

  @Test(arguments: [
    ("return 1", "line 1: the function returned a number"), ("", "the function returned a nil"),
    ("return at.get()", "string expected"), ("return at:get('k')", "ask with a dot"),
    ("while true do at.get('k') end", "1,000,000 instructions"),
    ("at.get = nil return at.get('k')", "attempt to call a nil value"),
    ("return false, '\\xFF'", "no UTF-8"),
  ])
  func failuresSaySo(body: String, message: String) throws {
    guard case .failed(let text) = try judge(body) else {
      Issue.record("it did not fail")
      return
    }
    #expect(text.contains(message), "\(text)")
  }
}
