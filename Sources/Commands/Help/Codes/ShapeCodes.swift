// Codes about blocks, values and texts of several lines.
extension CodePage {
  static let unclosedBlock = CodePage(
    .unclosedBlock, "nothing closes a block",
    why: ["A block goes from `{` to `}` and may span lines; the text ended first."],
    remedy: ["Add the `}`. The place shown is where the innermost open block begins."],
    example: "section \"set-up\" {\n  nodes a b", corrected: "section \"set-up\" {\n  nodes a b\n}")

  static let unclosedArray = CodePage(
    .unclosedArray, "nothing closes an array",
    why: ["A value in `[…]` may span lines; the text ended first."],
    remedy: ["Add the `]`."],
    example: "nodes a\nput cart [\"milk\"", corrected: "nodes a\nput cart [\"milk\"] at a")

  static let unclosedObject = CodePage(
    .unclosedObject, "nothing closes an object",
    why: ["A value in `{…}` may span lines; the text ended first."],
    remedy: ["Add the `}`."],
    example: "nodes a\nput place {\"room\": 7", corrected: "nodes a\nput place {\"room\": 7} at a")

  static let malformedValue = CodePage(
    .malformedValue, "an array or object is not put together as JSON",
    why: ["Values are JSON: commas between elements, `:` between a key and its value."],
    remedy: ["Add what the message names."],
    example: "nodes a\nput cart [\"milk\" \"eggs\"] at a",
    corrected: "nodes a\nput cart [\"milk\", \"eggs\"] at a")

  static let duplicateKey = CodePage(
    .duplicateKey, "an object names a key twice",
    why: ["Which of the two would count is a matter of taste; neither is dropped in silence."],
    remedy: ["Keep one of them."],
    example: "nodes a\nput place {\"room\": 7, \"room\": 8} at a",
    corrected: "nodes a\nput place {\"room\": 8} at a")

  static let nesting = CodePage(
    .nesting, "blocks, values, predicates or includes nest too deep",
    why: [
      "At most 256 levels of one text, 512 of blocks with those around an `include`, 64 of",
      "includes: enough for people, and a bound for what a hostile script can use up.",
    ],
    remedy: ["Take a part out: `define` a verb, or `let` a variable."],
    example: Specimen(
      "print " + String(repeating: "[", count: 257) + String(repeating: "]", count: 257),
      shown: "print [[[[[[[[ … ]]]]]]]]      # 257 of each"),
    corrected: "nodes a\nput k [[[[1]]]] at a")

  static let unbalancedBrace = CodePage(
    .unbalancedBrace, "a `}` closes nothing",
    why: ["Every `}` belongs to a `{` before it."],
    remedy: ["Remove it, or open a block before it."],
    example: "nodes a b\n}", corrected: "section \"set-up\" {\n  nodes a b\n}")

  static let heredoc = CodePage(
    .heredoc, "`<<` is not followed by a label at the end of its line",
    why: ["`<<END` says which line ends the text that begins below it."],
    remedy: ["Write `<<END` last on the line, the text below, and a line that is only `END`."],
    example: "strategy longest lua <<")

  static let unterminatedHeredoc = CodePage(
    .unterminatedHeredoc, "the last line of a text behind `<<` is missing",
    why: ["Everything up to a line that is only the label belongs to the text."],
    remedy: ["Add that line, without blanks around the label."],
    example: "strategy longest lua <<END\nreturn 1")

  static let expectedOutput = CodePage(
    .expectedOutput, "a `#>` line stands where no statement's output can stand",
    why: [
      "`#>` lines say what the statement before them prints. They stand behind top-level",
      "statements only: behind a closing brace they hold what the whole block printed.",
    ],
    remedy: ["Move it below its statement, or make it a comment with `# >`."],
    example: "#> x is 3\nprint \"x is 3\"", corrected: "print \"x is 3\"\n#> x is 3")
}
