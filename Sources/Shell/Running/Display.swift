import Commands
import Rendering

/// Where a session's reports and complaints become visible.
final class Display {
  private let outlet: Outlet
  private let renderer: any Renderer
  /// Confirmations are wanted only while a person types.
  private let scriptRenderer: any Renderer
  /// Complaints as text on standard error; nil: they are objects among the others.
  private let complaints: TextRenderer?
  private let echoes: Bool
  /// How far a script is that is being made smaller; nil: nobody watches.
  private let progress: ProgressLine?
  private var bytes: [UInt8] = []
  /// What the run uses up, and how often it looked whether to stop.
  private var watch: Watch
  private var looks = Looks()
  /// Whether a person types and wants to see that something was done.
  var confirms = false

  init(_ invocation: Invocation, _ surroundings: Surroundings, _ outlet: Outlet) {
    func palette(_ isTerminal: Bool) -> Palette {
      surroundings.isColoured(invocation.colour, isTerminal: isTerminal) ? .coloured : .plain
    }
    self.outlet = outlet
    echoes = invocation.echoes
    progress =
      surroundings.errorIsTerminal && !invocation.isJSON ? ProgressLine(outlet) : nil
    watch = Watch(invocation.confines.limits)
    if invocation.isJSON {
      renderer = JSONLinesRenderer()
      scriptRenderer = JSONLinesRenderer()
      complaints = nil
    } else {
      let colours = palette(surroundings.outputIsTerminal)
      renderer = TextRenderer(palette: colours, confirms: true)
      scriptRenderer = TextRenderer(palette: colours)
      complaints = TextRenderer(palette: palette(surroundings.errorIsTerminal))
    }
  }

  private var current: any Renderer { confirms ? renderer : scriptRenderer }

  func begin(seed: UInt64) {
    current.begin(version: Release.version, seed: seed, into: &bytes)
    writeOut()
  }

  func begin(_ statement: String) {
    guard echoes else { return }
    current.echo(statement, into: &bytes)
    writeOut()
  }

  /// Whether the digest behind each statement is shown.
  var showsDigests: Bool { complaints == nil }

  func show(_ reproduction: Reproduction) {
    current.render(reproduction, into: &bytes)
    writeOut()
  }

  func show(digest: UInt64) {
    current.render(digest: digest, into: &bytes)
    writeOut()
  }

  func show(_ report: Report) {
    current.render(report, into: &bytes)
    writeOut()
  }

  func show(_ complaint: Complaint) {
    guard let complaints else {
      current.render(complaint, into: &bytes)
      return writeOut()
    }
    complaints.render(complaint, into: &bytes)
    writeError()
  }

  func showInterruption(_ progress: RunProgress) {
    guard let complaints else {
      current.interruption(progress, into: &bytes)
      return writeOut()
    }
    complaints.interruption(progress, into: &bytes)
    writeError()
  }

  /// A script is being made smaller.
  func showShrinking(from before: Int, to now: Int, runs: Int) {
    progress?.show(before: before, now: now, runs: runs)
  }

  // MARK: - Stopping

  /// A script or an entry begins to run.
  func beginRun() {
    watch.begin()
    looks = Looks()
  }

  /// It has ended: returns the limit that it reached, and at which look it was stopped.
  func endRun() -> (reached: Limits.Bound?, stoppedAt: Int?) {
    watch.end()
    return (watch.reached, looks.stoppedAt)
  }

  /// Whether nobody wants to see more: the user said stop, or set a limit that is reached, or
  /// output leads nowhere.
  var isStopping: Bool {
    looks.look(Interrupts.isRaised || outlet.failure != 0 || watch.look())
  }

  private func writeOut() {
    if !bytes.isEmpty { progress?.clear() }
    if watch.admits(bytes.count) { outlet.write(bytes) }
    bytes.removeAll(keepingCapacity: true)
  }

  private func writeError() {
    progress?.clear()
    outlet.writeError(bytes)
    bytes.removeAll(keepingCapacity: true)
  }
}

/// What the interpreter speaks into.
struct DisplaySink: Sink {
  let display: Display

  mutating func begin(_ text: String) { display.begin(text) }
  mutating func emit(_ report: Report) { display.show(report) }
  mutating func conclude(_ reproduction: Reproduction) { display.show(reproduction) }
  mutating func end(_ digest: UInt64) { display.show(digest: digest) }
  func shrinking(from before: Int, to now: Int, runs: Int) {
    display.showShrinking(from: before, to: now, runs: runs)
  }
  var wantsDigests: Bool { display.showsDigests }
  var isStopping: Bool { display.isStopping }
}
