import Commands
import Glibc
import Rendering

/// What was asked of `parley test`.
package struct TestInvocation: Sendable {
  /// Scripts, and folders to look for them in; none: the current folder.
  package var paths: [String] = []
  /// Whether blocks that differ are rewritten.
  package var updates = false
  /// Whether blocks are added where a statement printed and has none.
  package var records = false
  /// Whether each change is shown and asked about.
  package var reviews = false
  /// Where a JUnit document goes; nil: nowhere.
  package var junit: String?
  /// How many scripts run at a time; nil: as many as there are cores.
  package var jobs: Int?
  /// What scripts may touch, and how much each may use up.
  package var confines = Confines()
  /// When output is coloured.
  package var colour = ColourChoice.automatic

  /// Nothing asked for: the scripts below the current folder are compared.
  package init() {}

  /// Tests the scripts and returns what the process ends with.
  package func run() -> ExitStatus {
    Interrupts.begin()
    let surroundings = Surroundings()
    let outlet = Outlet(isEager: surroundings.outputIsTerminal)
    return outlet.finish(run(surroundings, outlet))
  }

  private func run(_ surroundings: Surroundings, _ outlet: Outlet) -> ExitStatus {
    let discovery = ScriptDiscovery(paths.isEmpty ? ["."] : paths)
    let (doors, closed) = Sandbox.doors(to: confines.folders)
    let complaints = discovery.complaints + (closed.map { [$0] } ?? [])
    show(discovery.passedOver + complaints, surroundings, outlet)
    guard complaints.isEmpty else { return .usage }
    let isTerminal = surroundings.inputIsTerminal && surroundings.outputIsTerminal
    guard !reviews || isTerminal else {
      outlet.warn("--review asks at a terminal, and there is none; --update changes without asking")
      return .usage
    }
    let asksToWrite = updates || records || reviews
    let mayWrite = surroundings.value("CI") == nil
    if asksToWrite, !mayWrite { outlet.warn("CI is set: no script is changed") }
    var round = TestRound(
      invocation: self, doors: doors, mayWrite: asksToWrite && mayWrite, outlet: outlet,
      palette: surroundings.isColoured(colour, isTerminal: surroundings.outputIsTerminal)
        ? .coloured : .plain)
    let status = round.run(discovery.scripts)
    return discovery.passedOver.isEmpty ? status : status.followed(by: .usage)
  }

  private func show(_ complaints: [Complaint], _ surroundings: Surroundings, _ outlet: Outlet) {
    let colours = surroundings.isColoured(colour, isTerminal: surroundings.errorIsTerminal)
    let renderer = TextRenderer(palette: colours ? .coloured : .plain)
    var bytes: [UInt8] = []
    for complaint in complaints { renderer.render(complaint, into: &bytes) }
    outlet.writeError(bytes)
  }

  /// How many scripts run at a time by default.
  static var cores: Int { max(sysconf(Int32(_SC_NPROCESSORS_ONLN)), 1) }
}
