import Commands

/// The manual page `parley(1)` in the man macros.
package struct ManPage {
  /// The command line.
  private let program: ProgramDescription
  /// Files and environment variables with what they are for.
  private let surroundings: (files: [(String, String)], environment: [(String, String)])
  private var roff = Roff()

  /// A page about a program; files and variables are told by whoever touches them.
  package init(
    _ program: ProgramDescription, files: [(String, String)], environment: [(String, String)]
  ) {
    self.program = program
    surroundings = (files, environment)
  }

  /// The page's source.
  package static func text(
    of program: ProgramDescription, version: String, files: [(String, String)],
    environment: [(String, String)]
  ) -> String {
    var page = ManPage(program, files: files, environment: environment)
    page.appendHead(version: version)
    page.appendOptions()
    page.appendSubcommands()
    page.appendLanguage()
    page.appendSurroundings()
    page.appendEnd()
    return page.roff.text
  }

  private mutating func appendHead(version: String) {
    roff.request("TH", [program.name.uppercased(), "1", "", "Parley \(version)", "Parley"])
    roff.section("NAME")
    roff.words("\(program.name) - \(program.abstract.withoutFullStop)")
    roff.section("SYNOPSIS")
    roff.synopsis(program.name, "[options] [script ...]")
    for subcommand in program.subcommands {
      roff.synopsis("\(program.name) \(subcommand.name)", subcommand.forms)
    }
    roff.section("DESCRIPTION")
    roff.paragraphs(program.discussion.firstParagraph)
  }

  private mutating func appendOptions() {
    roff.section("OPTIONS")
    for argument in program.arguments { roff.item(argument) }
  }

  private mutating func appendSubcommands() {
    roff.section("SUBCOMMANDS")
    for subcommand in program.subcommands {
      roff.subsection("\(program.name) \(subcommand.name)")
      roff.paragraphs(subcommand.abstract + " " + subcommand.discussion)
      for argument in subcommand.ownArguments { roff.item(argument) }
    }
  }

  private mutating func appendLanguage() {
    roff.section("THE LANGUAGE")
    roff.words("One line, one statement, verb first. `help VERB` in a session tells everything;")
    roff.words("in short:")
    for group in VerbGroup.allCases where !group.signatures.isEmpty {
      roff.subsection(group.rawValue)
      for signature in group.signatures {
        roff.item(signature.syntax[0], signature.summary)
      }
    }
    roff.section("EXAMPLE")
    if let example = HelpTopic.named("output")?.example {
      roff.script(Demonstration(example).lines.flatMap { HelpLayout.lines(of: $0) })
    }
  }

  private mutating func appendSurroundings() {
    roff.section("FILES")
    for (name, words) in surroundings.files { roff.item(name, words) }
    roff.section("ENVIRONMENT")
    for (name, words) in surroundings.environment { roff.item(name, words) }
  }

  private mutating func appendEnd() {
    roff.section("EXIT STATUS")
    for meaning in ExitMeaning.all {
      roff.item(String(meaning.status), meaning.words.sentence)
    }
    roff.section("DIAGNOSTICS")
    roff.words("What is told as error[CODE] is explained by `\(program.name) explain CODE`:")
    for code in CodePage.all { roff.item(code.code, code.summary.sentence) }
  }
}

extension ProgramDescription {
  /// Its arguments without those that every command has.
  fileprivate var ownArguments: [Argument] {
    arguments.filter { !["-h, --help", "--version"].contains($0.names) }
  }

  /// The arguments in short, for the synopsis.
  fileprivate var forms: String {
    ownArguments.map { argument in
      let name = argument.names.split(separator: " ").last.map(String.init) ?? ""
      let value = argument.value.map { "<\($0)>" } ?? ""
      return "[\([name, value].filter { !$0.isEmpty }.joined(separator: " "))]"
    }
    .joined(separator: " ")
  }
}

extension String {
  fileprivate var withoutFullStop: String { hasSuffix(".") ? String(dropLast()) : self }
  /// What stands before the first empty line.
  fileprivate var firstParagraph: String {
    var paragraph = ""
    for line in split(separator: "\n", omittingEmptySubsequences: false) {
      guard !line.isEmpty else { break }
      paragraph += line + "\n"
    }
    return paragraph
  }
}
