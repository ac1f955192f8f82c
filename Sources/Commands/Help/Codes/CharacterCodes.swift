// Codes about characters and words.
extension CodePage {
  static let notUTF8 = CodePage(
    .notUTF8, "the text holds bytes that are not UTF-8",
    why: [
      "Names and values are compared byte by byte and shown as text; bytes of another encoding",
      "would be shown as something else than they are.",
    ],
    remedy: ["Save the file as UTF-8. (The `�` below stands for a byte FF.)"],
    example: "nodes caf\u{FFFD}", corrected: "nodes café")

  static let controlCharacter = CodePage(
    .controlCharacter, "a control character stands outside quotes",
    why: [
      "It cannot be seen, so that two scripts that look alike would differ; it mostly came along",
      "with a paste.",
    ],
    remedy: ["Remove it, or write it as an escape within double quotes: `\"\\u0007\"`."],
    example: "nodes a\nput bell \u{7} at a", corrected: "nodes a\nput bell \"\\u0007\" at a")

  static let unexpectedCharacter = CodePage(
    .unexpectedCharacter, "a character begins nothing of the language",
    why: [
      "Words are made of letters, digits and `_ . : * / -`; every other sign has a meaning of its",
      "own or none.",
    ],
    remedy: ["Quote the text it belongs to."],
    example: "nodes a\nput mail ann@example.org at a",
    corrected: "nodes a\nput mail \"ann@example.org\" at a")

  static let expectedVerb = CodePage(
    .expectedVerb, "a statement does not start with a plain word",
    why: ["Every statement starts with its verb, on a line of its own or behind `;`."],
    remedy: ["Put the verb first. A value may stand on a line of its own only within brackets."],
    example: "nodes a\n\"title\" = \"B\"", corrected: "nodes a\nput title \"B\" at a")

  static let unterminatedString = CodePage(
    .unterminatedString, "a string is not closed on its line",
    why: ["A string ends on the line it began on, so that one lost quote spoils one line."],
    remedy: ["Close it. Within double quotes a line break is written `\\n`."],
    example: "nodes a\nput title \"B at a", corrected: "nodes a\nput title \"B\" at a")

  static let escape = CodePage(
    .escape, "a backslash in double quotes is followed by no escape of JSON",
    why: ["Strings are JSON: `\\\" \\\\ \\/ \\b \\f \\n \\r \\t \\u0041` and no others."],
    remedy: ["Write `\\\\` for a backslash, or use single quotes, which know no escapes."],
    example: "print \"C:\\docs\"", corrected: "print 'C:\\docs'")

  static let variable = CodePage(
    .variable, "a `$` is not followed by a proper name",
    why: ["`$x` and `${x}` stand for the value of a variable, inside double quotes as well."],
    remedy: [
      "Write `${name}` with letters, digits and `_`; a `$` that is text stands in 'quotes'."
    ],
    example: "let x = 3\nprint \"${x\"", corrected: "let x = 3\nprint \"${x}\"")

  static let number = CodePage(
    .number, "a number lies outside what can be represented",
    why: [
      "Integers have 64 bits, numbers with a fraction or exponent are finite doubles. To round in",
      "silence would change what was written.",
    ],
    remedy: ["Quote it to have a string, or give it a fraction to have a double."],
    example: "nodes a\nput id 99999999999999999999 at a",
    corrected: "nodes a\nput id \"99999999999999999999\" at a")

  static let continuation = CodePage(
    .continuation, "a backslash stands where it continues no line",
    why: ["`\\` joins a line to the next one only as the very last character."],
    remedy: ["Remove what follows it, blanks too; a backslash that is text stands in 'quotes'."],
    example: "nodes a \\ b", corrected: "nodes a \\\n  b")

  static let tooLarge = CodePage(
    .tooLarge, "the text has more than 2 GiB",
    why: ["Places in a text are counted with 31 bits."],
    remedy: ["Cut it into files and `include` them."])

  static let tooManyErrors = CodePage(
    .tooManyErrors, "the text has more mistakes than are listed",
    why: ["A list of thousands helps nobody: mostly the file is no script, or one brace is lost."],
    remedy: ["Mend the first mistakes; many of the others may go with them."],
    example: Specimen(
      String(repeating: "nodez\n", count: 201), shown: "nodez      # and so on, 201 times"),
    corrected: "nodes a")
}
