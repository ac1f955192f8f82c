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
    remedy: [
      "Move the file below the script's folder, run a script that lies above both, or allow the",
      "folder: `parley --allow FOLDER SCRIPT`.",
    ],
    example: "include \"../secret.repl\"", corrected: "include \"setup.repl\"")

  static let interrupted = CodePage(
    .interrupted, "reading was interrupted",
    why: ["Ctrl-C or a signal came while a script was being read; nothing ran. Exit status 130."],
    remedy: ["Run it again. A script from a pipe runs when its writer has closed it."])

  static let unwritableFile = CodePage(
    .unwritable, "a file cannot be put in place",
    why: [
      "The folder or the file may not be written, the disk is full, or the file has changed since",
      "it was read. A file is replaced whole or not at all, so the old one stands as it was.",
    ],
    remedy: ["Make room, or give yourself the right to write there, and run it again."])

  static let noScripts = CodePage(
    .noScripts, "there is nothing to test",
    why: ["`parley test FOLDER` runs the files there that end in .repl. The exit status is 2."],
    remedy: ["Name another folder, or the script itself, whatever its name ends in."])
}
