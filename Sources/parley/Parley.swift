import ArgumentParser
import Shell

/// Flags in, exit status out.
@main struct Parley: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "parley",
    abstract: "A scriptable shell for simulated replication, conflicts and their resolution.",
    usage: """
      parley [options] [script ...]
      parley -c 'nodes a b; put title "B" at a; get title at a'
      """,
    discussion: """
      Scripts run in order in one session, as if a first one included them, then the texts of -c. \
      All are read before any runs. Without either, a terminal gets a prompt, and anything else \
      on standard input is a script. A script reads and writes files only below its own folder, \
      or where --allow says. `help` in a session lists the verbs, `parley help VERB` tells of \
      one, and `parley explain CODE` of what is told as error[CODE].

      Before a prompt, and never otherwise, $XDG_CONFIG_HOME/parley/rc.repl runs (else \
      ~/.config/parley/rc.repl). Entries are kept in $XDG_STATE_HOME/parley/history, or where \
      PARLEY_HISTORY says. NO_COLOR and CLICOLOR_FORCE are heeded.

      Exit status:
      \(Manual.exitStatuses)
      When the reader of the output goes away (`| head`), the status is that of what ran so far.
      """,
    version: "parley \(Release.version)", subcommands: subcommands)

  /// What Parley does beside running scripts; each ends the process itself.
  static let subcommands: [any ParsableCommand.Type] = [
    ExplainCommand.self,
    FormatCommand.self,
    ManualCommand.self,
    ShrinkCommand.self,
    TestCommand.self,
  ]

  @OptionGroup var names: ScriptNames
  @OptionGroup var texts: TextFlags
  @OptionGroup var prompt: PromptFlags
  @OptionGroup var confines: ConfineFlags
  @OptionGroup var manner: RunFlags

  static func main() {
    var arguments = CommandLine.arguments.dropFirst()
    if [["help"], ["help", "-h"], ["help", "--help"]].contains(arguments) {
      arguments = ["--help"]
    }
    if let question = helpInSession(arguments) { question.run().leave() }
    if let first = arguments.first, Subcommands.names.contains(first) {
      return answer(Array(arguments), from: Subcommands.self)
    }
    if let first = arguments.first,
      let complaint = MistypedCommand.complaint(about: first, among: Subcommands.names)
    {
      ProcessOutput.write(complaint, toError: true, endingWith: .usage).leave()
    }
    if let script = CompletionScript.wanted(by: arguments) {
      ProcessOutput.write(script, toError: false, endingWith: .held).leave()
    }
    if let invocation = Invocation(plain: arguments) { invocation.run().leave() }
    answer(Array(arguments), from: Parley.self)
  }

  func run() { Invocation(names, texts, prompt, confines, manner).run().leave() }

  /// `parley help put`: what `help put` says in a session; nil where a subcommand is asked about.
  private static func helpInSession(_ arguments: ArraySlice<String>) -> Invocation? {
    let words = arguments.dropFirst()
    guard arguments.first == "help", let word = words.first, !word.hasPrefix("-"),
      !Subcommands.names.contains(word)
    else { return nil }
    var invocation = Invocation()
    invocation.commands = ["help " + words.joined(separator: " ")]
    return invocation
  }

  /// Parses and runs, or says what is wrong, or what was asked of the parser: help, completions.
  private static func answer(_ arguments: [String], from root: any ParsableCommand.Type) {
    do {
      var command = try root.parseAsRoot(arguments)
      try command.run()
    } catch {
      let isWanted = root.exitCode(for: error) == .success
      ProcessOutput.write(
        root.fullMessage(for: error), toError: !isWanted, endingWith: isWanted ? .held : .usage
      ).leave()
    }
  }
}

/// Reads command lines that begin with a subcommand: to `Parley` its name would be a script's.
private struct Subcommands: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: Parley._commandName, subcommands: Parley.subcommands)

  static var names: [String] { ["help"] + Parley.subcommands.map { $0._commandName } }
}
