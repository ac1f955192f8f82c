import Commands
import Rendering

extension Invocation {
  /// Runs everything twice, in two processes, and tells where the second run parts from the first.
  func verify(_ outlet: Outlet) -> ExitStatus {
    guard !files.isEmpty || !commands.isEmpty, !files.contains("-") else {
      outlet.warn("--verify runs scripts twice, and standard input can be read once: name a file")
      return .usage
    }
    guard let first = ChildProcess(arguments), let second = ChildProcess(arguments) else {
      outlet.warn("--verify cannot start another process")
      return .usage
    }
    var comparison = StreamComparison()
    while comparison.take(first.nextLine(), second.nextLine()), !Interrupts.isRaised {}
    let isOver = comparison.divergence != nil || Interrupts.isRaised
    let statuses = (first.end(killing: isOver), second.end(killing: isOver))
    if Interrupts.isRaised { return .interrupted }
    let outcome = VerificationText.Outcome(
      statements: comparison.statements, digest: comparison.digest,
      divergence: comparison.divergence, statuses: statuses)
    var bytes: [UInt8] = []
    VerificationText.append(outcome, to: &bytes)
    outlet.write(bytes)
    guard comparison.divergence == nil, statuses.0 == statuses.1 else { return .differed }
    return ExitStatus(rawValue: statuses.0) ?? .failed
  }

  /// The command line of one of the runs.
  private var arguments: [String] {
    var words = ["--json", "--echo", "--batch", "--seed", String(seed)]
    if keepsGoing { words.append("--keep-going") }
    for folder in confines.folders { words += ["--allow", folder] }
    for text in commands { words += ["-c", text] }
    return words + ["--"] + files
  }
}
