import ArgumentParser
import Shell

/// `parley test`: scripts that test themselves.
struct TestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test",
    abstract: "Run scripts and compare what they print with their #> blocks.",
    discussion: """
      Each script runs in a session of its own, as `parley SCRIPT` would run it. What a top-level \
      statement prints is compared with the #> lines below it; a statement without any is not \
      compared. In a block … alone on a line stands for any lines, and … in a line for any text.

      A script that fails an expectation or is refused fails as it does when it runs, and is never \
      rewritten. Where CI is set, nothing is written at all. Each script may use up what --limit \
      says; memory is that of all that run at a time.

      Exit status: 0 when all held, else that of the first script that did not: 1 for output that \
      differs, otherwise as in a plain run.
      """)

  @Argument(
    help: ArgumentHelp("Scripts, and folders of .repl files.", valueName: "path"),
    completion: .file(extensions: ["repl"]))
  var paths: [String] = []

  @OptionGroup var changes: ChangeFlags

  @Option(
    help: ArgumentHelp("Write a JUnit document.", valueName: "file"), completion: .file())
  var junit: String?

  @Option(help: ArgumentHelp("How many scripts run at a time.", valueName: "count")) var jobs: Int?

  @OptionGroup var confines: ConfineFlags

  @Option(help: ArgumentHelp("When to use colours: auto, always or never.", valueName: "when"))
  var color = ColourChoice.automatic

  func validate() throws {
    if let jobs, jobs < 1 { throw ValidationError("--jobs is at least 1.") }
    if let junit, junit.hasSuffix(".repl") {
      throw ValidationError("--junit needs a file to write: \(junit) is a script's name.")
    }
  }

  func run() {
    var invocation = TestInvocation()
    invocation.paths = paths
    invocation.updates = changes.update
    invocation.records = changes.record
    invocation.reviews = changes.review
    invocation.junit = junit
    invocation.jobs = jobs
    invocation.confines = confines.stated
    invocation.colour = color
    invocation.run().leave()
  }
}

/// What is changed in scripts.
struct ChangeFlags: ParsableArguments {
  @Flag(help: "Rewrite the blocks that differ; wildcards that still fit stay.") var update = false

  @Flag(help: "Add a block below each statement that printed and has none.") var record = false

  @Flag(help: "Show each change and ask: y yes, n no, a all, q quit.") var review = false
}
