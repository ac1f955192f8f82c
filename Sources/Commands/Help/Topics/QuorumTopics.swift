// Topics about stores without a leader.
extension HelpTopic {
  static let leaderless = HelpTopic(
    "leaderless", "Replication without a leader: who holds a key, and how replicas come to agree.",
    [
      (
        "Setting up",
        [
          .term("replication leaderless n=3 w=2 r=2", "n replicas a key, w and r of them answer"),
          .term("place k on n1,n2,n3", "this key's replicas; or by a ring:"),
          .term(
            "ring partitions=8 owners=a,b,c,d", "keys hash to partitions, partitions have owners"),
          .term("preference k", "who holds k, and who stands in for whom; `show ring`: all keys"),
        ]
      ),
      (
        "A request",
        [
          "Any running node coordinates: it asks all n replicas of the key, and itself where it is",
          "one. Every request, answer and repair is a message like any other: it can be stepped",
          "to, held, dropped and delayed. What goes to a crashed node is lost. All nodes reach",
          "each other unless links are stated: then a node asks along these only, and answers come",
          "back the same way.",
        ]
      ),
      (
        "Coming to agree",
        [
          .term("read repair", "a read sends the latest versions to replicas that lack them"),
          .term("hand-off", "a stand-in hands on what it kept (`sloppy=on`); see `show hints`"),
          .term("sync a b", "two nodes compare all they hold; `anti-entropy every=1s` goes on"),
          .term(
            "gc grace=10d", "old deletions are forgotten, and who was away brings back the value"),
        ]
      ),
    ],
    example: """
      nodes n1..n3
      replication leaderless n=3 w=2 r=2
      crash n3
      put k 7 at n1
      restart n3
      get k at n3
      settle
      expect k at all = 7 and repairs = 1
      """)

  static let quorums = HelpTopic(
    "quorums", "How many replicas must answer, and what becomes of a request.",
    [
      (
        "Counting",
        [
          .term("w, r", "how many of n answer a write, a read; a number, `majority` or `all`"),
          .term("w + r > n", "every read asks one at least that took the last write"),
          .term("pw, pr", "how many of them must be primaries, and no stand-ins"),
          .term("count=acks", "a node that answers for itself and for another counts twice"),
        ]
      ),
      (
        "A request of its own",
        [
          .term("put k 1 at a w=1 to n1", "one answer is enough, and n1 alone is asked"),
          .term("get k at a r=1 from n3", "what n3 says"),
          .term("put k 1 at a &", "only starts it; `step` shows its messages, `wait` joins"),
          .term("show quorum k", "who was asked last, who answered what, what counted"),
        ]
      ),
      (
        "How it ends",
        [
          .term("ok", "enough have answered; the others may still do so, `(late)`"),
          .term("unavailable", "too few can answer; what was written stays where it is"),
          .term("timeout", "too few have answered in time: it may have happened"),
        ]
      ),
      (
        "What quorums do not promise",
        [
          "Two reads at once may see the new value and then the old one; a write that failed may",
          "be read; concurrent writes stay siblings, or one is lost by `lww`; with `sloppy=on` a",
          "read may meet none of the nodes that took the write.",
        ]
      ),
    ],
    example: """
      nodes n1..n3
      replication leaderless n=3 w=2 r=2
      crash n2,n3
      expect error unavailable { put k 1 at n1 }
      get k at n1 r=1
      show quorum k
      """)
}
