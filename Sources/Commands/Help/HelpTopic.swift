import Replication
import Simulation

/// A page of the manual that is about no single verb.
package struct HelpTopic: Sendable {
  /// The word behind `help`.
  package let name: String
  /// One sentence.
  package let summary: String
  /// Headings with their lines.
  package let sections: [(heading: String, lines: [String])]

  /// All pages, sorted by name.
  package static let all: [HelpTopic] = [
    .counters, .errors, .exit, .predicates, .selectors, .strategies, .syntax, .time, .variables,
  ]

  /// The page of this name.
  package static func named(_ name: String) -> HelpTopic? {
    all.first { $0.name.hasSameBytes(as: name) }
  }

  private init(
    _ name: String, _ summary: String, _ sections: [(heading: String, lines: [String])]
  ) {
    self.name = name
    self.summary = summary
    self.sections = sections
  }

  private static let counters = HelpTopic(
    "counters", "What can be counted.",
    [
      (
        "Counters",
        [
          "conflicts   pairs of versions found concurrent, each counted once in a run",
          "lost        acknowledged writes that no node holds and nothing later replaced",
          "delivered   replication messages that arrived",
          "redundant   delivered, but known there already",
          "applied     versions taken in",
          "buffered    messages that wait for what they depend on",
          "in-flight   messages under way, those kept back included",
          "repairs     versions pushed to a stale node",
          "hints       writes kept for a node that was away",
          "timeouts    operations whose outcome is unknown",
        ]
      ),
      (
        "Narrowed",
        ["`at NODE` and `on KEY` narrow a counter: `expect delivered at c = 2`"]
      ),
    ])

  private static let errors = HelpTopic(
    "errors", "The codes that `expect error CODE { … }` matches.",
    [("Codes", ErrorCode.allCases.map { "\($0.rawValue.padded(to: 17))\($0.summary)" })])

  private static let exit = HelpTopic(
    "exit", "What the exit status says.",
    [
      (
        "Status",
        [
          "0    all held",
          "1    an expectation, invariant or expected output failed",
          "2    a mistake in usage or script, or an unreadable file: nothing ran",
          "3    a command was refused and the script did not expect it",
          "4    two runs differed (`--verify`)",
          "5    a budget ran out",
          "70   an internal error",
          "130  interrupted",
        ]
      )
    ])

  private static let predicates = HelpTopic(
    "predicates", "What `expect` and `run until` judge.",
    [
      (
        "About a key",
        [
          "KEY at NODES = VALUE          exactly one live value, and it equals; also",
          "                              != < <= > >=; every node of the selector",
          "KEY = VALUE                   at every node",
          "KEY at NODES absent           no live version",
          "siblings KEY at NODES = [..]  the live values, in any order",
          "conflict KEY                  some node shows more than one value",
          "converged [KEY]               all nodes show equal values",
          "get KEY at NODE = VALUE       performs the read and judges its answer",
        ]
      ),
      (
        "About the world",
        [
          "quiet                         nothing can be delivered any more",
          "up NODES                      running",
          "COUNTER [at NODE] [on KEY] = COUNT   see `help counters`",
        ]
      ),
      (
        "Together",
        [
          "`not` binds before `and`, `and` before `or`; parentheses group.",
          "A key that is also a word of this page is quoted: `expect \"lost\" at a = 1`.",
        ]
      ),
    ])

  private static let selectors = HelpTopic(
    "selectors", "How nodes are named, wherever nodes are named.",
    [
      (
        "Forms",
        [
          "a            one node",
          "a,b   a b    several",
          "n1..n5       a range",
          "all          every node",
          "up   down    those that run, those that do not",
          "zone:eu      those created with zone=eu",
          "!a           all but these: `!a`, `zone:eu !a`",
        ]
      ),
      ("Rules", ["A selection of no nodes is refused (`unknown-node`)."]),
    ])

  private static let strategies = HelpTopic(
    "strategies", "The built-in rules for concurrent versions.",
    [
      (
        "Built-in",
        StrategyCatalogue.all.map { "\($0.name.padded(to: 14))\($0.summary)" }
      ),
      (
        "Options",
        StrategyCatalogue.all.filter { !$0.options.isEmpty }.map {
          $0.describe($0.defaults)
        }
      ),
    ])

  private static let syntax = HelpTopic(
    "syntax", "How statements are written.",
    [
      (
        "Statements",
        [
          "One line, one statement, verb first; `;` separates, `\\` at a line's end continues it.",
          "`#` at the start of a word begins a comment. `{ … }` spans lines.",
          "`#>` lines are the expected output of the statement before them.",
        ]
      ),
      (
        "Values",
        [
          "JSON: 1, \"B\", true, null, [\"milk\"], {\"room\": 7}; a bare word is a string.",
          "\"$x\" holds a variable, '$x' does not. Durations: 300us, 10ms, 2s. Percentages: 5%.",
        ]
      ),
    ])

  private static let time = HelpTopic(
    "time", "When things happen.",
    [
      (
        "The clock",
        [
          "Time is virtual, in nanoseconds from 0. A client statement (put, get, …) happens 1 ms",
          "after the statement before it (`pace`) and delivers nothing by itself; statements",
          "inside `together { }` share one instant.",
          "Messages that fall due wait for `step`, `run` or `settle`.",
          "A forced `deliver` leaves the clock where it is.",
        ]
      ),
      ("Budgets", ["`settle` gives up after 10 s or 1,000,000 events with `budget`."]),
    ])

  private static let variables = HelpTopic(
    "variables", "Names for values, and where they are known.",
    [
      (
        "Use",
        [
          "`let x = 3` defines, `$x` or `${x}` uses: as a value, name, duration or number, inside",
          "words (`k$x`) and inside double quotes. `repeat` defines $i, `for n in …` defines $n.",
        ]
      ),
      (
        "Scope",
        [
          "A variable of the top level lives on; one defined inside a block ends with it.",
          "Blocks see the variables around them; a definition sees its parameters and the top",
          "level.",
        ]
      ),
    ])
}

extension String {
  /// The text with blanks up to a width.
  func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(1, width - unicodeScalars.count))
  }
}
