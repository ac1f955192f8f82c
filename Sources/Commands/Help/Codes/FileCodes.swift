// Codes about files.
extension CodePage {
  static let unreadableFile = CodePage(
    .unreadableFile, "a file cannot be read",
    why: ["There is no such file, it is a folder, it may not be read, or it is larger than 1 GiB."],
    remedy: [
      "Paths in `include` start at the folder of the file that names them, those of the command",
      "line at the current folder.",
    ],
    example: "include \"nowhere.repl\"", corrected: "include \"setup.repl\"")

  static let includeCycle = CodePage(
    .includeCycle, "a file includes itself, directly or by way of others",
    why: ["An included file's statements stand where the `include` is: there would be no end."],
    remedy: ["Move what both need into a third file."],
    example: "include \"example.repl\"", corrected: "include \"setup.repl\"")

  static let forbiddenPath = CodePage(
    .forbiddenPath, "a file lies outside the folder that the script may read",
    why: [
      "A script from a stranger reads only what lies in its own folder or below it, links and `..`",
      "followed; whether other files exist it does not learn.",
    ],
    remedy: ["Move the file below the script's folder, or run a script that lies above both."],
    example: "include \"../secret.repl\"", corrected: "include \"setup.repl\"")

  static let unwritableFile = CodePage(
    .unwritable, "a file cannot be written",
    why: [
      "A file that is rewritten is written whole beside its place and then put there, so that it",
      "is never half old and half new. Folder or disk did not allow that; the old file stands.",
    ],
    remedy: ["Make room, or allow writing in the folder, and run the same again."])

  static let interrupted = CodePage(
    .interrupted, "reading was interrupted",
    why: ["Ctrl-C or a signal came while a script was being read; nothing ran. Exit status 130."],
    remedy: ["Run it again. A script from a pipe runs when its writer has closed it."])
}
