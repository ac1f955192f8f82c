import Commands
import Glibc
import Rendering

extension Invocation {
  /// Does what was asked for and returns what the process ends with.
  package func run() -> ExitStatus {
    Interrupts.begin()
    let surroundings = Surroundings()
    let outlet = Outlet(isEager: surroundings.outputIsTerminal)
    return outlet.finish(run(surroundings, outlet))
  }

  private func run(_ surroundings: Surroundings, _ outlet: Outlet) -> ExitStatus {
    if purpose == .verify { return verify(outlet) }
    let display = Display(self, surroundings, outlet)
    let hasText = !files.isEmpty || !commands.isEmpty
    let isInteractive =
      purpose != .check && !prompting.isBatch
      && (prompting.stays || (!hasText && surroundings.inputIsTerminal))
    var options = SessionOptions()
    options.seed = seed
    options.keepsGoing = keepsGoing
    options.render = { TextRenderer.bytes(of: $0) }
    if isInteractive && surroundings.inputIsTerminal { options.ask = Question.ask }
    guard let doors = doors(display) else { return .usage }
    let session = ShellSession(options, display, outlet, doors: doors)
    display.begin(seed: seed)

    let runner = ScriptRunner(session: session, keepsGoing: keepsGoing)
    let input = hasText || isInteractive ? files : ["-"]
    guard let programs = runner.load(files: input, commands: commands) else {
      return Interrupts.isRaised ? .interrupted : .usage
    }
    if purpose == .check { return .held }
    let (status, isOver) = runner.run(programs)
    if isOver || !isInteractive { return status }
    return status.followed(by: converse(session, surroundings, outlet))
  }

  /// The folders that scripts may touch beside their own; nil: a complaint was shown.
  private func doors(_ display: Display) -> [Sandbox.Door]? {
    var doors: [Sandbox.Door] = []
    for path in confines.folders {
      switch Sandbox.door(to: path) {
      case .success(let door): doors.append(door)
      case .failure(let problem):
        display.show(problem.complaint(about: path))
        return nil
      }
    }
    return doors
  }

  private func converse(
    _ session: ShellSession, _ surroundings: Surroundings, _ outlet: Outlet
  ) -> ExitStatus {
    let style = Prompt.Style(
      isColoured: surroundings.isColoured(colour, isTerminal: surroundings.outputIsTerminal))
    let isTerminal = surroundings.inputIsTerminal && surroundings.outputIsTerminal
    if isTerminal && !isJSON { outlet.write(Array(Prompt.banner(seed: seed).utf8)) }
    if prompting.readsStartup, surroundings.inputIsTerminal {
      StartupScript(surroundings)?.run(in: session, outlet, isQuiet: isJSON)
    }
    session.display.confirms = surroundings.inputIsTerminal
    session.beginConversation()
    let editor = isTerminal && surroundings.terminalIsCapable ? LineEditor(session) : nil
    let source: any LineSource =
      editor ?? PlainReader(STDIN_FILENO, prompts: surroundings.inputIsTerminal || prompting.stays)
    let history = editor == nil || !prompting.keepsHistory ? nil : HistoryFile(surroundings)
    var repl = Repl(
      session: session, source: source, history: history, outlet: outlet, style: style)
    return repl.run()
  }
}
