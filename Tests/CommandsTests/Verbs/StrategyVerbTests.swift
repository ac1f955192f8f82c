import Commands
import Replication
import Simulation
import Testing

struct StrategyVerbTests {
  @Test(arguments: [
    ("strategy s", "1:11 missing-argument"),
    ("strategy s lwww", "1:12 unknown-word"),
    ("strategy s lua", "1:15 missing-argument"),
    ("strategy s lua <<END\nreturn 5\nEND", "1:16 lua-error"),
    ("strategy s lua <<END\n\n  retrun 5\nEND", "3:3 lua-error"),
    ("strategy s lua <<END\nreturn function() end\nEND\nx", "4:1 unknown-verb"),
    ("strategy s lua <<END tie=remote\nreturn function() end\nEND", "1:16 heredoc"),
    ("strategy s lua tie=remote <<END\nreturn function() end\nEND", "1:20 unknown-option"),
    ("strategy s lww <<END\nreturn function() end\nEND", "1:16 surplus-argument"),
    ("strategy s lua file=\"none.lua\"", "1:21 unreadable-file"),
    ("strategy s lua file=\"x\" <<END\nreturn function() end\nEND", "1:25 surplus-argument"),
    ("strategy s lww clock=sever", "1:22 unknown-word"),
    ("strategy s lww separator=x", "1:26 unknown-option"),
    ("strategy s lww tie=local tie=local", "1:26 repeated-option"),
    ("strategy s lww cloc=server", "1:16 unknown-option"),
    ("strategy s concatenate as=set separator=\"\"", "1:41 out-of-range"),
    ("strategy with lww", "1:10 wrong-kind"),
    ("resolve x", "1:10 missing-argument"),
    ("resolve x with", "1:15 missing-argument"),
    ("resolve x with lww on=red", "1:23 unknown-word"),
    ("resolve x with lww on=read delayed=5ms", "1:1 repeated-option"),
    ("resolve x with lww writeback=on", "1:1 unknown-option"),
    ("resolve x with lww on a->b", "1:23 unknown-word"),
    ("resolve x with lww on update-missin", "1:23 unknown-word"),
    ("resolve x with lww on update-missing on=read", "1:1 repeated-option"),
    ("strategies pglogicall", "1:12 unknown-word"), ("laws", "1:5 missing-argument"),
    ("laws lww values=3", "1:17 out-of-range"), ("laws lww values=[]", "1:17 out-of-range"),
    ("laws lww keep=\"idempotence\"", "1:15 unknown-word"),
    ("compare { put x 1 at a }", "1:9 missing-argument"), ("compare lww", "1:12 missing-block"),
    ("help strategy lwww", "1:15 unknown-word"),
  ])
  func mistakesAreFoundAtTheirColumns(text: String, expected: String) {
    #expect(firstComplaint(text) == expected)
  }

  @Test(arguments: StrategyCatalogue.all.map(\.name))
  func everyBuiltInCanBeRegisteredWithAllItsOptions(name: String) throws {
    let definition = try #require(StrategyCatalogue.named(name))
    var bench = Bench()
    #expect(bench.run("strategy mine \(definition.describe(definition.defaults))") == .ok)
    let registered = bench.interpreter.session.world.strategies.last
    #expect(registered?.definition.name == name)
    #expect(registered?.parameters == definition.defaults)
  }

  @Test func variablesStandForBuiltInAndOptions() {
    var bench = Bench()
    #expect(bench.run("let rule = lww\nlet clock = hybrid\nstrategy s $rule clock=$clock") == .ok)
    #expect(bench.interpreter.session.world.strategies.last?.parameters.clock == .hybrid)
    #expect(bench.run("let clock = sundial\nstrategy t $rule clock=$clock") == .refused)
    #expect(bench.complaints.map(\.code) == ["type"])
  }

  @Test(arguments: [
    ("strategy s lww\nstrategy s fww", "duplicate-name"), ("strategy lww fww", "duplicate-name"),
    ("resolve x with newest", "unknown-strategy"), ("resolve x with lua", "unknown-strategy"),
    ("laws newest", "unknown-strategy"),
    ("compare lww newest { put k 1 at a }", "unknown-strategy"), ("laws ask", "state"),
    ("seed 42\nstrategy mine ask\nlaws mine", "state"),
    ("resolve x with lww on link a->z", "unknown-node"),
    ("resolve x with ask on=write", "state"), ("resolve x with ask delayed=1ms", "state"),
    ("resolve x with ask on=read writeback=off", "state"),
    ("strategy mine ask\nresolve x with mine on link a->b", "state"),
  ])
  func refusalsCarryTheirCodes(script: String, code: String) {
    var bench = Bench()
    #expect(bench.run("nodes a b\n" + script) == .refused)
    #expect(bench.complaints.map(\.code) == [code])
  }

  /// The rules of a key, with strategies by name.
  private func rules(of key: String, after script: String) throws -> String {
    var bench = Bench()
    #expect(bench.run("nodes a b\n" + script) == .ok, "\(bench.complaints)")
    let position = try #require(bench.interpreter.session.names.keys[Name(key)])
    let rules = bench.interpreter.session.world.rules(of: KeyID(Int32(position)))
    return bench.interpreter.session.describe(rules)
  }

  @Test(arguments: [
    ("resolve k with lww", "lww"),
    ("put k 1 at a\nresolve * with lww", "lww"),
    ("resolve * with lww\nput k 1 at a", "lww"),
    ("resolve k with lww\nresolve * with fww", "lww"),
    ("resolve k with lww\nresolve k with fww", "fww"),
    ("resolve k with lww on=write", "lww"),
    ("resolve k with union on=read", "siblings read:union"),
    ("resolve k with union on=read writeback=on", "siblings read:union+"),
    ("resolve k with union on=read writeback=off", "siblings read:union"),
    ("resolve k with union delayed=50ms", "siblings 50000000:union"),
    ("resolve k with ask", "siblings read:ask+"),
    ("resolve k with ask on=read", "siblings read:ask+"),
    ("resolve k with lww\nresolve k with fww on link a->b", "lww a->b:fww"),
    ("resolve k with fww on link b->a\nresolve * with lww", "lww b->a:fww"),
    ("resolve k with lww\nresolve * with error on update-delete", "lww update-delete:error"),
    (
      "resolve * with skip on update-missing\nresolve k with fww on update-missing",
      "siblings update-missing:fww"
    ),
  ])
  func bindingsReachTheWorld(script: String, expected: String) throws {
    #expect(try rules(of: "k", after: script) == expected)
  }
}

extension Session {
  fileprivate func describe(_ rules: KeyRules) -> String {
    var parts = [text(rules.onWrite)]
    let mark = rules.writesBack ? "+" : ""
    if let onRead = rules.onRead { parts.append("read:\(text(onRead))\(mark)") }
    if let handler = rules.delayed { parts.append("\(handler.delay):\(text(handler.strategy))") }
    parts += rules.links.map { "\(text($0.arc)):\(text($0.strategy))" }
    parts += rules.kinds.map { "\($0.kind.rawValue):\(text($0.strategy))" }
    return parts.joined(separator: " ")
  }
}
