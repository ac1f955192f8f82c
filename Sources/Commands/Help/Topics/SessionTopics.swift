// The topic about what clients may rely on.
extension HelpTopic {
  static let sessions = HelpTopic(
    "sessions", "What a client may rely on, judged and given.",
    [
      (
        "Judged",
        [
          "Every request is remembered, and every version that a node takes in. Those `as ann`",
          "are one session; without a client each is its own. `expect` judges all that happened",
          "so far:",
          .term(
            "read-your-writes", "a read sees its client's own latest write, or something newer"),
          .term("monotonic-reads", "a later read misses nothing that an earlier one included"),
          .term(
            "monotonic-writes", "a client's writes reach every node in their order"),
          .term("writes-follow-reads", "a write reaches every node after what its client had read"),
          .term("consistent-prefix", "nobody sees a write without what happened before it"),
          .term("no-lost-updates", "every write that succeeded is stored, or was replaced"),
          .term("linearizable", "every key behaves as if there were one copy of it"),
          "Behind the word may stand a KEY, judged as if there were no other, and `as CLIENT`.",
          "What fails shows the requests that tell why. `linearizable` searches and can be",
          "undecided, as can all where more than 1,048,576 requests were made: refused",
          "(`budget`).",
        ]
      ),
      (
        "Given",
        [
          "`client ann guarantees=ryw,mr` lets her requests go elsewhere or wait, and tells so:",
          .term("ryw", "a read asks nodes that have all she wrote of the key"),
          .term("mr", "a read asks nodes that have all that she read of the key included"),
          .term("mw", "a write goes to a node that has all her writes"),
          .term("wfr", "a write goes to a node that has all that she read"),
          "First the node stated or her home, then her other homes, then any that runs; if none",
          "has it, time passes until one does, or until her `timeout`. Leaderless, she asks or",
          "writes only replicas that have it, if they are as many as r or w; a read else asks",
          "all, if together they have it. Stand-ins count for nothing here. What happens behind",
          "the node is the network's: `mw` and `wfr` hold everywhere where nodes pass on in order",
          "what they have, as with `delivery causal`.",
        ]
      ),
    ],
    example: """
      nodes leader follower
      link leader -> follower latency=50ms
      put k 1 at leader as bob
      get k at follower as bob
      expect not read-your-writes as bob
      client ann guarantees=ryw
      put k 2 at leader as ann
      get k at follower as ann
      expect read-your-writes as ann
      """)
}
