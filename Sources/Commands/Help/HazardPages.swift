import Replication

// How strategies hurt: in words, and as scripts in which it happens.
extension StrategyHazard {
  /// In a word or two.
  var title: String {
    switch self {
    case .losesWrites: "concurrent writes"
    case .skewedClock: "clock skew"
    case .slowClock: "a slow clock"
    case .equalStamps: "equal stamps"
    case .swapsValues: "any conflict"
    case .staysDifferent: "any conflict"
    case .fixedRank: "rank"
    case .circle: "three writes"
    case .arrivalOrder: "order of arrival"
    case .doubleCount: "duplicates"
    case .averaging: "three writes"
    case .removalReturns: "removals"
    case .growth: "many writers"
    case .stoppedLink: "any conflict"
    case .drawnApart: "a coin at each node"
    case .manyEdits: "many edits"
    case .deletionWins: "deletions"
    case .blindComparison: "what is compared"
    }
  }

  /// What happens.
  var words: String {
    switch self {
    case .losesWrites: "of two that were acknowledged one is lost"
    case .skewedClock: "a write loses to what it follows, if its clock is behind"
    case .slowClock: "it always wins"
    case .equalStamps: "each replica keeps another value, for ever"
    case .swapsValues: "replicas swap their values"
    case .staysDifferent: "each replica keeps its own value, for ever"
    case .fixedRank: "one node loses every time"
    case .circle: "where one follows another, the order of arrival decides (see `laws`)"
    case .arrivalOrder: "each replica joins in another order"
    case .doubleCount: "with dedupe=off a message that comes twice counts twice"
    case .averaging: "means of means differ from replica to replica"
    case .removalReturns: "what was removed comes back"
    case .growth: "siblings pile up until somebody joins them"
    case .stoppedLink: "nothing comes through any more until a person acts"
    case .drawnApart: "replicas that decide for themselves decide differently"
    case .manyEdits: "many old edits beat a newer one"
    case .deletionWins: "a deletion beats a newer value"
    case .blindComparison: "what is smaller (or larger) is lost, even where it is newer"
    }
  }

  /// A script in which it happens to a strategy; nil: `laws` finds one.
  package func script(_ strategy: String) -> String? {
    guard let story else { return nil }
    let nodes = self == .averaging ? "nodes a b c\ntopology mesh" : "nodes a b\nlink a <-> b"
    return "\(nodes)\n\(story.setup(strategy))\n\(story.body)"
  }

  /// How a script binds the strategy, and what happens then.
  private struct Story {
    var body: String
    var setup: (String) -> String = { "resolve x with \($0)" }

    init(_ body: String, setup: ((String) -> String)? = nil) {
      self.body = body
      if let setup { self.setup = setup }
    }
  }

  private var story: Story? { storyOfClocks ?? storyOfReplicas ?? storyOfValues }

  private var storyOfClocks: Story? {
    switch self {
    case .skewedClock:
      Story(
        "skew b -5s\nput x 1 at a\nsettle\nput x 2 at b    # follows 1\nsettle\n"
          + "expect x = 1 and lost = 1")
    case .slowClock:
      Story(
        "skew b -5s\nput x 1 at a\nput x 2 at b\nsettle\nput x 3 at a    # follows 2\nsettle\n"
          + "expect x = 2")
    case .equalStamps:
      Story(
        "put x 1 at a stamp=5s\nput x 2 at b stamp=5s\nsettle\nexpect not converged x")
    default: nil
    }
  }

  private var storyOfReplicas: Story? {
    switch self {
    case .losesWrites:
      Story("put x 1 at a\nput x 2 at b\nsettle\nexpect converged x and lost = 1")
    case .swapsValues:
      Story("put x 1 at a\nput x 2 at b\nsettle\nexpect x at a = 2 and x at b = 1")
    case .staysDifferent:
      Story("put x 1 at a\nput x 2 at b\nsettle\nexpect x at a = 1 and x at b = 2")
    case .fixedRank:
      Story("repeat 3 { put x $i at a; put x $i at b; settle }\nexpect lost = 3")
    case .stoppedLink:
      Story(
        "put x 1 at a\nput x 2 at b\nput y 3 at a\nsettle\nexpect y at b absent",
        setup: { "resolve * with \($0)" })
    case .drawnApart:
      Story(
        "repeat 8 { put k$i 1 at a; put k$i 2 at b }\nsettle\nexpect not converged",
        setup: { name in
          let isDrawnOnce = StrategyCatalogue.named(name)?.defaults.decided == .once
          return isDrawnOnce
            ? "strategy apart \(name) decided=each\nresolve * with apart"
            : "resolve * with \(name)"
        })
    case .manyEdits:
      Story(
        "put x 1 at a\nsettle\nput x 2 at a\nput x 3 at a\nput x 4 at b    # the newest\nsettle\n"
          + "expect x = 3")
    default: nil
    }
  }

  private var storyOfValues: Story? {
    switch self {
    case .arrivalOrder:
      Story("put x \"B\" at a\nput x \"C\" at b\nsettle\nexpect not converged x")
    case .doubleCount:
      Story(
        "put x 100 at a\nsettle\nput x 110 at a\nput x 120 at b\nduplicate a->b\nsettle\n"
          + "expect x at a = 130 and x at b = 140",
        setup: { "strategy twice \($0) dedupe=off\nresolve x with twice" })
    case .averaging:
      Story(
        "forwarding off\nput x 0 at a\nput x 4 at b\nput x 8 at c\nsettle\n"
          + "expect not converged x")
    case .removalReturns:
      Story(
        "put x [\"eggs\", \"milk\"] at a\nsettle\nput x [\"milk\"] at a    # no eggs\n"
          + "put x [\"eggs\", \"ham\", \"milk\"] at b\nsettle\n"
          + "expect x = [\"eggs\", \"ham\", \"milk\"]")
    case .growth:
      Story("repeat 4 { put x $i at a blind }\nexpect siblings x at a = [1, 2, 3, 4]")
    case .deletionWins:
      Story(
        "put x 1 at a\nsettle\ndelete x at a\nput x 2 at b    # newer\nsettle\nexpect x absent")
    case .blindComparison:
      Story("put x 5 at a\nsettle\nput x 9 at a\nput x 1 at b\nsettle\nexpect lost = 1")
    default: nil
    }
  }
}
