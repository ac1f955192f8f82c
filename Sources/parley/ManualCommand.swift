import ArgumentParser
import Shell

/// `parley manual`: the reference that this program can tell of itself.
struct ManualCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "manual", abstract: "Write the reference of the language, or the manual page.")

  @Option(
    help: ArgumentHelp(
      "markdown: the language; man: the manual page of the program.", valueName: "format"))
  var format = ManualFormat.markdown

  func run() { Manual.write(format, commandLine: Parley._dumpHelp()).leave() }
}

extension ManualFormat: ExpressibleByArgument {}
