import Commands
import Glibc

/// A session that was left open goes on: what ran in it runs again, unseen.
struct Resumption {
  private let folder: JournalFolder
  private var open: JournalFolder.Open
  private let others: Int

  /// Takes the newest session that was left open; nil: there is none.
  init?(from folder: JournalFolder) {
    guard let (newest, others) = folder.takeNewestOpen() else { return nil }
    self.folder = folder
    open = newest
    self.others = others
  }

  var header: JournalText.Header { open.text.header }

  /// How it went.
  enum Result: Equatable {
    /// Everything came to the same state.
    case whole
    /// This record did not, and what follows it was left out.
    case differs(at: Int)
    /// The user said stop.
    case interrupted
  }

  /// Runs the records; the session goes on journalling behind them.
  mutating func run(in session: ShellSession) -> Result {
    for (index, record) in open.text.records.enumerated() {
      if session.repeatRun(of: record) { continue }
      guard !Interrupts.isRaised else { return .interrupted }
      beginAnew(in: session, after: index)
      return .differs(at: index)
    }
    session.journal = Journal(in: folder, goingOn: open)
    return .whole
  }

  /// Leaves the old journal as it is, and begins one with the records that came to their state.
  private mutating func beginAnew(in session: ShellSession, after count: Int) {
    var journal = Journal(in: folder, header)
    for record in open.text.records[..<count] { _ = journal.note(record) }
    session.journal = journal
    _ = open.file.append(JournalText.closed)
    open.file.release()
  }

  /// What a person is told.
  func words(for result: Result, digest: UInt64) -> String {
    let records = open.text.records
    let session = "of the session of \(JournalFolder.beginning(of: open.file.path))"
    switch result {
    case .interrupted: return "interrupted; the session can still be resumed\n"
    case .whole:
      let older =
        others == 0 ? "" : "; \(others) older \(others == 1 ? "one is" : "are") still open"
      return "resumed \(Resumption.entries(records.count)) \(session), digest "
        + "\(Digest.text(digest))\(older)\n"
    case .differs(let index):
      let text = String(decoding: records[index].text.prefix(60), as: UTF8.self)
      return "resumed \(Resumption.entries(index)) \(session); the next came to another state, and "
        + "is left out\nwith all that followed: \(Prompt.shown(text))\nThey are kept in "
        + "\(Prompt.shown(open.file.path)), a script.\n"
    }
  }

  private static func entries(_ count: Int) -> String {
    count == 1 ? "1 entry" : "\(count) entries"
  }
}
