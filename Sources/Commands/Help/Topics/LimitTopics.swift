// The topic about scripts of strangers.
extension HelpTopic {
  static let limits = HelpTopic(
    "limits", "What a script may touch and use up.",
    [
      (
        "Files",
        [
          "A script reads and writes files only below its own folder, links and `..` followed;",
          "what is typed or stands behind `-c`, below the current one. `parley --allow FOLDER`",
          "opens others, and may be repeated. No file is written whose name, or that of a folder",
          "on the way, begins with a dot. Elsewhere a script does not even learn what there is.",
          "No script starts a program.",
        ]
      ),
      (
        "parley --limit WHAT=AMOUNT",
        [
          "ends a script, or an entry at the prompt, that uses up more: exit status 5, with the",
          "limit, and the state it came to. Several stand behind commas.",
          .term("statements=10k", "turns of loops and calls included; 100M where nothing is said"),
          .term("events=1M", "what happens in the world"),
          .term("output=1MB", "what is written"),
          .term("memory=200MB", "of the whole process"),
          .term("time=5s", "by the clock on the wall; ms, s, min, h"),
          "The first three end a run at the same place wherever it runs; memory and time do not.",
          "`parley test` takes `--allow` and `--limit` as well, for each of its scripts.",
        ]
      ),
      (
        "Without being told",
        [
          "`settle` gives up after 10 s of virtual time or 1,000,000 events, code in Lua after",
          "1,000,000 instructions. Blocks and calls nest 512 deep. Control characters in values,",
          "keys and names are shown as `\\u001b`, so that nothing drives the terminal.",
        ]
      ),
    ])
}
