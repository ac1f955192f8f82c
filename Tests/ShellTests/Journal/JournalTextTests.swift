import Commands
import Foundation
import TestSupport
import Testing

@testable import Shell

/// What stands in a journal is read back as it was, and what is not whole is not read at all.
@Suite struct JournalTextTests {
  private static let header = JournalText.Header(
    seed: 7, keepsGoing: true, statementLimit: 1000, eventLimit: .max)

  private static let records: [JournalRecord] = {
    var plain = JournalRecord(text: Array("nodes a b".utf8), digest: 1)
    plain.isEntry = false
    var hostile = JournalRecord(text: Array("print \"\n#= end\t0\n\"".utf8), digest: .max)
    hostile.name = "tab\tand\nline\\n"
    hostile.stop = 12
    var learned = JournalRecord(text: [0xFF, 0, 0x0A, 0x0D], digest: 0xABC)
    let file = SourceFile(canonicalName: "/x/a\tb", name: "a", bytes: [0, 9, 10, 92, 110, 255])
    let problem = FileProblem(code: .forbidden, reason: "lies\noutside")
    learned.learned.readings = [
      Learned.Reading(path: "a", result: .success(file)),
      Learned.Reading(path: "", result: .failure(problem)),
    ]
    learned.learned.writings = [
      Learned.Writing(path: "w", result: .success("shown")),
      Learned.Writing(path: "v", result: .failure(problem)),
    ]
    learned.learned.answers = [1, nil, 0]
    return [plain, hostile, learned, JournalRecord(text: [], digest: 5)]
  }()

  private static let top = JournalText.top(header, version: "0")

  private static let whole: [UInt8] = records.enumerated().flatMap { index, record in
    JournalText.bytes(of: record, below: index == 0 ? top : [])
  }

  /// A record as text that tells every difference.
  private func portrait(_ record: JournalRecord) -> String {
    "\(record.digest) \(record.stop ?? -1) \(record.bytes)"
  }

  @Test func recordsAreReadBack() throws {
    let text = try #require(JournalText(Self.whole))
    #expect(text.header == Self.header)
    #expect(text.records.map(portrait) == Self.records.map(portrait))
    #expect(text.records.map(\.learned.answers) == Self.records.map(\.learned.answers))
    #expect(text.length == Self.whole.count && !text.isTold)
    let told = try #require(
      JournalText(Self.whole + JournalText.told + JournalText.bytes(of: Self.records[1])))
    #expect(told.isTold && told.records.count == 5)
  }

  @Test func aTornTailIsDroppedWhereverItWasTorn() throws {
    var ends: [Int] = []
    for count in 1...Self.records.count {
      let bytes = Self.records[..<count].enumerated().flatMap { index, record in
        JournalText.bytes(of: record, below: index == 0 ? Self.top : [])
      }
      ends.append(bytes.count)
    }
    for length in 0...Self.whole.count {
      let text = JournalText(Array(Self.whole[..<length]))
      let wanted = ends.count { $0 <= length }
      #expect(text?.records.count ?? 0 == wanted, "\(length) bytes")
      #expect(text?.length ?? 0 == (wanted == 0 ? 0 : ends[wanted - 1]))
      // Zeroes where the disk never got what was written.
      let hollow = JournalText(Array(Self.whole[..<length]) + [UInt8](repeating: 0, count: 700))
      #expect(hollow?.records.count ?? 0 == wanted)
    }
  }

  @Test func noChangedByteInventsARecord() {
    let all = Self.records.map(portrait)
    for index in Self.top.count..<Self.whole.count {
      for change: UInt8 in [1, 4, 0x80] {
        var bytes = Self.whole
        bytes[index] ^= change
        let found = JournalText(bytes)?.records.map(portrait) ?? []
        #expect(found == Array(all.prefix(found.count)), "byte \(index)")
        #expect(found.count < all.count, "byte \(index)")
      }
    }
  }

  @Test(arguments: ["", "nodes a\n", "# x\n#= session\n", "# x\n#= session\t1\ton\t5\t5\n"])
  func whatIsNoJournalIsNone(text: String) { #expect(JournalText(Array(text.utf8)) == nil) }

  @Test func aJournalIsAScript() throws {
    let scratch = try Scratch()
    var bytes: [UInt8] = []
    for (index, line) in ["nodes a b", "print 1", "print \"two\""].enumerated() {
      bytes += JournalText.bytes(
        of: JournalRecord(text: Array(line.utf8)), below: index == 0 ? Self.top : [])
    }
    let file = scratch.path + "/j.repl"
    try Data(bytes + JournalText.closed).write(to: URL(fileURLWithPath: file))
    #expect(try Parley.run(file).output == "1\ntwo\n")
  }
}
