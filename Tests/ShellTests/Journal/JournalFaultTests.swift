import Commands
import Foundation
import ScriptSyntax
import Testing

@testable import Shell

/// Whatever fails while a session is kept: what was accepted comes back, and nothing else does.
@Suite(.serialized) struct JournalFaultTests {
  private let scratch: Scratch

  init() throws {
    scratch = try Scratch()
    try scratch.write("put included 1 at a\nput included 2 at a\n", to: "part.repl")
  }

  private var entries: [String] {
    [
      "nodes a b; link a <-> b latency=5ms..20ms", "include \"\(scratch.path)/part.repl\"",
      "put x 1 at a", "undo", "resolve z with ask; put z 1 at a; put z 2 at b; settle",
      "get z at a", "mark here", "put y {\"#= end\": [1]} at b", "goto here", "fork other",
      "switch other", "let v = 3", "put w $v at b", "settle; put x 9 at nowhere", "undo; redo",
      "define two k { put $k 1 at a\nput $k 2 at b }\ntwo q; settle",
    ]
  }

  private func session(_ journal: Journal? = nil) throws -> ShellSession {
    var options = SessionOptions()
    options.ask = { _, _ in 1 }
    let outlet = Outlet(isEager: false)
    let display = Display(Invocation(), Surroundings(), outlet)
    let door = try Sandbox.door(to: scratch.path).get()
    let session = ShellSession(options, display, outlet, doors: [door])
    session.journal = journal
    session.beginConversation()
    return session
  }

  /// Enters a line; returns whether it was accepted, as against undone or not understood.
  private func enter(_ line: String, in session: ShellSession) -> Bool {
    let source = SourceText(name: "<prompt>", bytes: Array(line.utf8))
    let text = ScriptText(source: source, sandbox: session.sandbox)
    guard case .program(let program) = session.load(text) else { return false }
    return session.run(program, of: text) == .ok
  }

  private func folder(_ calls: FileCalls, _ name: String) -> JournalFolder {
    JournalFolder(path: "\(scratch.path)/state/\(name)", calls: calls)
  }

  private static let header = JournalText.Header(
    seed: 42, statementLimit: SessionOptions().statementLimit, eventLimit: .max)

  /// Runs all entries on a machine; returns the digests after what was accepted, the first before
  /// anything, and whether the machine died while the last was kept.
  private func run(on machine: FaultyMachine, _ name: String) throws -> (
    digests: [UInt64], died: Bool
  ) {
    let session = try session(Journal(in: folder(machine.calls, name), Self.header))
    var digests = [session.digest]
    for entry in entries {
      guard enter(entry, in: session) else { continue }
      digests.append(session.digest)
      if machine.isDead { return (digests, true) }
    }
    return (digests, false)
  }

  /// What comes back: the number of entries, and the digest; nil: no session is open.
  private func resume(_ name: String) throws -> (count: Int, digest: UInt64)? {
    let left = bytes(name)
    let isOpen = left.map { !$0.ends(with: JournalText.closed) && JournalText($0) != nil } ?? false
    let found =
      isOpen
      ? patiently { Resumption(from: folder(.system, name)) }
      : Resumption(from: folder(.system, name))
    guard var resumption = found else { return nil }
    let session = try session()
    let count = left.flatMap { JournalText($0) }?.records.count ?? 0
    #expect(resumption.run(in: session) == .whole)
    session.journal?.close()
    return (count, session.digest)
  }

  /// Tries again for a while: a process that another test starts holds our files, locks and all,
  /// until it is the other program.
  private func patiently<Result>(_ attempt: () -> Result?) -> Result? {
    for _ in 0..<500 {
      if let result = attempt() { return result }
      usleep(10_000)
    }
    return nil
  }

  /// What the newest journal holds; nil: there is none.
  private func bytes(_ name: String) -> [UInt8]? {
    let folder = "\(scratch.path)/state/\(name)"
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    guard let file = files.filter({ $0.hasSuffix(".repl") }).max() else { return nil }
    return (try? Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(file)"))).map { Array($0) }
  }

  /// How many calls there are where nothing fails.
  private func callCount() throws -> Int {
    let machine = FaultyMachine(.killed, at: .max)
    let (digests, _) = try run(on: machine, "whole")
    #expect(digests.count == entries.count, "all are accepted but one, and the beginning counts")
    let calls = machine.count
    machine.kill()
    let resumed = try #require(try resume("whole"))
    #expect(resumed.count == digests.count - 1 && resumed.digest == digests.last)
    #expect(try resume("whole") == nil, "it was closed")
    return calls
  }

  @Test func killedAtEveryCall() throws {
    let calls = try callCount()
    #expect(calls > 2 * entries.count)
    for fault in [FaultyMachine.Fault.killed, .killedAfter, .powerLost, .powerLostZeroed] {
      for moment in 1...calls {
        let name = "\(fault)\(moment)"
        let machine = FaultyMachine(fault, at: moment)
        let (digests, died) = try run(on: machine, name)
        #expect(died && machine.isDead)
        // The prompt came back after all of these but the last, which was being kept.
        let accepted = digests.count - 2
        let resumed = try resume(name)
        let count = resumed?.count ?? 0
        #expect(count == accepted || count == accepted + 1, "\(name): \(count) of \(accepted)")
        if fault == .powerLost || fault == .powerLostZeroed {
          #expect(count == accepted, "\(name): what was not synced cannot come back")
        }
        if let resumed { #expect(resumed.digest == digests[count], "\(name)") }
      }
    }
  }

  @Test(arguments: [FaultyMachine.Fault.failsOnce, .failsForEver])
  func failingAtEveryCall(fault: FaultyMachine.Fault) throws {
    for moment in 1...(try callCount()) {
      let name = "\(fault)\(moment)"
      let machine = FaultyMachine(fault, at: moment)
      let (digests, died) = try run(on: machine, name)
      #expect(!died && digests.count == entries.count, "\(name): the session goes on")
      machine.kill()
      let resumed = try resume(name)
      let count = resumed?.count ?? 0
      if let resumed { #expect(resumed.digest == digests[count], "\(name)") }
      // What one failure kept back is written with the next entry.
      if fault == .failsOnce { #expect(count >= digests.count - 2, "\(name): \(count)") }
    }
  }

  /// Where even taking back what was half written fails, it is gone before anything follows.
  @Test func nothingTornStaysBehindWhatFollows() throws {
    let machine = FaultyMachine(.failsTwice, at: 5)
    let path = scratch.path + "/torn"
    var file = try JournalFile.make(path, machine.calls).get()
    #expect(file.append(Array("whole\n".utf8)) == 0)
    #expect(file.append(Array("never whole\n".utf8)) == ENOSPC)
    #expect(try scratch.text(of: "torn") != "whole\n", "this is a test only where something stays")
    #expect(file.append(Array("next\n".utf8)) == 0)
    #expect(try scratch.text(of: "torn") == "whole\nnext\n")
  }

  @Test func whatCannotBeKeptIsToldOnce() throws {
    var journal = Journal(in: JournalFolder(path: "/proc/nowhere/journal"), Self.header)
    let record = JournalRecord(text: Array("nodes a".utf8))
    #expect(journal.note(record) != nil)
    #expect(journal.note(record) == nil)
    journal.close()
  }

  @Test func anotherStateIsNamedAndNothingIsLost() throws {
    let folder = folder(.system, "other")
    var journal: Journal? = Journal(in: folder, Self.header)
    let original = try session(journal)
    for entry in entries.prefix(3) { #expect(enter(entry, in: original)) }
    let digest = original.digest
    journal = original.journal
    var wrong = JournalRecord(text: Array("put x 2 at a".utf8), digest: 1)
    wrong.learned.answers = []
    #expect(journal?.note(wrong) == nil)
    _ = journal?.note(wrong)
    // Whoever holds it still runs.
    #expect(Resumption(from: folder) == nil)
    journal?.abandon()
    var resumption = try #require(patiently { Resumption(from: folder) })
    let session = try session()
    #expect(resumption.run(in: session) == .differs(at: 3))
    #expect(session.digest == digest)
    let words = resumption.words(for: .differs(at: 3), digest: digest)
    #expect(words.contains("resumed 3 entries") && words.contains("put x 2 at a"))
    #expect(enter("put x 3 at a", in: session))
    let last = session.digest
    session.journal?.abandon()
    let resumed = try #require(try resume("other"))
    #expect(resumed.count == 4 && resumed.digest == last)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).count == 2)
  }

  /// Those left open are as many; what somebody still is in stays, however old.
  @Test func openJournalsArePruned() throws {
    let folder = folder(.system, "open")
    let names = {
      try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted().map {
        "\(folder.path)/\($0)"
      }
    }
    let held = try session(Journal(in: folder, Self.header))
    #expect(enter("nodes held", in: held))
    for number in 0..<24 {
      let session = try session(Journal(in: folder, Self.header))
      #expect(enter("nodes n\(number)", in: session))
      session.journal?.abandon()
    }
    let all = try names()
    #expect(all.count == 25)
    // Whoever holds one for a moment, as a process that another test starts does, keeps it.
    let wanted = [all[0]] + all.suffix(20)
    #expect(
      patiently {
        folder.prune(); return (try? names()) == wanted ? true : nil
      } == true)
    let newest = try #require(patiently { Resumption(from: folder) })
    #expect(newest.words(for: .whole, digest: 0).contains("19 older are still open"))
  }

  @Test func closedJournalsArePruned() throws {
    let folder = folder(.system, "many")
    for _ in 0..<25 {
      let session = try session(Journal(in: folder, Self.header))
      #expect(enter("nodes a", in: session))
      session.journal?.close()
    }
    try scratch.write("#", to: "state/many/20200101T000000Z-1-0.repl")
    try scratch.write("no journal", to: "state/many/mine.txt")
    let left = try session(Journal(in: folder, Self.header))
    #expect(enter("nodes a", in: left))
    folder.prune()
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(names.count == 22 && names.contains("mine.txt"))
    let newest = folder.path + "/" + (names.filter { $0.hasSuffix(".repl") }.max() ?? "")
    #expect(!JournalFile.isClosed(newest, .system), "names tell the order")
    let attributes = try FileManager.default.attributesOfItem(atPath: newest)
    #expect(attributes[.posixPermissions] as? Int == 0o600)
    left.journal?.abandon()
    #expect(try #require(patiently { folder.tell() }).hasPrefix("20"))
    #expect(folder.tell() == nil, "once is enough")
    #expect(try resume("many")?.count == 1)
  }
}

extension [UInt8] {
  fileprivate func ends(with other: [UInt8]) -> Bool { suffix(other.count).elementsEqual(other) }
}
