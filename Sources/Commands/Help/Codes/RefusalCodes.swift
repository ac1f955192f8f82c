// Codes about names and limits.
extension CodePage {
  static let unknownNode = CodePage(
    .unknownNode, "no node of this name, or an empty selection",
    why: [
      "Whether a node exists is known only when the statement runs: nodes come and go. A selection",
      "of nobody, such as `down` while all are up, is mostly a mistake.",
    ],
    remedy: ["`show nodes` lists them; `nodes NAME` creates one."],
    example: "nodes a\nput k 1 at b", corrected: "nodes a b\nput k 1 at b")

  static let unknownKey = CodePage(
    .unknownKey, "no statement has used this key",
    why: ["To look at a key that was never written would show nothing, and hide a typing error."],
    remedy: ["`show` lists the keys. A `get` of an absent key is no error: it prints `(none)`."],
    example: "nodes a\nput title \"B\" at a\nshow titel",
    corrected: "nodes a\nput title \"B\" at a\nshow title")

  static let unknownStrategy = CodePage(
    .unknownStrategy, "the strategy is neither registered nor built in",
    why: ["A strategy of one's own is registered by `strategy NAME BUILTIN` before it is bound."],
    remedy: ["`help strategies` lists the built-in ones, `show strategies` those registered."],
    example: "resolve title with newest",
    corrected: "strategy newest lww\nresolve title with newest")

  static let duplicateName = CodePage(
    .duplicateName, "the name is taken",
    why: ["Two nodes or strategies of one name could not be told apart."],
    remedy: ["Choose another name; `reset` starts with none, `remove` frees a node's."],
    example: "nodes a b\nnodes b c", corrected: "nodes a b\nnodes c")

  static let type = CodePage(
    .type, "a value does not fit its use",
    why: [
      "What a variable holds is known only when the statement runs; it must be of the kind that",
      "its place wants.",
    ],
    remedy: ["The message names the variable, what it holds and what is wanted."],
    example: "let pause = \"50\"\nrun $pause", corrected: "let pause = 50ms\nrun $pause")

  static let strategy = CodePage(
    .strategy, "the code of a strategy or predicate failed; the siblings are kept",
    why: [
      "Code that fails must not lose data: nothing is decided, and no other rule takes its place.",
      "The statement that made it run ends there, with the world in order; what happened stays.",
    ],
    remedy: [
      "The message names the code's line. `why KEY at NODE` tells what it was asked, `help lua`",
      "what it may do.",
    ],
    example: """
      nodes a b
      link a <-> b
      strategy longest lua <<END
      return function(key, siblings)
        return #siblings[1].valeu > #siblings[2].valeu and siblings[1] or siblings[2]
      end
      END
      resolve k with longest
      put k "one" at a; put k "three" at b
      settle
      """,
    corrected: """
      nodes a b
      link a <-> b
      strategy longest lua <<END
      return function(key, siblings)
        return #siblings[1].value > #siblings[2].value and siblings[1] or siblings[2]
      end
      END
      resolve k with longest
      put k "one" at a; put k "three" at b
      settle
      expect k = "three"
      """)

  static let budget = CodePage(
    .budget, "a limit of time, events, statements or depth was reached",
    why: [
      "Every run ends: 10 s of virtual time and 1,000,000 events for `settle`, 100,000,000",
      "statements for a program. Messages that go round for ever use them up.",
    ],
    remedy: [
      "The message says what is still under way. `settle within=60s events=5000000` gives more;",
      "`forwarding tags=path` ends what goes round.",
    ],
    example: """
      nodes a b
      link a -> b latency=20ms
      put k 1 at a
      settle within=5ms
      """,
    corrected: """
      nodes a b
      link a -> b latency=20ms
      put k 1 at a
      settle within=50ms
      """)

  static let forbidden = CodePage(
    ErrorCode.forbidden, "outside the folders a script may touch",
    why: [
      "A script from a stranger writes only below its own folder, links and `..` followed, and no",
      "file there whose name, or that of a folder on the way, begins with a dot.",
    ],
    remedy: [
      "Write below the script's folder, or allow another: `parley --allow FOLDER SCRIPT`. At the",
      "prompt the folder is the current one. For what a script includes, see `forbidden-path`.",
    ])

  static let state = CodePage(
    .state, "not possible in this state of the world",
    why: [
      "The message says what stands in the way: a link, a message or a state that is not there."
    ],
    remedy: ["`show`, `show nodes`, `show links` and `show in-flight` tell how things are."],
    example: "nodes a b\nlink a -> b\ndeliver a->b",
    corrected: "nodes a b\nlink a -> b\nput k 1 at a\ndeliver a->b")
}
