import ScriptSyntax

// Topics about the program: how runs end, how errors are named, how the prompt is used.
extension HelpTopic {
  static let errors = HelpTopic(
    "errors", "The codes of what goes wrong; `help CODE` explains one.",
    [
      (
        "Refused while the script runs: `expect error CODE { … }` expects it",
        ErrorCode.allCases.map { .term($0.rawValue, $0.page.summary) }
      ),
      (
        "About texts and files: mostly found before anything runs",
        CodePage.all.filter { $0.occasion == .reading }.map { .term($0.code, $0.summary) }
      ),
      (
        "More",
        ["`help CODE` in a session, or `parley explain CODE`, tells why and what to do about it."]
      ),
    ])

  static let exit = HelpTopic(
    "exit", "What the exit status says.", [("Status", ExitMeaning.all.map(\.line))])

  static let tests = HelpTopic(
    "tests", "Scripts that test themselves: `parley test`.",
    [
      (
        "Expected output",
        [
          "`#>` lines below a top-level statement say what it prints; below a closing brace, what",
          "the whole block prints. A statement without them is not compared, and a plain run",
          "passes them over.",
          .term("#> …", "stands for any lines, also for none"),
          .term("#> read … at a", "where … stands for any text"),
          .term("#>", "an empty line"),
        ]
      ),
      (
        "parley test [PATH …]",
        [
          "Runs each script in a session of its own and compares. Paths are scripts, and folders",
          "of .repl files; none: the current folder. `section \"NAME\" { … }` names a test.",
          .term("--update", "rewrites the blocks that differ; wildcards that still fit stay"),
          .term("--record", "adds a block below each statement that printed and has none"),
          .term("--review", "shows each change and asks"),
          .term("--junit FILE", "writes a JUnit document"),
          .term("--jobs N", "runs so many scripts at a time"),
          "A run that fails is never recorded. Where CI is set, nothing is written.",
        ]
      ),
      (
        "What can have a block",
        [
          "The last statement of a line: `get x at a; get y at a` prints twice, and what the first",
          "prints cannot be told apart. A printed `…` is recorded as it is, as a wildcard.",
        ]
      ),
    ],
    example: """
      nodes a
      put x 1 at a
      get x at a
      """)

  static let prompt = HelpTopic(
    "prompt", "How to use the prompt.",
    [
      (
        "What it shows",
        [
          "`parley 42ms (2)> `: virtual time, and how many messages are in flight. At the right",
          "edge stands the syntax of the verb that is being typed, where there is room.",
        ]
      ),
      (
        "Keys",
        [
          .term("Tab", "completes verbs, options, files, and names with how they stand"),
          .term("Up, Down, Ctrl-R", "earlier entries, also of earlier sessions"),
          .term("Ctrl-C", "drops the entry that is being typed, or stops what is running"),
          .term("Ctrl-Z", "suspends Parley; `fg` comes back to the same line"),
          .term("Ctrl-D", "leaves, as `quit` does"),
        ]
      ),
      (
        "Entries",
        [
          "An open `{` or `[`, a `<<END` or a `\\` at the end asks for more lines. An entry that",
          "fails leaves everything as it was, unless a request of it was made and ended badly.",
          "A pasted block is one entry; one that begins with a blank is not kept for later.",
          "`reset` starts over with an empty world, and `demo` plays a first conflict in it.",
        ]
      ),
      (
        "When it ends badly",
        [
          "What runs at a terminal is on the disk before the next prompt comes, in a journal below",
          "~/.local/state/parley/journal, one a session. After a crash, a kill or a lost terminal,",
          "`parley --resume` runs it again, unseen, compares the state behind each entry, and goes",
          "on from there: files are not read or written again, and nobody is asked twice. Of",
          "several sessions the newest goes on that nobody is in. Should an entry come to another",
          "state, say in another version, it is named and what follows is left out; the journal is",
          "a script, and is kept. Of sessions that were left open the newest 20 are kept, of those",
          "that came to their end as many. `--no-journal`, or PARLEY_JOURNAL=off, keeps none.",
        ]
      ),
      (
        "Before it comes",
        ["What stands in ~/.config/parley/rc.repl runs, at a prompt only; `--no-rc` leaves it out."]
      ),
    ])
}

/// What an exit status says.
package struct ExitMeaning: Sendable {
  /// The status.
  package let status: Int32
  /// What it says, in a few words.
  package let words: String

  /// As a line of help.
  package var line: HelpLine { .term(String(status), words) }

  /// Every status, in order.
  package static let all = [
    ExitMeaning(status: 0, words: "everything held"),
    ExitMeaning(status: 1, words: "an expectation, an invariant or expected output failed"),
    ExitMeaning(
      status: 2, words: "wrong usage or syntax, or a file cannot be read: nothing ran"),
    ExitMeaning(status: 3, words: "a command was refused, and the script did not expect it"),
    ExitMeaning(status: 4, words: "two runs differed"),
    ExitMeaning(status: 5, words: "a budget ran out"),
    ExitMeaning(status: 70, words: "an error inside parley"),
    ExitMeaning(status: 130, words: "interrupted"),
  ]
}
