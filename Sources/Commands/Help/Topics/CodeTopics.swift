import LuaStrategies

// The topic about code of one's own.
extension HelpTopic {
  static let lua = HelpTopic(
    "lua", "Strategies, predicates and invariants of your own, in Lua.",
    [
      (
        "A strategy",
        [
          "`strategy NAME lua <<END`, the code, and a line `END`; or `file=\"carts.lua\"`. The",
          "code returns `function(key, siblings) … end`. The siblings come in the order of their",
          "writes' names, whatever arrived first; each has:",
          .term("value", "what was written; nil for a deletion"),
          .term("deleted, incoming", "whether it deletes; whether it is the one that arrived"),
          .term("node, counter", "the write's name: `{a:2}` is node \"a\", counter 2"),
          .term("stamp", "the reading of the clock that `clock=` names, in nanoseconds"),
          .term("context", "what its writer had seen: a table such as {a=2, b=1}"),
          "It returns what becomes of them:",
          .term("a value", "all are merged into it"),
          .term("a sibling", "this one stays; what others wrote is lost"),
          .term("keep(s, t), a list of siblings", "these stay"),
          .term("siblings", "all stay"),
        ]
      ),
      (
        "A predicate",
        [
          "`predicate NAME lua <<END` or `invariant NAME lua <<END`: the code returns",
          "`function(at) … end`, and that returns true, or false and words for people.",
          .term("at.get(key)", "the one live value at the node, else nil"),
          .term("at.siblings(key)", "all live values"),
          .term("at.keys(prefix)", "the keys with a live value, by their bytes"),
          .term("at.node", "the node's name"),
        ]
      ),
      (
        "Values",
        [
          "JSON's null is `null`, which counts as true in a condition. A table with the keys 1, 2,",
          "… is an array, one with texts as keys an object; `{}` is an empty array, `object{}` an",
          "empty object. `array(t)` and `object(t)` mark a table, `isarray(t)` tells.",
          "Integers have 64 bits; numbers with a fraction pass, and a text made of one shows 14",
          "digits. `6 / 2` is 3. The length of a list with gaps is nobody's to know: put `null`",
          "there.",
        ]
      ),
      (
        "What there is",
        [
          .term("values", "array isarray keep null object tonumber tostring type"),
          .term("control", "assert error ipairs pairs select"),
          .term("string", "byte char contains ends len lower rep reverse split starts sub upper"),
          .term("table", "concat insert remove sort unpack"),
          .term("math", "abs ceil floor max min tointeger type ult maxinteger mininteger"),
          "`pairs` has one order: false, true, numbers, texts by bytes. `contains`, `split`,",
          "`starts` and `ends` take texts, not patterns; `upper` and `lower` know ASCII. There are",
          "no files, clocks, chance, metatables, coroutines and no `pcall`. `^` and `_ENV` are",
          "refused: the last digit of a power differs between machines.",
        ]
      ),
      (
        "Limits",
        [
          "A call may take 1,000,000 instructions and 8 MiB (a text 64 KiB, a table 256 KiB, in",
          "all 64 MiB given out); a result may have 1 MiB and nest 256 deep. Nothing outlives it:",
          "globals and what surrounds the function are new each time. Code that fails decides",
          "nothing: the siblings stay, and the statement that made it run is refused (`strategy`).",
          "It is \(LuaProgram.version) that runs it.",
        ]
      ),
    ],
    example: """
      nodes a b
      link a <-> b
      strategy longest lua <<END
      return function(key, siblings)
        local best = siblings[1]
        for _, s in ipairs(siblings) do
          if #s.value > #best.value then best = s end
        end
        return best
      end
      END
      resolve title with longest
      put title "Logic" at a
      put title "Computability" at b
      settle
      expect title = "Computability"
      """)
}
