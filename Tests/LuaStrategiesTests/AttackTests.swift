import LuaStrategies
import Replication
import Testing

/// Code that means harm is stopped, or finds nothing to do harm with.
@Suite struct AttackTests {
  static let instructions = "runs for more than 1,000,000 instructions"
  static let memory = "needs more memory than there is: 8 MiB, a text 64 KiB, a table 256 KiB"

  @Test(arguments: [
    "while true do end",
    "local function f() return f() end return f()",
    "local big, other = ('x'):rep(60000), ('x'):rep(60000) while true do local _ = big < other end",
    "local t = {} for i = 1, 8000 do t[i] = i end while true do table.insert(t, 1, 0) "
      + "table.remove(t, 1) end",
    "local t = {} for i = 1, 3000 do t[i] = ('y'):rep(40000) end",
    "local s = ('x'):rep(60000) while true do local _ = s:contains('y') end",
    "local s = ('x'):rep(60000) return s:contains(('x'):rep(30000) .. 'y')",
    "local t = {} for i = 1, 9000 do t[i] = 9000 - i end while true do table.sort(t, "
      + "function(a, b) return a > b end) end",
    "while true do for k in pairs({a = 1}) do end end",
    "local t = {} for i = 1, 100000 do t[i % 9000] = {i, {}, {}} end while true do local x = {} end",
  ])
  func endlessWorkIsStopped(body: String) {
    let outcome = outcome(body)
    #expect(
      outcome.hasSuffix(Self.instructions) || outcome.hasSuffix(Self.memory), "\(outcome)")
  }

  @Test(arguments: [
    "local s = 'x' while true do s = s .. s end",
    "local t = {} for i = 1, 1e9 do t[i] = tostring(i) end",
    "return ('x'):rep(1 << 20)",
    "local function f() return 1 + f() end return f()",
    "local function f(...) return 1 + f(1, ...) end return f()",
    "local s = ('x'):rep(60000) while true do local t = s .. 'y' end",
    "local t = {} while true do t = {t} end",
    "local t = {} for k = 1, 200 do t[k] = {} for i = 1, 900 do t[k][i] = {} end end return #t",
  ])
  func memoryHasALimit(body: String) {
    #expect(outcome(body) == "fails, line 2: \(Self.memory)")
  }

  @Test func loadingHasTheSameLimits() {
    #expect(throws: LuaFault(line: 1, message: Self.instructions)) {
      try LuaProgram("while true do end")
    }
    #expect(throws: LuaFault.self) { try LuaProgram("local s = 'x' while true do s = s .. s end") }
    #expect(throws: LuaFault.self) { try LuaProgram(String(repeating: "(", count: 100_000)) }
    #expect(throws: LuaFault.self) { try LuaProgram("return 5") }
    #expect(throws: LuaFault.self) { try LuaProgram("") }
    #expect(throws: LuaFault.self) { try LuaProgram("\u{1B}Lua") }
  }

  @Test(arguments: [
    "os", "io", "require", "package", "debug", "coroutine", "utf8", "load", "loadstring",
    "dofile", "loadfile", "collectgarbage", "print", "getmetatable", "setmetatable", "pcall",
    "xpcall", "next", "rawget", "rawset", "rawequal", "rawlen", "warn", "_G", "string.find",
    "string.match", "string.gmatch", "string.gsub", "string.format", "string.dump",
    "string.pack", "table.move", "table.pack", "math.random", "math.randomseed", "math.sqrt",
    "math.exp", "math.sin", "math.pi", "math.huge", "math.fmod",
  ])
  func whatIsNotThere(name: String) {
    #expect(outcome("return \(name) == nil") == "true")
  }

  @Test func theGrammarHasNoWayAround() {
    let power = "`^` is not here: its last digit differs between machines; multiply instead"
    #expect(outcome("return 2 ^ 3") == "does not load, line 2: \(power)")
    #expect(outcome("return _ENV.x") == "does not load, line 2: `_ENV` is not here")
    #expect(outcome("--[[ ^ ]] -- ^\nreturn \"^\" .. '_ENV\\'^' .. [==[ ]] ^ ]==]").contains("^"))
    #expect(outcome("goto out ::out:: return 1") == "1")
  }

  @Test func nothingOutlivesACall() throws {
    for code in [
      "n = 0 return function() n = (n or 0) + 1 return n end",
      "local n = 0 return function() n = n + 1 return n end",
      "return function() n = (n or 0) + 1 return n end",
      "local t = {} return function() table.insert(t, 1) return #t end",
    ] {
      let program = try LuaProgram(code)
      for _ in 0..<5 {
        var siblings = Siblings([.int(1), .int(2)])
        let resolution = siblings.judged(by: program)
        #expect(siblings.words(for: resolution) == "1", "\(code)")
      }
    }
  }

  /// A function that is kept pays for its text at every call, as if the text ran again.
  @Test func instructionsDoNotDependOnWhatRanBefore() throws {
    let code = """
      for i = 1, 300000 do end
      return function(key, siblings)
        for i = 1, siblings[1].value do end
        return 1
      end
      """
    func words(_ count: Int64, _ program: LuaProgram) -> String {
      var siblings = Siblings([.int(count), .int(0)])
      let resolution = siblings.judged(by: program)
      return siblings.words(for: resolution)
    }
    let program = try LuaProgram(code)
    var ends: Set<String> = []
    for count in Int64(690)...710 {
      let fresh = words(count * 1000, try LuaProgram(code))
      #expect(words(3, program) == "1" && words(count * 1000, program) == fresh)
      ends.insert(fresh)
    }
    #expect(ends.contains("1") && ends.contains { $0.hasSuffix(Self.instructions) }, "\(ends)")
  }

  @Test func globalsAreThoseOfOneCall() throws {
    let program = try LuaProgram(
      """
      return function(key, siblings)
        assert(x == nil and y == nil and keep, "something was left")
        x, y = 1, {}
        keep = nil
        if siblings[1].value == 0 then error("own words") end
        return x + #y
      end
      """)
    for value in [Int64(1), 0, 1, 1, 0, 1] {
      var siblings = Siblings([.int(value), .int(2)])
      let resolution = siblings.judged(by: program)
      let expected = value == 1 ? "1" : "fails, line 5: own words"
      #expect(siblings.words(for: resolution) == expected)
    }
  }

  @Test(arguments: ["array(string)", "object(table)", "array(siblings[1])", "object(math)"])
  func whatTheBoxMadeKeepsItsShape(body: String) {
    #expect(outcome(body).contains("a table of your own expected"))
  }

  @Test(arguments: ["string.x = 1", "table.insert = nil", "math.max = math.min"])
  func librariesCannotBeChanged(body: String) {
    #expect(outcome(body).hasSuffix("`string`, `table` and `math` cannot be changed"))
  }

  /// What earlier calls left lying about must not decide whether a later one has memory enough.
  @Test func memoryDoesNotDependOnWhatRanBefore() throws {
    let program = try LuaProgram(
      """
      return function(key, siblings)
        local t = {}
        for i = 1, siblings[1].value do t[i] = ("x"):rep(50000) .. i end
        return #t
      end
      """)
    func words(_ count: Int64) -> String {
      var siblings = Siblings([.int(count), .int(0)])
      let resolution = siblings.judged(by: program)
      return siblings.words(for: resolution)
    }
    let limit = (1...200).first { words(Int64($0)).hasPrefix("fails") } ?? 0
    #expect(limit > 50)
    for _ in 0..<20 {
      #expect(words(Int64(limit) - 1) == "\(limit - 1)")
      #expect(words(Int64(limit)).hasSuffix(Self.memory))
      #expect(words(3) == "3")
    }
  }

  @Test func failuresTellTheLine() {
    #expect(outcome("\n\nreturn siblings[1].valeu.x").hasPrefix("fails, line 4: attempt to index"))
    #expect(outcome("error('own words')") == "fails, line 2: own words")
    #expect(outcome("error()") == "fails, line 2: an error without words was raised")
    #expect(outcome("error({})") == "fails, line 2: an error was raised that is no text")
    #expect(outcome("assert(false, 'not so')") == "fails, line 2: not so")
    #expect(outcome("assert(1 == 2)") == "fails, line 2: assertion failed!")
    #expect(outcome("retrun 1").hasPrefix("does not load, line 2: syntax error near"))
    #expect(outcome("return ('x'):split('')").contains("cut at nothing"))
    #expect(outcome("local x = 1 + nil").hasPrefix("fails, line 2: attempt to perform arithmetic"))
  }

  @Test func addressesAreNeverSeen() {
    #expect(
      outcome("return tostring({}) .. tostring(keep) .. tostring(null) .. tostring(nil)")
        == #""<table><function>nullnil""#)
    #expect(outcome("return {type(null), type({}), type(1), type(keep)}").contains(#""null""#))
  }

  @Test func pairsHaveOneOrder() {
    let body = """
      local r = ''
      for k, v in pairs({z = 1, b = 2, [3] = 3, [1] = 1, [true] = 0, ['ä'] = 4, [1.5] = 5}) do
        r = r .. tostring(k) .. ' '
      end
      return r
      """
    #expect(outcome(body) == #""true 1 1.5 3 b z ä ""#)
    #expect(outcome("for k in pairs({[{}] = 1}) do end").contains("have an order"))
    #expect(outcome("local t = {a = 1, b = 2} for k in pairs(t) do t.b = nil end return 1") == "1")
  }

  @Test func sortingSurvivesAnyComparison() {
    let fill = "local t = {} for i = 1, 500 do t[i] = (i * 7919) % 503 end "
    let count =
      " local seen = {} for _, v in ipairs(t) do seen[v] = true end local n = 0 "
      + "for _ in pairs(seen) do n = n + 1 end return n"
    for comparison in ["true", "false", "a > b", "(a + b) % 2 == 0"] {
      let sort = "table.sort(t, function(a, b) return \(comparison) end)"
      #expect(outcome(fill + sort + count) == "500")
    }
    let rise = " for i = 2, 500 do assert(t[i - 1] <= t[i]) end return #t"
    #expect(outcome(fill + "table.sort(t)" + rise) == "500")
    #expect(outcome("local t = {1, 'a', 2} table.sort(t)").contains("attempt to compare"))
    #expect(
      outcome(fill + "table.sort(t, function(a, b) t[1] = nil error('no') end)")
        .hasSuffix("no"))
  }
}
