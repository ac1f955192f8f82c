// The topic about going back and forth.
extension HelpTopic {
  static let travel = HelpTopic(
    "travel", "Going back and forth: undo, marks, other futures.",
    [
      (
        "Back and forth",
        [
          .term("undo 3", "takes back the last three statements that changed something"),
          .term("redo", "runs the next one again that was undone"),
          .term("history", "the statements that led here, with numbers"),
          .term("goto 12", "behind statement 12; 0: the beginning"),
          "A statement of the top level is one, a block too. Looking is none: `show`, `expect`,",
          "a `get` without a client. All is as it was then: nodes, what they hold, what is in",
          "flight, clocks, chance, variables, definitions, bindings, what clients have seen. What",
          "was said is not said again.",
        ]
      ),
      (
        "Points and futures",
        [
          .term("mark before", "names this point"), .term("goto before", "goes there"),
          .term("fork other", "begins a second future here; this one, `main`, goes on"),
          .term("switch other", "goes on there"),
          .term("diff before", "what differs between that point and here"),
          .term("diff main other", "between two futures; nodes and marks can be compared too"),
        ]
      ),
      (
        "What it costs",
        [
          "A copy of the session is kept every 16,384 events or 8,192 statements, 64 of them at",
          "most; a point between is reached by running the statements since the last copy again.",
          "A mark and a future keep a copy each.",
        ]
      ),
    ])
}
