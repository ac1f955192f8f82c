import Replication

extension HelpTopic {
  static let merges = HelpTopic(
    "merges", "Types of values that merge by themselves, and the operations they take.",
    [
      (
        "Types",
        MergeCatalogue.all.map { type in
          let operations = type.operations.map(\.rawValue).joined(separator: ", ")
          return .term(type.name, "\(type.summary) \(operations)")
        }
      ),
      (
        "How they work",
        [
          "`resolve KEY with TYPE` makes every write of the key an operation (`help update`). A",
          "node applies it to all that it holds and sends the whole state; a state that arrives is",
          "joined with what is there. Joins come out alike in any order and however often, so",
          "replicas that have heard of the same operations show the same value. Every command",
          "shows that value; `show KEY state` shows what is behind it. A key stays with its type.",
        ]
      ),
      (
        "What a client has seen",
        [
          "An operation always follows what its node holds. With `as ann` a removal, disable,",
          "assignment or reset takes away only what ann has read or written herself, though it be",
          "unknown at this node: then it is taken away when it arrives. With `blind` it takes away",
          "nothing. On a log (`replication single-leader`) everything before it was seen.",
        ]
      ),
      (
        "Maps",
        [
          "`update profile/tags add x at a` changes a field, and makes it where it is not there.",
          "Its type follows from its first operation: `add` and `remove` make an or-set,",
          "`increment` and `decrement` a pn-counter, `enable` and `disable` an ew-flag, `assign`",
          "an lww-register, a longer path an or-map; `update profile/tags:rw-set add x at a` says",
          "which. `update profile remove tags` removes fields: with `remove=observed` a concurrent",
          "update survives alone, with `remove=keep` it keeps the whole value of the field.",
          "`get profile/tags at a` and `expect profile/tags at a = [\"x\"]` read one field,",
          "and `why profile/tags at a` tells which updates are seen in it.",
        ]
      ),
      (
        "Texts and lists",
        [
          "Positions count characters (Unicode scalars) or elements, from 0, of what the node",
          "holds. In a `text` or `list` what was inserted goes behind what its writer saw",
          "before it, and of several things inserted at one place the later stands first: what",
          "one types from left to right stays whole, what one types backwards may have",
          "another's words between. What is erased leaves a tombstone. Two who `pop` the same",
          "element of a list take it away once. In an `ot-text` an edit",
          "that `ot` states keeps, inserts and erases from the start on: `[3, \"abc\", {\"d\":",
          "2}]`. The node created first puts all edits in order and transforms each against",
          "those it crossed; other nodes show what it has ordered. It does so as soon as an",
          "edit comes; with quorums, one leader or `sync=all`, at its next edit: `ot []` will",
          "do. Without that node nothing is ordered, and one that lost its disk orders no more.",
        ]
      ),
      (
        "What travels",
        [
          "Between leaders an operation travels as all that its node then holds (`strategy small",
          "or-set ship=state`, the default) or as what it adds to that (`ship=operations`). States",
          "may overtake each other, come twice, or never, if a later one comes. Operations are",
          "small; each is applied after those it follows and waits for them (`buffered`): one that",
          "never comes this way holds up all that follow it, until `sync` or `anti-entropy` brings",
          "the state: one that was lost, or ignored, or written before the link was there, or that",
          "came to a node on the way by `sync`, which passes nothing on.",
          "Quorums, one leader's log and `sync=all` send states whatever is bound. `carried`",
          "counts the bytes of values that arrived, and `compare` shows them.",
        ]
      ),
      (
        "Where they run",
        [
          "With any way of replicating. Leaderless, the node that takes the operation must be one",
          "of the key's: it adds to what it holds. `on=read`, `delayed=` and `on link` are for",
          "strategies that choose; a type joins wherever states meet.",
        ]
      ),
    ],
    example: """
      nodes a b
      link a <-> b
      resolve cart with or-set
      update cart add milk eggs at a
      settle
      update cart remove eggs at a
      update cart add flour at b
      settle
      expect cart at all = ["flour", "milk"]
      """)
}
