import Replication
import Simulation

// Topics about what happens in the simulated world.
extension HelpTopic {
  static let time = HelpTopic(
    "time", "When things happen.",
    [
      (
        "The clock",
        [
          "Time is virtual, in nanoseconds from 0. A client statement (put, get, …) happens 1 ms",
          "after the statement before it (`pace`) and delivers nothing by itself; statements",
          "inside `together { }` share one instant.",
          "Messages that fall due wait for `step`, `run` or `settle`.",
          "A forced `deliver` leaves the clock where it is.",
        ]
      ),
      (
        "Moving it",
        [
          .term("step", "what is due next"),
          .term("run 50ms", "so much virtual time"),
          .term("run until PREDICATE", "to the first event after which it holds"),
          .term("settle", "until nothing can be delivered"),
        ]
      ),
      ("Budgets", ["`settle` gives up after 10 s or 1,000,000 events with `budget`."]),
    ],
    example: """
      nodes a b
      link a -> b latency=20ms
      put k 1 at a
      put k 2 at a
      step
      run 5ms
      show in-flight
      settle
      """)

  static let messages = HelpTopic(
    "messages", "How messages are named, and what can be done to one.",
    [
      (
        "Names",
        [
          "`a->b#2` is the second message that a sent to b, of whatever kind. Deleting a line of a",
          "script renames no message of another link. Without `#2`: the oldest in flight there.",
          "`show in-flight` lists them: what they carry, when they are due, what keeps them.",
        ]
      ),
      (
        "Statements",
        [
          .term("deliver a->b#2", "now, whatever is due before it"),
          .term("drop a->b#2", "it is lost for good"),
          .term("duplicate a->b#2", "it arrives twice"),
          .term("delay a->b#2 10ms", "it takes longer"),
          .term("hold a->b", "what goes there is kept back until `release a->b`"),
        ]
      ),
      (
        "Kinds",
        [
          .term("replicate", "a version on its way to another leader"),
          .term("write-request, write-ack", "a write proposed to a replica, and its answer"),
          .term("commit, commit-ack", "its end, where all accepted or it is taken back"),
          .term("read-request, read-reply", "a read that asks a replica, and what it holds"),
          .term("repair, repair-ack", "a version for a replica that a read found behind"),
          .term("hand-off, hand-off-ack", "a version kept for another, on its way home"),
          .term("sync", "a version that a comparison of two nodes found missing"),
        ]
      ),
    ],
    example: """
      nodes a b
      link a -> b
      put k 1 at a
      put k 2 at a
      show in-flight
      drop a->b#1
      deliver a->b
      """)

  static let faults = HelpTopic(
    "faults", "What can go wrong, what it keeps back and what it loses.",
    [
      (
        "Kept back",
        [
          .term("crash b … restart b", "a node stops; what it stored lies on disk"),
          .term("pause b … resume b", "a node stands still and keeps everything"),
          .term("partition a | b … heal", "the ways between groups are cut"),
          .term("hold a->b … release a->b", "the messages of a link wait"),
        ]
      ),
      (
        "Lost",
        [
          .term("drop a->b", "a message"),
          .term("crash b lose=disk", "all that b stored"),
          .term("remove b", "the node, its links and its messages"),
        ]
      ),
      (
        "Else",
        [
          .term("fail b writes … mend b", "a full disk: writes are refused"),
          .term("latency, delay", "messages take their time"),
          .term("duplicate a->b", "a message arrives twice"),
          .term("skew b -3ms", "a clock that is wrong"),
          .term("drift b 50ppm", "a clock that goes wrong"),
        ]
      ),
      (
        "At random",
        [
          .term("loss all 5%", "messages are lost; `loss a->b#7`: this one will be"),
          .term("duplicates all 1%", "messages are sent twice"),
          .term("latency all exp(5ms)", "and `1ms..3ms`, `pareto(1ms, 2.5)`, weighted mixtures"),
          .term("latency c +40ms", "all that c sends and receives takes longer"),
          .term("delivery any", "with a latency at random messages overtake each other"),
          .term("chaos rate=0.5/s", "crashes, partitions and more, and their ends"),
          .term("chaos crash b at=2s", "one of these, stated ahead; `downtime=500ms`: mended then"),
          "Every number is drawn from the seed for one purpose and one thing: the lot of `a->b#7`",
          "depends on its name and on nothing drawn before. The same script and seed bring",
          "the same faults, and a statement more or less moves those of no other message.",
        ]
      ),
      (
        "Rules",
        [
          "What is kept back counts as in flight, and `settle` does not wait for it. A request to",
          "a node that is down is refused (`down`), and `expect error down { … }` expects so.",
        ]
      ),
    ],
    example: """
      nodes a b
      link a <-> b
      partition a | b
      put title "B" at a
      put title "C" at b
      settle
      show in-flight
      heal
      settle
      """)

  static let output = HelpTopic(
    "output", "What the lines mean that a script prints.",
    [
      (
        "Signs",
        [
          .term("11.000ms", "when, in virtual time"),
          .term("a->b#1", "the first message from a to b; see `help messages`"),
          .term("{a:1}", "a write by its name: the first one made at a"),
          .term("{a:2, b:1}", "behind a value that was read: the writes its reader has seen"),
          .term("@2.000ms", "the clock reading that `lww` and `fww` compare"),
          .term("conflict at b", "two writes met of which neither had seen the other"),
          .term("lww keeps …", "which one a strategy kept, which it dropped, and why"),
          .term("(known already)", "arrived, but was there before by another way, or as a copy"),
        ]
      ),
      (
        "Silence",
        [
          "A statement that only changes something prints nothing in a script, and one line at the",
          "prompt. `why KEY at NODE` tells later what led to a value. `parley --echo` shows each",
          "statement before its output, `--json` gives an object a line, and a digest behind each",
          "statement (`help digest`).",
        ]
      ),
    ],
    example: """
      nodes a b
      link a <-> b
      resolve title with lww
      put title "B" at a
      put title "C" at b
      settle
      get title at a
      """)

  static let counters = HelpTopic(
    "counters", "What can be counted.",
    [
      ("Counters", Counter.allCases.map { .term($0.rawValue, $0.summary) }),
      ("Narrowed", ["`at NODE` and `on KEY` narrow a counter. `show stats` shows them all."]),
    ],
    example: """
      nodes a b c
      topology ring
      resolve k with lww
      put k 1 at a
      put k 2 at b
      settle
      expect conflicts = 1 and lost = 1 and delivered at c = 2
      """)
}

extension Counter {
  /// What it counts, in a few words.
  var summary: String {
    switch self {
    case .conflicts: "pairs of versions found concurrent, each counted once in a run"
    case .lost: "acknowledged writes that no node holds and nothing later replaced"
    case .delivered: "replication messages that arrived"
    case .redundant: "delivered, but known there already"
    case .applied: "versions taken in"
    case .buffered: "messages that wait for what they depend on"
    case .inFlight: "messages under way, those kept back included"
    case .repairs: "versions pushed to a stale node"
    case .hints: "writes kept for a node that was away"
    case .timeouts: "operations whose outcome is unknown"
    case .carried: "bytes of the writes that messages brought, their values as JSON"
    }
  }
}
