import ArgumentParser
import Shell

/// `parley shrink bug.repl`: the same failure from a smaller script.
struct ShrinkCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "shrink", abstract: "Make a failing script small.",
    discussion: """
      Prints a smaller script that fails in the same way: the same judgement, which finds no \
      value, one or several as before, or a refusal with the same code and verb. Statements go, \
      blocks are opened, nodes are taken away with all that names them, options and other words \
      go, numbers come down, texts and lists become shorter. Included files and variables take \
      the place of what names them. Judgements and code stay as they are; comments are lost.

      Each candidate runs from its beginning. Ctrl-C prints the best so far (status 130). The \
      first lines of the result say whether it is proved that no single statement or word can go.

      A script that does not fail, or has mistakes, is told so, and nothing is printed (status 2).
      """)

  @Argument(
    help: ArgumentHelp("The script; - is standard input.", valueName: "script"),
    completion: .file(extensions: ["repl"]))
  var path: String

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Write the smaller script here.", valueName: "file"),
    completion: .file(extensions: ["repl"]))
  var output: String?

  @Option(help: "The seed of all chance, unless the script states one.") var seed: UInt64 = 42

  @Option(help: ArgumentHelp("How many candidates to try at most.", valueName: "count"))
  var limit = 100_000

  @Option(help: ArgumentHelp("When to use colours: auto, always or never.", valueName: "when"))
  var color = ColourChoice.automatic

  func validate() throws {
    if limit < 0 { throw ValidationError("--limit is at least 0.") }
  }

  func run() {
    var invocation = ShrinkInvocation()
    invocation.path = path
    invocation.output = output
    invocation.seed = seed
    invocation.limit = limit
    invocation.colour = color
    invocation.run().leave()
  }
}
