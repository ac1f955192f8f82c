import Commands
import Simulation

/// Turns reports and complaints into bytes, appended to a buffer that the caller writes out.
package protocol Renderer: Sendable {
  /// What stands before everything else.
  func begin(version: String, seed: UInt64, into text: inout [UInt8])
  /// The source of a statement that is about to run, for transcripts.
  func echo(_ statement: String, into text: inout [UInt8])
  /// A report.
  func render(_ report: Report, into text: inout [UInt8])
  /// A complaint.
  func render(_ complaint: Complaint, into text: inout [UInt8])
  /// That the user stopped a run, when, and how many messages are left in flight.
  func interruption(at now: Tick, inFlight: Int, into text: inout [UInt8])
}
