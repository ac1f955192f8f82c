import Commands
import Foundation
import Shell
import TestSupport
import Testing

/// What is generated lies in `examples/reference` as it is generated now.
///
/// `PARLEY_UPDATE=1` rewrites the files, unless `CI` is set.
struct ReferenceTests {
  /// A file and the command line that makes it.
  static let files: [(file: String, arguments: [String])] = [
    ("language.md", ["manual"]),
    ("parley.1", ["manual", "--format", "man"]),
    ("completions/parley.bash", ["--generate-completion-script", "bash"]),
    ("completions/_parley", ["--generate-completion-script", "zsh"]),
    ("completions/parley.fish", ["--generate-completion-script", "fish"]),
  ]

  private static var updating: Bool {
    let environment = ProcessInfo.processInfo.environment
    return environment["PARLEY_UPDATE"] == "1" && environment["CI"] == nil
  }

  private static func path(_ file: String) -> String { "examples/reference/\(file)" }

  @Test(arguments: files)
  func fileIsWhatIsGenerated(file: String, arguments: [String]) throws {
    let outcome = try ProcessRun(Parley.binary, arguments)()
    try #require(outcome.status == 0 && outcome.errors.isEmpty)
    let path = Self.path(file)
    if Self.updating {
      let url = URL(fileURLWithPath: Repository.path(path))
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try outcome.stdout.write(to: url)
    }
    let difference = Difference.between(
      try Repository.text(path), outcome.output, named: path, "what is generated")
    #expect(difference.isEmpty, "PARLEY_UPDATE=1 rewrites it\n\(difference)")
  }

  @Test func everyVerbTopicAndCodeIsInTheReference() throws {
    let text = try Repository.text(Self.path("language.md"))
    let anchors =
      CommandTable.verbs.map { "verb-\($0)" } + HelpTopic.all.map { "topic-\($0.name)" }
      + CodePage.all.map { "code-\($0.code)" }
    for anchor in anchors { #expect(text.contains("<a id=\"\(anchor)\"></a>"), "\(anchor)") }
  }

  @Test func everyLinkLeadsSomewhere() throws {
    let text = try Repository.text(Self.path("language.md"))
    let targets = text.split(separator: "](#").dropFirst().map { String($0.prefix { $0 != ")" }) }
    #expect(targets.count > 100)
    for target in Set(targets) where target != "topics" {
      #expect(text.contains("<a id=\"\(target)\"></a>"), "\(target)")
    }
  }

  /// What the pages call an example is what the file prints when it is run.
  @Test(arguments: ["down", "unknown-verb", "not-utf8", "include-cycle", "timeout"])
  func examplesSayInAFileWhatTheirPageShows(code: String) throws {
    let example = try #require(CodePage.named(code)?.example)
    let scratch = try Scratch()
    let file = URL(fileURLWithPath: scratch.path + "/" + Demonstration.fileName)
    try Data(example.bytes).write(to: file)
    var run = ProcessRun(Parley.binary, [Demonstration.fileName])
    run.folder = scratch.path
    let told = try run()
    #expect(told.status == (CodePage.named(code)?.occasion == .reading ? 2 : 3))
    let page = try Parley.run("explain", code).output
    let lines = told.errors.split(separator: "\n").map { "  \($0)" }
    #expect(
      !lines.isEmpty && page.contains(lines.joined(separator: "\n")), "\(told.errors)\n\(page)")
  }

  @Test func bashAcceptsItsCompletions() throws {
    let file = Repository.path(Self.path("completions/parley.bash"))
    let outcome = try ProcessRun("/bin/bash", ["-n", file])()
    #expect(outcome.status == 0 && outcome.errors.isEmpty, "\(outcome.errors)")
  }

  @Test(arguments: [
    ("explain unkn", "unknown-node"), ("ex", "explain"), ("--col", "--color"),
    ("--color ", "always"), ("manual --format ", "man"), ("examples/tour/01", ".repl"),
    ("a.repl examples/tour/01", ".repl"), ("-f examples/tour/02", ".repl"),
  ])
  func bashCompletes(typed: String, offered: String) throws {
    let script = """
      shopt -s extglob; source \(Self.path("completions/parley.bash"))
      COMP_LINE="parley \(typed)"; COMP_WORDS=($COMP_LINE); COMP_POINT=${#COMP_LINE}
      [[ $COMP_LINE == *" " ]] && COMP_WORDS+=("")
      COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
      _parley parley "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
      printf '%s\\n' "${COMPREPLY[@]}"
      """
    let outcome = try ProcessRun("/bin/bash", ["-c", script])()
    let words = outcome.output.split(separator: "\n")
    #expect(words.contains { $0.hasSuffix(offered) }, "\(outcome.output)\(outcome.errors)")
    #expect(
      words.allSatisfy {
        $0.hasPrefix(typed.split(separator: " ").last ?? "") || typed.hasSuffix(" ")
      })
  }

  /// A program of the system and how it checks a file; not every machine has them.
  static let checks: [(program: String, arguments: [String], file: String)] = [
    ("/usr/bin/zsh", ["-n"], "completions/_parley"),
    ("/usr/bin/fish", ["--no-execute"], "completions/parley.fish"),
    ("/usr/bin/groff", ["-man", "-Tutf8", "-ww", "-z"], "parley.1"),
    ("/usr/bin/mandoc", ["-Tlint", "-Wwarning"], "parley.1"),
  ]

  @Test(arguments: checks)
  func checkersFindNothing(program: String, arguments: [String], file: String) throws {
    guard FileManager.default.isExecutableFile(atPath: program) else { return }
    let path = Repository.path(Self.path(file))
    let outcome = try ProcessRun(program, arguments + [path])()
    #expect(outcome.status == 0 && outcome.errors.isEmpty, "\(outcome.errors)\(outcome.output)")
  }

  @Test func everyVariableThatIsReadIsOnTheManualPage() throws {
    let page = try Repository.text(Self.path("parley.1"))
    for file in Repository.files(under: "Sources/Shell", ending: ".swift") {
      for part in try Repository.text(file).split(separator: "value(\"").dropFirst() {
        let name = part.prefix { $0.isUppercase || $0 == "_" }
        guard part.dropFirst(name.count).first == "\"" else { continue }
        #expect(Manual.environment.contains { $0.0 == name } && page.contains(name), "\(name)")
      }
    }
  }

  @Test func explainSaysWhatThereIs() throws {
    let listed = try Parley.run("explain")
    #expect(listed.status == 0)
    for page in CodePage.all { #expect(listed.output.contains("\n  \(page.code) ")) }
    #expect(try Parley.run("explain", "error[down]").output.hasPrefix("error[down]\n"))
  }

  @Test func explainKnowsTheNearestCode() throws {
    let unknown = try Parley.run("explain", "unkown-node")
    #expect(unknown.status == 2 && unknown.output.isEmpty)
    #expect(unknown.errors.contains("unknown-node"))
    #expect(try Parley.run("explain", "down", "state").status == 2)
  }

  @Test func subcommandsTellOfThemselves() throws {
    #expect(try Parley.run("help").output == Parley.run("--help").output)
    #expect(try Parley.run("help", "explain").output == Parley.run("explain", "--help").output)
    #expect(try Parley.run("help", "-h").output == Parley.run("--help").output)
    #expect(try Parley.run("help", "put").output == Parley.run("-c", "help put").output)
    #expect(try Parley.run("help", "nonsense").status == Parley.run("-c", "help nonsense").status)
    #expect(try Parley.run("explain", "--nonsense").errors.contains("parley explain --help"))
    #expect(try Parley.run("--help").output.contains("parley explain"))
  }
}
