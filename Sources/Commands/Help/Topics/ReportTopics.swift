// The topic about scripts that Parley writes.
extension HelpTopic {
  static let reports = HelpTopic(
    "reports", "Bug reports that reproduce: `save`, `report`, digests, `--verify`.",
    [
      (
        "Writing",
        [
          .term("save \"FILE\"", "what led here, as a script"),
          .term("report \"FILE\"", "the least that fails as the last statement did, or leads here"),
          .term("digest", "16 digits for the whole state"),
          "Both scripts stand alone: they state the seed, and hold what was included and code",
          "from files. A report is made small, as `parley shrink` does it: it keeps what it",
          "takes to fail alike; of one without a failure, the statements it takes to end with",
          "the same nodes, messages and clocks. At most 2,000 runs are spent on that, and",
          "`small=off` none. Ctrl-C on the way writes the smallest so far, and says so.",
        ]
      ),
      (
        "What chance decided",
        [
          .term(
            "save \"FILE\" choices=explicit", "states it, in place of the rules it was drawn by"),
          "`loss a->b#7`, `duplicates a->b#7`, `latency a->b#7 3ms` and `chaos crash b at=2s`",
          "stand before the statement in which it happened. Change one, and see what hung on it.",
          "All that can be seen ends alike: values, versions, messages, counters, clocks. The",
          "rules themselves are gone (`loss all 0%`, one latency for a range of them), so the",
          "digest is another, and what follows meets no new faults.",
        ]
      ),
      (
        "Running a report",
        [
          "`parley bug.repl` ends with one line:",
          .term("reproduced: …", "each statement had the digest of the report, and it ended alike"),
          .term("differs: …", "the first statement whose digest, or end, is another, and where"),
          "Reproduced, the exit status is that of the script: 1 for a failed `expect`, 3 for a",
          "refusal. Where it differs it is 4. Digests belong to a version of Parley, which the",
          "first line names: another may differ without being wrong.",
        ]
      ),
      (
        "What stands in it",
        [
          .term("# parley 0.1.0 report", "the version that wrote it"),
          .term("# digest …", "behind the last statement"),
          .term("# ends …", "`held`, `failed: PREDICATE` or `refused: CODE`"),
          .term("#> …", "what the statement above said, for `parley test`"),
          .term("#= …", "the digest behind the statement above; to all else a comment"),
        ]
      ),
      (
        "parley --verify SCRIPT …",
        [
          "Runs everything twice, in two processes with other hash seeds, and compares what each",
          "statement says and its digest. The first that differs is named, with exit status 4;",
          "otherwise the status is that of the runs.",
        ]
      ),
      (
        "What cannot be saved",
        [
          "A statement that was stopped with Ctrl-C would not stop there again: `undo` it first.",
          "Answers to `ask` are written as the `put` they made, behind the `get` that asked. Where",
          "that stands in a loop, a section or a definition, the statements that ran are written",
          "instead; inside `together` and `expect error` it joins the block.",
        ]
      ),
    ])
}
