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

  static let prompt = HelpTopic(
    "prompt", "How to use the prompt.",
    [
      (
        "Keys",
        [
          .term("Tab", "completes verbs, options, names and topics"),
          .term("Up, Down, Ctrl-R", "earlier entries, also of earlier sessions"),
          .term("Ctrl-C", "drops the entry that is being typed, or stops what is running"),
          .term("Ctrl-D", "leaves, as `quit` does"),
        ]
      ),
      (
        "Entries",
        [
          "An open `{` or `[`, a `<<END` or a `\\` at the end asks for more lines. An entry that",
          "fails leaves everything as it was, unless a request of it was made and ended badly.",
          "`reset` starts over with an empty world.",
        ]
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
