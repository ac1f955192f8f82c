import Rendering

/// One line at a terminal that is written anew as work goes on.
final class ProgressLine {
  private let outlet: Outlet
  private var shown = (now: 0, runs: 0)

  init(_ outlet: Outlet) { self.outlet = outlet }

  /// Shows how far it is: whenever there are fewer statements, else every 16 runs.
  func show(before: Int, now: Int, runs: Int) {
    guard now != shown.now || runs >= shown.runs + 16 else { return }
    shown = (now, runs)
    let line = ShrinkText.progress(before: before, now: now, runs: runs)
    outlet.writeError(Array("\r\(line)\u{1B}[K".utf8))
  }

  /// Leaves an empty line for what follows.
  func clear() {
    guard shown.runs > 0 else { return }
    shown = (0, 0)
    outlet.writeError(Array("\r\u{1B}[K".utf8))
  }
}
