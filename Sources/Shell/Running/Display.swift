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
  private var bytes: [UInt8] = []
  /// Whether a person types and wants to see that something was done.
  var confirms = false

  init(_ invocation: Invocation, _ surroundings: Surroundings, _ outlet: Outlet) {
    func palette(_ isTerminal: Bool) -> Palette {
      surroundings.isColoured(invocation.colour, isTerminal: isTerminal) ? .coloured : .plain
    }
    self.outlet = outlet
    echoes = invocation.echoes
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

  /// Whether nobody wants to see more: the user said stop, or output leads nowhere.
  var isStopping: Bool { Interrupts.isRaised || outlet.failure != 0 }

  private func writeOut() {
    outlet.write(bytes)
    bytes.removeAll(keepingCapacity: true)
  }

  private func writeError() {
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
  var wantsDigests: Bool { display.showsDigests }
  var isStopping: Bool { display.isStopping }
}
