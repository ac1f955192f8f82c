import Commands
import Simulation

/// How far a world has come.
package struct RunProgress: Hashable, Sendable {
  /// The clock. Unit: nanoseconds of virtual time.
  package var now: Tick = 0
  /// How many messages are in flight.
  package var inFlight = 0
  /// How many events there were.
  package var events = 0

  /// The beginning.
  package init() {}

  /// So far.
  package init(now: Tick, inFlight: Int, events: Int) {
    self.now = now
    self.inFlight = inFlight
    self.events = events
  }
}

/// Turns reports and complaints into bytes, appended to a buffer that the caller writes out.
package protocol Renderer: Sendable {
  /// What stands before everything else.
  func begin(version: String, seed: UInt64, into text: inout [UInt8])
  /// The source of a statement that is about to run, for transcripts.
  func echo(_ statement: String, into text: inout [UInt8])
  /// The identity of the session behind a statement.
  func render(digest: UInt64, into text: inout [UInt8])
  /// Whether the run of a report came out as that says.
  func render(_ reproduction: Reproduction, into text: inout [UInt8])
  /// A report.
  func render(_ report: Report, into text: inout [UInt8])
  /// A complaint.
  func render(_ complaint: Complaint, into text: inout [UInt8])
  /// That the user stopped a run, and how far the world had come.
  func interruption(_ progress: RunProgress, into text: inout [UInt8])
}
