// Topics about how scripts are written.
extension HelpTopic {
  static let syntax = HelpTopic(
    "syntax", "How statements are written.",
    [
      (
        "Statements",
        [
          "One line, one statement, verb first; `;` separates, `\\` at a line's end continues it.",
          "`#` at the start of a word begins a comment. `{ … }` spans lines.",
          "`#>` lines are the expected output of the statement before them.",
          "`parley fmt` lays scripts out.",
        ]
      ),
      (
        "Transcripts",
        [
          "A text that begins behind a prompt (`parley> `, `parley 42ms (2)> `) was copied from a",
          "terminal, and runs as it stands: lines behind prompts are statements, lines within an",
          "entry go on with it, and all others were answers, which are passed over. An entry that",
          "ends in `^C` was dropped there, and is here.",
        ]
      ),
      (
        "Values",
        [
          .term("1  -2.5  1e3", "numbers: 64-bit integers and doubles"),
          .term("\"B\"", "a text with JSON's escapes; `$x` in it is a variable"),
          .term("'B'", "a text as it is: no escapes, no variables"),
          .term("true  false  null", "themselves"),
          .term("[\"milk\", \"eggs\"]", "an array"),
          .term("{\"room\": 7}", "an object; its names are quoted"),
          .term("milk", "a bare word is a text; a key named like a word of the verb is quoted"),
          .term("300us  10ms  2s", "durations: ns, us, ms, s"),
          .term("5%", "a percentage"),
        ]
      ),
    ],
    example: """
      nodes a b
      put room {"floor": 2, "tags": [new, "big one"]} at a; put "at" 'costs $5' at a
      get room at a
      get "at" at a
      """)

  static let variables = HelpTopic(
    "variables", "Names for values, and where they are known.",
    [
      (
        "Use",
        [
          "`let x = 3` defines, `$x` or `${x}` uses: as a value, name, duration or number, inside",
          "words (`k$x`) and inside double quotes. `repeat` defines `$i`, `for n in …` makes `$n`.",
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
    ],
    example: """
      nodes n1..n3
      let start = 5
      for n in n1..n3 { put "$n-key" $start at $n }
      repeat 2 { print "turn $i of 2, from $start" }
      show
      """)

  static let selectors = HelpTopic(
    "selectors", "How nodes are named, wherever nodes are named.",
    [
      (
        "Forms",
        [
          .term("a", "one node"),
          .term("a,b   a b", "several"),
          .term("n1..n5", "a range"),
          .term("all", "every node"),
          .term("up   down", "those that run, those that do not"),
          .term("zone:eu", "those created with zone=eu"),
          .term("!a", "all but these: `!a`, `zone:eu !a`"),
        ]
      ),
      ("Rules", ["A selection of no nodes is refused (`unknown-node`)."]),
    ],
    example: """
      nodes eu1 eu2 zone=eu
      nodes us1..us3 zone=us
      topology mesh
      put k 1 at eu1
      settle
      crash zone:us !us2
      expect k at up = 1 and not up us1
      show nodes
      """)

  static let predicates = HelpTopic(
    "predicates", "What `expect` and `run until` judge.",
    [
      (
        "About a key",
        [
          .term("KEY at NODES = VALUE", "exactly one live value, and it equals; every node named"),
          .term("KEY at NODES != VALUE", "the negation; also `<`, `<=`, `>`, `>=`"),
          .term("KEY = VALUE", "at every node"),
          .term("KEY at NODES absent", "no live version"),
          .term("siblings KEY at NODES = [..]", "the live values, in any order"),
          .term("conflict KEY", "some node shows more than one value"),
          .term("converged [KEY]", "all nodes show equal values"),
          .term("get KEY at NODE = VALUE", "performs the read and judges its answer"),
        ]
      ),
      (
        "About the world",
        [
          .term("quiet", "nothing can be delivered any more"),
          .term("up NODES", "running"),
          .term("NAME [at NODES]", "a `predicate` of yours, at every node or at these"),
          .term("COUNTER [at NODE] [on KEY] = N", "see `help counters`; every comparison"),
        ]
      ),
      (
        "About what happened so far",
        [
          "All of them with an optional KEY and `as CLIENT`; see `help sessions`.",
          .term("read-your-writes, monotonic-reads", "what clients read"),
          .term("monotonic-writes, writes-follow-reads", "the order in which nodes took writes in"),
          .term("consistent-prefix, linearizable", "what clients saw of each other"),
          .term("no-lost-updates", "what became of writes that succeeded"),
        ]
      ),
      (
        "Together",
        [
          "`not` binds before `and`, `and` before `or`; parentheses group.",
          "A key that is also a word of this page is quoted: `expect \"lost\" at a = 1`.",
        ]
      ),
    ],
    example: """
      nodes a b
      link a <-> b
      put title "B" at a
      put title "C" at b
      expect title at a = "B" and not (quiet or converged title)
      settle
      expect siblings title = ["B", "C"] and conflict title
      get title at a
      """)
}
