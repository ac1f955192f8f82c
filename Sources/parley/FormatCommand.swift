import ArgumentParser
import Shell

/// `parley fmt examples`: one layout for all scripts.
struct FormatCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fmt", abstract: "Lay scripts out.",
    discussion: """
      Rewrites scripts in one layout and lists those that changed: one statement a line, blocks \
      indented by two spaces, runs of blanks and of empty lines made one. A block stays on one \
      line where it was on one of at most 100 columns. Words, values, comments, texts of <<END \
      and #> blocks stay as they are written. What was copied from a prompt loses the prompts, \
      and its output becomes comments. What a script does is never changed.

      A file with mistakes is left alone, and they are told (status 2). A file is replaced whole \
      or not at all. Standard input goes to standard output.
      """)

  @Argument(
    help: ArgumentHelp(
      "Scripts, and folders to look for .repl files in; - is standard input.", valueName: "path"),
    completion: .file(extensions: ["repl"]))
  var paths: [String] = []

  @Flag(help: "Write nothing; list the scripts laid out otherwise: status 1 if there are any.")
  var check = false

  @Option(help: ArgumentHelp("When to use colours: auto, always or never.", valueName: "when"))
  var color = ColourChoice.automatic

  func run() {
    var invocation = FormatInvocation()
    invocation.paths = paths
    invocation.checksOnly = check
    invocation.colour = color
    invocation.run().leave()
  }
}
