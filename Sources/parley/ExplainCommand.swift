import ArgumentParser
import Shell

/// `parley explain down`: what a code means.
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain", abstract: "Explain what is told as error[CODE].",
    discussion: """
      Tells what the code means, why it is so and what to do, with a script that brings it up and \
      what that script prints. Without a code, all are listed. In a session: `help CODE`.
      """)

  @Argument(
    help: ArgumentHelp("The word in the brackets.", valueName: "code"),
    completion: .list(CodeExplanation.codes))
  var code: String?

  @Option(help: ArgumentHelp("When to use colours: auto, always or never.", valueName: "when"))
  var color = ColourChoice.automatic

  func run() { CodeExplanation(of: code, colour: color).run().leave() }
}
