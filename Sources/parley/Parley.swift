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
      All are read before any runs. Without either, a terminal gets a prompt, and anything else on \
      standard input is a script. A script reads files only below its own folder. `help` in a \
      session lists the verbs.

      Before a prompt, and never otherwise, $XDG_CONFIG_HOME/parley/rc.repl runs (else \
      ~/.config/parley/rc.repl). Entries are kept in $XDG_STATE_HOME/parley/history, or where \
      PARLEY_HISTORY says. NO_COLOR and CLICOLOR_FORCE are heeded.

      Exit status:
        0    everything held
        1    an expectation, an invariant or expected output failed
        2    wrong usage or syntax, or a file cannot be read: nothing ran
        3    a command was refused, and the script did not expect it
        4    two runs differed
        5    a budget ran out
        70   an error inside parley
        130  interrupted
      When the reader of the output goes away (`| head`), the status is that of what ran so far.
      """,
    version: "parley \(Release.version)", subcommands: subcommands)

  /// What Parley does beside running scripts; each ends the process itself.
  private static let subcommands: [any ParsableCommand.Type] = []

  @OptionGroup var texts: TextFlags
  @OptionGroup var prompt: PromptFlags
  @OptionGroup var run: RunFlags

  static func main() {
    let arguments = CommandLine.arguments.dropFirst()
    let isSubcommand = subcommands.contains { $0._commandName == arguments.first }
    if !isSubcommand, let invocation = Invocation(plain: arguments) {
      invocation.run().leave()
    }
    do {
      let command = try parseAsRoot()
      guard let parley = command as? Parley else { return try answer(command) }
      Invocation(parley.texts, parley.prompt, parley.run).run().leave()
    } catch {
      let isWanted = exitCode(for: error) == .success
      ProcessOutput.write(fullMessage(for: error), toError: !isWanted)
      (isWanted ? ExitStatus.held : .usage).leave()
    }
  }

  /// Runs a subcommand, or one of the parser's own commands: help, completion scripts.
  private static func answer(_ command: any ParsableCommand) throws {
    var command = command
    try command.run()
  }
}
