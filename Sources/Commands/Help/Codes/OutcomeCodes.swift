// Codes about what became of a request.
extension CodePage {
  static let unavailable = CodePage(
    .unavailable, "too few replicas are running, connected and allowed",
    why: [
      "A write that waits for other leaders (`sync=all`) is refused when it is issued while one of",
      "them cannot be reached; what can be reached has it all the same. A node that refuses writes",
      "(`fail`), and a client whose homes are all down, are refused so too.",
    ],
    remedy: ["End what keeps them away: `restart`, `resume`, `heal`, `mend`; or do not wait."],
    example: """
      nodes a b
      link a <-> b
      replication multi-leader sync=all
      partition a | b
      put k 1 at a
      """,
    corrected: """
      nodes a b
      link a <-> b
      replication multi-leader sync=all
      partition a | b
      expect error unavailable { put k 1 at a }
      heal
      put k 2 at a
      """)

  static let timeout = CodePage(
    .timeout, "no answer in time; the outcome is unknown",
    why: [
      "A client waits 1 s of virtual time unless `timeout=` says otherwise. Silence does not tell",
      "whether the request was lost, or only its answer: the write may have happened.",
    ],
    remedy: ["Look before writing again, or wait longer."],
    example: """
      nodes a b
      link a <-> b latency=400ms
      replication multi-leader sync=all
      put k 1 at a
      """,
    corrected: """
      nodes a b
      link a <-> b latency=400ms
      replication multi-leader sync=all
      put k 1 at a timeout=5s
      """)

  static let conflict = CodePage(
    .conflict, "a synchronous write met a concurrent one",
    why: [
      "With `sync=all` a conflict is found in time: of two concurrent writes one is made, and the",
      "other client is told, instead of a strategy deciding afterwards.",
    ],
    remedy: ["Read, and write again what follows what was read."],
    example: """
      nodes a b
      link a <-> b
      replication multi-leader sync=all
      together { put k 1 at a; put k 2 at b }
      """,
    corrected: """
      nodes a b
      link a <-> b
      replication multi-leader sync=all
      put k 1 at a
      put k 2 at b
      """)

  static let down = CodePage(
    .down, "the node is not running",
    why: ["It crashed, or is paused and would not answer: a request to it would wait in vain."],
    remedy: ["`restart` or `resume` it, ask another node, or expect the refusal."],
    example: "nodes a b\ncrash b\nput k 1 at b",
    corrected: "nodes a b\ncrash b\nexpect error down { put k 1 at b }\nrestart b\nput k 1 at b")
}
