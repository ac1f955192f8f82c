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
    let (doors, complaint) = Sandbox.doors(to: confines.folders)
    if let complaint {
      display.show(complaint)
      return .usage
    }
    let journals = prompting.keepsJournal ? JournalFolder(surroundings) : nil
    if prompting.resumes {
      guard let journals, let resumption = Resumption(from: journals) else {
        outlet.warn("there is no session to resume: each came to its end")
        return .usage
      }
      let options = options(resumption.header, asks: surroundings.inputIsTerminal)
      let session = ShellSession(options, display, outlet, doors: doors)
      return resume(resumption, session, surroundings, outlet)
    }
    let header = header
    let options = options(header, asks: isInteractive(surroundings) && surroundings.inputIsTerminal)
    let session = ShellSession(options, display, outlet, doors: doors)
    if let journals, isInteractive(surroundings), surroundings.inputIsTerminal {
      session.journal = Journal(in: journals, header)
    }
    display.begin(seed: seed)
    let (status, isOver) = runTexts(in: session, surroundings)
    if isOver || !isInteractive(surroundings) {
      session.journal?.close()
      return status
    }
    greet(surroundings, outlet, seed: seed)
    if session.journal != nil { journals?.prune() }
    if session.journal != nil, !isJSON, let time = journals?.tell() {
      outlet.write(Array("a session of \(time) was left open: `parley --resume`\n".utf8))
    }
    if prompting.readsStartup, surroundings.inputIsTerminal {
      StartupScript(surroundings)?.run(in: session, outlet, isQuiet: isJSON)
    }
    return status.followed(by: converse(session, surroundings, outlet))
  }

  private func isInteractive(_ surroundings: Surroundings) -> Bool {
    purpose != .check && !prompting.isBatch
      && (prompting.stays || (!hasText && surroundings.inputIsTerminal))
  }

  private var hasText: Bool { !files.isEmpty || !commands.isEmpty }

  // MARK: - Setting up

  /// What decides how statements run.
  private var header: JournalText.Header {
    let defaults = SessionOptions()
    return JournalText.Header(
      seed: seed, keepsGoing: keepsGoing,
      statementLimit: confines.limits[.statements]?.amount ?? defaults.statementLimit,
      eventLimit: confines.limits[.events]?.amount ?? defaults.eventLimit)
  }

  private func options(_ header: JournalText.Header, asks: Bool) -> SessionOptions {
    var options = SessionOptions()
    options.seed = header.seed
    options.keepsGoing = header.keepsGoing
    options.render = { TextRenderer.bytes(of: $0) }
    options.statementLimit = header.statementLimit
    options.eventLimit = header.eventLimit
    if asks { options.ask = Question.ask }
    return options
  }

  // MARK: - Going on

  /// Runs the texts of the command line; also says whether all is over with them.
  private func runTexts(
    in session: ShellSession, _ surroundings: Surroundings
  ) -> (status: ExitStatus, isOver: Bool) {
    let runner = ScriptRunner(session: session, keepsGoing: keepsGoing)
    let input = hasText || isInteractive(surroundings) ? files : ["-"]
    guard let programs = runner.load(files: input, commands: commands) else {
      return (Interrupts.isRaised ? .interrupted : .usage, true)
    }
    return purpose == .check ? (.held, true) : runner.run(programs)
  }

  private func resume(
    _ resumption: Resumption, _ session: ShellSession, _ surroundings: Surroundings,
    _ outlet: Outlet
  ) -> ExitStatus {
    var resumption = resumption
    session.display.begin(seed: resumption.header.seed)
    greet(surroundings, outlet, seed: resumption.header.seed)
    let result = resumption.run(in: session)
    let words = resumption.words(for: result, digest: session.digest)
    if !isJSON || result != .whole { outlet.writeError(Array(words.utf8)) }
    if result == .interrupted { return .interrupted }
    let status = result == .whole ? ExitStatus.held : .failed
    return status.followed(by: converse(session, surroundings, outlet))
  }

  private func greet(_ surroundings: Surroundings, _ outlet: Outlet, seed: UInt64) {
    let isTerminal = surroundings.inputIsTerminal && surroundings.outputIsTerminal
    if isTerminal && !isJSON { outlet.write(Array(Prompt.banner(seed: seed).utf8)) }
  }

  private func converse(
    _ session: ShellSession, _ surroundings: Surroundings, _ outlet: Outlet
  ) -> ExitStatus {
    let style = Prompt.Style(
      isColoured: surroundings.isColoured(colour, isTerminal: surroundings.outputIsTerminal))
    let isTerminal = surroundings.inputIsTerminal && surroundings.outputIsTerminal
    session.display.confirms = surroundings.inputIsTerminal
    session.beginConversation()
    let editor = isTerminal && surroundings.terminalIsCapable ? LineEditor(session) : nil
    let source: any LineSource =
      editor ?? PlainReader(STDIN_FILENO, prompts: surroundings.inputIsTerminal || prompting.stays)
    let history = editor == nil || !prompting.keepsHistory ? nil : HistoryFile(surroundings)
    var repl = Repl(
      session: session, source: source, history: history, outlet: outlet, style: style)
    let status = repl.run()
    // A terminal that is gone ends the input too, but not the session.
    if Surroundings().inputIsTerminal == surroundings.inputIsTerminal { session.journal?.close() }
    return status
  }
}
