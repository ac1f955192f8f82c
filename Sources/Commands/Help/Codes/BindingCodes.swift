// Codes about verbs and what they take.
extension CodePage {
  static let unknownVerb = CodePage(
    .unknownVerb, "the first word of a statement is no verb",
    why: ["It is neither one that `help` lists nor one that `define` has made above."],
    remedy: ["The nearest verb is named where one is near. A definition stands before its use."],
    example: "nodez a b", corrected: "nodes a b")

  static let unknownOption = CodePage(
    .unknownOption, "the verb has no option of this name",
    why: ["An option passed over in silence would change what the script means."],
    remedy: ["`help VERB` lists the options with their defaults."],
    example: "nodes a\nput k 1 at a timout=2s", corrected: "nodes a\nput k 1 at a timeout=2s")

  static let repeatedOption = CodePage(
    .repeatedOption, "an option is given twice, or with one that excludes it",
    why: ["Which of the two would count is a matter of taste; the script has to say."],
    remedy: ["Keep one of them."],
    example: "nodes a b\nlink a -> b latency=5ms latency=9ms",
    corrected: "nodes a b\nlink a -> b latency=9ms")

  static let missingArgument = CodePage(
    .missingArgument, "the verb needs more than was given",
    why: ["What a verb acts on is always said; nothing is guessed."],
    remedy: ["The message shows the form. A client with a home needs `as` instead of `at`."],
    example: "nodes a\nput k 1", corrected: "nodes a\nput k 1 at a")

  static let surplusArgument = CodePage(
    .surplusArgument, "the verb takes less than was given",
    why: ["A word that means nothing is mostly one that was meant for something."],
    remedy: ["Remove it, quote a text that holds blanks, or end the statement before it."],
    example: "nodes a\nput title Moby Dick at a", corrected: "nodes a\nput title \"Moby Dick\" at a"
  )

  static let unknownWord = CodePage(
    .unknownWord, "a word is none of those that may stand here",
    why: ["Some places take one of a few words; the message lists them."],
    remedy: ["Choose one of them; the nearest is named where one is near."],
    example: "nodes a b\ntopology rnig", corrected: "nodes a b\ntopology ring")

  static let wrongKind = CodePage(
    .wrongKind, "something stands where another kind of thing is wanted",
    why: ["A duration has a unit, a percentage its `%`, an object quoted names."],
    remedy: ["Write what the message asks for. A name that is a word of the language is quoted."],
    example: "nodes a\nrun 50", corrected: "nodes a\nrun 50ms")

  static let outOfRange = CodePage(
    .outOfRange, "a number or duration is of the right kind but out of bounds",
    why: ["Time goes forward only, counts have a least and a greatest value."],
    remedy: ["Stay within the bounds that the message names."],
    example: "nodes a\nrun -5ms", corrected: "nodes a\nrun 5ms")

  static let predicate = CodePage(
    .predicate, "a predicate cannot be read",
    why: ["A judgement needs both sides: a key compared with a value, a counter with a count."],
    remedy: ["See `help predicates`; a key that is a word of that page is quoted."],
    example: "nodes a\nexpect title at a", corrected: "nodes a\nexpect title at a absent")

  static let missingBlock = CodePage(
    .missingBlock, "the verb needs a block",
    why: ["What is to be repeated, timed or named stands between `{` and `}`."],
    remedy: ["Add `{ … }` behind it, the `{` on the same line."],
    example: "nodes a\nrepeat 3", corrected: "nodes a\nrepeat 3 { put k $i at a }")

  static let misplacedStatement = CodePage(
    .misplacedStatement, "a statement may not stand where it stands",
    why: [
      "Definitions are known from the text alone, so they stand at the top level or in a section;",
      "a transaction is one instant and holds writes only.",
    ],
    remedy: ["Move it before the block."],
    example: "repeat 2 { define hello { print \"hello\" } }",
    corrected: "define hello { print \"hello\" }\nrepeat 2 { hello }")

  static let unknownVariable = CodePage(
    .unknownVariable, "nothing defines the variable",
    why: [
      "Variables are checked before anything runs. One that is defined inside a block ends with it."
    ],
    remedy: ["Define it before: `let x = 3`. A `$` that is text stands in 'single quotes'."],
    example: "print \"x is $x\"", corrected: "let x = 3\nprint \"x is $x\"")

  static let duplicateDefinition = CodePage(
    .duplicateDefinition, "the name of a definition or parameter is taken",
    why: ["A verb that meant something else further down would surprise whoever reads the script."],
    remedy: ["Choose another name. At the prompt a later entry may define a name anew."],
    example: "define put key { print \"no\" }", corrected: "define put-both key { print $key }")

  static let luaError = CodePage(
    .luaError, "code in Lua cannot be read, or fails before it gives a function",
    why: [
      "Code is compiled before anything runs, and run once, to see that it returns a function. The",
      "line named is the code's own.",
    ],
    remedy: ["`help lua` tells what code may use, and what it may not."],
    example: """
      strategy first lua <<END
      return function(key, siblings)
        retrun siblings[1]
      end
      END
      """,
    corrected: """
      strategy first lua <<END
      return function(key, siblings)
        return siblings[1]
      end
      END
      """)

  static let unsupported = CodePage(
    .unsupported, "the form belongs to the language, but not to this version",
    why: ["Its word is kept free, so that scripts written today go on meaning the same."],
    remedy: ["`help` lists the verbs there are; `parley --version` tells the version."],
    example: "nodes a\nexport history \"h.edn\"", corrected: "nodes a\nshow log")
}
