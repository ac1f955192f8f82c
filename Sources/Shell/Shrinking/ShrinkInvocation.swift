import Commands
import Glibc
import Rendering
import ScriptSyntax

/// What was asked of `parley shrink`.
package struct ShrinkInvocation: Sendable {
  /// The script; `-` is standard input.
  package var path = "-"
  /// Where the smaller script goes; nil: standard output.
  package var output: String?
  /// The seed of all chance.
  package var seed: UInt64 = 42
  /// How many candidates are tried at most.
  package var limit = ShrinkWatch().limit
  /// When complaints are coloured.
  package var colour = ColourChoice.automatic

  /// Nothing asked for: standard input is shrunk to standard output.
  package init() {}

  /// Shrinks the script and returns what the process ends with.
  package func run() -> ExitStatus {
    Interrupts.begin()
    let surroundings = Surroundings()
    let outlet = Outlet(isEager: surroundings.outputIsTerminal)
    let isColoured = surroundings.isColoured(colour, isTerminal: surroundings.errorIsTerminal)
    let work = ShrinkWork(
      invocation: self, outlet: outlet,
      renderer: TextRenderer(palette: isColoured ? .coloured : .plain),
      progress: surroundings.errorIsTerminal ? ProgressLine(outlet) : nil)
    return outlet.finish(work.run())
  }
}

/// The work of `parley shrink`.
private struct ShrinkWork {
  let invocation: ShrinkInvocation
  let outlet: Outlet
  let renderer: TextRenderer
  /// nil: nobody watches.
  let progress: ProgressLine?

  func run() -> ExitStatus {
    if let output = invocation.output, isSame(output, invocation.path) {
      outlet.warn("\(output) is the script itself; give the smaller one another name")
      return .usage
    }
    switch contents() {
    case .failure(let problem):
      complain([problem.complaint(about: invocation.path)])
      return Interrupts.isRaised ? .interrupted : .usage
    case .success(let (bytes, sandbox)):
      let name = invocation.path == "-" ? "<stdin>" : invocation.path
      return shrink(SourceText(name: name, bytes: bytes), in: sandbox)
    }
  }

  private func contents() -> Result<(bytes: [UInt8], sandbox: Sandbox), FileProblem> {
    if invocation.path == "-" { return FileBytes.readAll(STDIN_FILENO).map { ($0, Sandbox()) } }
    if let piped = FileBytes.ofPipe(invocation.path) { return piped.map { ($0, Sandbox()) } }
    return Sandbox.script(invocation.path)
  }

  private func isSame(_ path: String, _ other: String) -> Bool {
    guard let one = try? CanonicalPath.resolve(path).get(),
      let two = try? CanonicalPath.resolve(other).get()
    else { return false }
    return one.bytes == two.bytes
  }

  private func shrink(_ source: SourceText, in sandbox: Sandbox) -> ExitStatus {
    var options = SessionOptions()
    options.seed = invocation.seed
    options.files = sandbox.files
    var watch = ShrinkWatch()
    watch.limit = invocation.limit
    watch.isStopping = { Interrupts.isRaised }
    if let progress { watch.progress = { progress.show(before: $0, now: $1, runs: $2) } }
    let outcome = ScriptShrinker.smallest(source, options, watch)
    progress?.clear()
    switch outcome {
    case .shrunk(let script): return hand(script, from: source.name)
    case .held:
      outlet.warn("\(source.name) does not fail: there is nothing to shrink")
      return .usage
    case .mistakes(let complaints):
      complain(complaints)
      return .usage
    case .interrupted:
      outlet.warn("stopped before the script had failed")
      return .interrupted
    }
  }

  /// Writes the script to where it was asked for.
  private func hand(_ script: ShrunkScript, from name: String) -> ExitStatus {
    let text = ShrinkText.script(script, from: name, version: Release.version)
    let bytes = Array(text.utf8)
    let status = script.isInterrupted ? ExitStatus.interrupted : .held
    guard let output = invocation.output else {
      outlet.write(bytes)
      return status
    }
    if let problem = FileBytes.write(bytes, to: output) {
      complain([problem.complaint(about: output)])
      return .failed
    }
    return status
  }

  private func complain(_ complaints: [Complaint]) {
    var bytes: [UInt8] = []
    for complaint in complaints { renderer.render(complaint, into: &bytes) }
    outlet.writeError(bytes)
  }
}
