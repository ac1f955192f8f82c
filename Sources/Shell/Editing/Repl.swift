import Commands
import Glibc
import ScriptSyntax

/// The conversation at the prompt: asks, loads, asks on where an entry is open, runs, shows.
struct Repl {
  let session: ShellSession
  var source: any LineSource
  var history: HistoryFile?
  let outlet: Outlet
  let style: Prompt.Style
  private let sandbox: Sandbox
  private var prompt = Prompt()

  init(
    session: ShellSession, source: any LineSource, history: HistoryFile?, outlet: Outlet,
    style: Prompt.Style
  ) {
    self.session = session
    sandbox = session.sandbox
    self.source = source
    self.history = history
    self.outlet = outlet
    self.style = style
  }

  /// Goes on until the person leaves.
  mutating func run() -> ExitStatus {
    recall()
    while true {
      outlet.flush()
      Interrupts.clear()
      prompt.progress = session.progress
      switch source.next(prompt, style) {
      case .line(let bytes):
        if take(bytes) == .quit { return .held }
      case .interrupted: forget()
      case .end: return leave()
      case .failed(let code):
        outlet.warn("cannot read: \(String(cString: strerror(code)))")
        return .failed
      }
    }
  }

  private mutating func recall() {
    guard let content = history?.load() else { return }
    for entry in content.entries { source.remember(entry) }
    if let problem = content.problem { giveUpHistory(problem) }
  }

  /// Once is enough: what failed will fail again.
  private mutating func giveUpHistory(_ problem: String) {
    outlet.warn("history is not kept: \(problem)")
    history = nil
  }

  private mutating func take(_ line: [UInt8]) -> RunResult {
    // The output in a transcript that is pasted back says nothing new.
    if prompt.entry.isEmpty, line.starts(with: Array("#>".utf8)) { return .ok }
    let entry = prompt.entry + line
    guard entry.contains(where: { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") }) else {
      return .ok
    }
    switch session.load(SourceText(name: "<prompt>", bytes: entry), in: sandbox) {
    case .incomplete(let open):
      prompt.entry = entry + [UInt8(ascii: "\n")]
      prompt.open = open
      return .ok
    case .complaints(let complaints):
      remember(entry)
      for complaint in complaints { session.display.show(complaint) }
      return .ok
    case .program(let program):
      remember(entry)
      return session.run(program, in: sandbox)
    }
  }

  /// The entry is whole: it can be called up again, and the next line starts another.
  private mutating func remember(_ entry: [UInt8]) {
    forget()
    let text = String(decoding: entry, as: UTF8.self)
    source.remember(text)
    if let code = history?.append(text) { giveUpHistory(String(cString: strerror(code))) }
  }

  private mutating func forget() {
    prompt.entry = []
    prompt.open = nil
  }

  private func leave() -> ExitStatus {
    guard prompt.open != nil else { return .held }
    outlet.warn("left inside \(prompt.openName); the entry was not run")
    return .usage
  }
}
