import ArgumentParser
import Shell

/// Scripts by name.
struct ScriptNames: ParsableArguments {
  @Argument(
    help: ArgumentHelp("Scripts to run; - is standard input.", valueName: "script"),
    completion: .file(extensions: ["repl"]))
  var scripts: [String] = []
}

/// What runs beside them.
struct TextFlags: ParsableArguments {

  @Option(
    name: [.customShort("c"), .customShort("e"), .customLong("command")],
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp("Run a text after the scripts; may be repeated.", valueName: "text"))
  var commands: [String] = []

  @Option(
    name: [.customShort("f"), .customLong("file")], parsing: .unconditionalSingleValue,
    help: ArgumentHelp("Run a script, before the others named.", valueName: "script"),
    completion: .file(extensions: ["repl"]))
  var files: [String] = []
}

/// When there is a prompt.
struct PromptFlags: ParsableArguments {
  @Flag(
    name: [.customShort("i"), .customLong("interactive")],
    help: "Stay at the prompt afterwards, also where input is no terminal.")
  var stays = false

  @Flag(help: "Give no prompt, even at a terminal: what is typed is a script.") var batch = false

  @Flag(name: .customLong("no-history"), help: "Keep no entries for later, and recall none.")
  var noHistory = false

  @Flag(name: .customLong("no-rc"), help: "Leave out your own script, parley/rc.repl.")
  var noStartup = false

  @Flag(name: .customLong("no-journal"), help: "Do not keep the session for --resume.")
  var noJournal = false

  @Flag(help: "Go on with the last session that did not come to its end.") var resume = false

  func validate() throws {
    if resume && (batch || noJournal) {
      throw ValidationError("--resume excludes --batch and --no-journal")
    }
    if stays && batch { throw ValidationError("--interactive and --batch exclude each other") }
  }
}

/// What scripts may touch.
struct ConfineFlags: ParsableArguments {
  @Option(
    name: .customLong("allow"), parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "Let scripts read and write below this folder too; may be repeated.", valueName: "folder"),
    completion: .directory)
  var folders: [String] = []

  @Option(
    name: .customLong("limit"), parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "End a script or an entry that uses up more: statements=10k, events=, memory=200MB, "
        + "output=, time=5s; may be repeated.", valueName: "limit"))
  var limits: [String] = []

  func validate() throws {
    var all = Limits()
    for limit in limits {
      if let problem = all.set(limit) { throw ValidationError("--limit \(problem)") }
    }
  }
}

/// How it runs.
struct RunFlags: ParsableArguments {
  @Option(help: "The seed of all chance, unless a script states one.") var seed: UInt64 = 42

  @Flag(help: "Show each statement before its output.") var echo = false

  @Flag(help: "Go on after a failure; the first one decides the exit status.")
  var keepGoing = false

  @Flag(help: "Only look for errors of syntax and binding; run nothing.") var check = false

  @Flag(help: "Run twice, in two processes, and name the first statement that differs.")
  var verify = false

  @Flag(help: "Write one JSON object a line.") var json = false

  @Option(help: ArgumentHelp("When to use colours: auto, always or never.", valueName: "when"))
  var color = ColourChoice.automatic

  func validate() throws {
    if check && verify { throw ValidationError("--check and --verify exclude each other") }
  }
}

extension ConfineFlags {
  /// What they say; they were validated.
  var stated: Confines {
    var stated = Confines()
    stated.folders = folders
    for limit in limits { _ = stated.limits.set(limit) }
    return stated
  }
}

extension ColourChoice: ExpressibleByArgument {}

extension Invocation {
  /// What the flags ask for.
  init(
    _ names: ScriptNames, _ texts: TextFlags, _ prompt: PromptFlags, _ confines: ConfineFlags,
    _ run: RunFlags
  ) {
    self.init()
    files = texts.files + names.scripts
    commands = texts.commands

    prompting.isBatch = prompt.batch
    prompting.keepsHistory = !prompt.noHistory
    prompting.readsStartup = !prompt.noStartup
    prompting.keepsJournal = !prompt.noJournal
    prompting.resumes = prompt.resume
    prompting.stays = prompt.stays || prompt.resume
    self.confines = confines.stated
    seed = run.seed
    echoes = run.echo
    keepsGoing = run.keepGoing
    purpose = run.check ? .check : run.verify ? .verify : .run
    isJSON = run.json
    colour = run.color
  }

  /// Reads a command line of scripts and texts alone; nil where there is anything else.
  ///
  /// Most are so, and setting up the parser takes longer than everything else at the start.
  init?(plain arguments: ArraySlice<String>) {
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
