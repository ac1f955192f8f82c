import ArgumentParser
import Glibc
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
    version: "parley \(Release.version)")

  @Argument(help: ArgumentHelp("Scripts to run; - is standard input.", valueName: "script"))
  var scripts: [String] = []

  @Option(
    name: [.customShort("c"), .customShort("e"), .customLong("command")],
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp("Run a text after the scripts; may be repeated.", valueName: "text"))
  var commands: [String] = []

  @Option(
    name: [.customShort("f"), .customLong("file")], parsing: .unconditionalSingleValue,
    help: ArgumentHelp("Run a script, before the others named.", valueName: "script"))
  var files: [String] = []

  @Flag(
    name: [.customShort("i"), .customLong("interactive")], help: "Stay at the prompt afterwards.")
  var stays = false

  @Option(help: "The seed of all chance, unless a script states one.")
  var seed: UInt64 = 42

  @Flag(help: "Show each statement before its output.")
  var echo = false

  @Flag(help: "Go on after a failure; the first one decides the exit status.")
  var keepGoing = false

  @Flag(help: "Only look for errors of syntax and binding; run nothing.")
  var check = false

  @Flag(help: "Write one JSON object a line.")
  var json = false

  @Option(help: ArgumentHelp("When to use colours: auto, always or never.", valueName: "when"))
  var color = ColourChoice.automatic

  private var invocation: Invocation {
    var invocation = Invocation()
    invocation.files = files + scripts
    invocation.commands = commands
    invocation.seed = seed
    invocation.stays = stays
    invocation.echoes = echo
    invocation.keepsGoing = keepGoing
    invocation.checksOnly = check
    invocation.isJSON = json
    invocation.colour = color
    return invocation
  }

  static func main() {
    if let invocation = Invocation(plain: CommandLine.arguments.dropFirst()) {
      Glibc.exit(invocation.run().rawValue)
    }
    do {
      let command = try parseAsRoot()
      guard let parley = command as? Parley else { return try answer(command) }
      Glibc.exit(parley.invocation.run().rawValue)
    } catch {
      let message = fullMessage(for: error)
      let isWanted = exitCode(for: error) == .success
      ProcessOutput.write(message, toError: !isWanted)
      Glibc.exit(isWanted ? 0 : ExitStatus.usage.rawValue)
    }
  }

  /// Runs one of the parser's own commands: help, completion scripts.
  private static func answer(_ command: any ParsableCommand) throws {
    var command = command
    try command.run()
  }
}

extension ColourChoice: ExpressibleByArgument {}

extension Invocation {
  /// Reads a command line of scripts and texts alone; nil where there is anything else.
  ///
  /// Most are so, and setting up the parser takes longer than everything else at the start.
  fileprivate init?(plain arguments: ArraySlice<String>) {
    self.init()
    var rest = arguments
    while let argument = rest.popFirst() {
      switch argument {
      case "-c", "-e":
        guard let text = rest.popFirst() else { return nil }
        commands.append(text)
      case "-": files.append(argument)
      default:
        guard let first = argument.utf8.first, first != UInt8(ascii: "-") else { return nil }
        files.append(argument)
      }
    }
  }
}
