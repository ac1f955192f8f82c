// The topic about stores with one leader.
extension HelpTopic {
  static let leader = HelpTopic(
    "leader", "Replication from one leader: a log, followers, and what a failover loses.",
    [
      (
        "Setting up",
        [
          .term("replication single-leader leader=a", "a takes every write; nobody is waited for"),
          .term("sync=all", "a write is acknowledged when every follower has confirmed it"),
          .term("sync=b,c", "… when these have; the others follow in their own time"),
          .term("replication … sync=none", "stated again for the same leader: whom it waits for"),
        ]
      ),
      (
        "Writing and reading",
        [
          "The leader puts writes in the order of its log, over all keys, and sends each entry to",
          "every follower; followers take entries in that order, whatever the order of arrival. So",
          "there are no conflicts, contexts of clients decide nothing, and strategies are not",
          "asked. Any node that is up answers reads with what it has taken in: a follower's answer",
          "may be old.",
        ]
      ),
      (
        "Waiting",
        [
          "While a synchronous follower is down or cut off, a write is `unavailable`; when one",
          "does not confirm in time, `timeout`. Either way the write stays in the leader's log and",
          "goes on.",
        ]
      ),
      (
        "Failover",
        [
          .term(
            "promote b", "b leads the next term; acknowledged writes it lacks are named, and lost"),
          .term("show nodes", "who leads, in which term, and how long each log is"),
          .term("sync a b", "the leader sends b again what its log lacks"),
          "The old leader and every other node follow b as soon as b reaches them: what their logs",
          "have beyond b's is cut off. A leader that lost its disk leads no more; `promote`",
          "chooses another.",
        ]
      ),
    ],
    example: """
      nodes a b c
      replication single-leader leader=a sync=b
      put x 1 at a
      expect x at b = 1
      expect error state { put x 2 at c }
      crash a
      promote b
      put x 2 at b
      settle
      expect x at c = 2 and lost = 0
      """)
}
