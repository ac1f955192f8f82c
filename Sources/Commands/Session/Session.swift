import Replication
import ScriptSyntax
import Simulation

/// Everything a script works on: the world, the names people gave, and what they defined.
///
/// A value: `fork` is the only copy there is.
package struct Session: ~Copyable {
  /// What exists.
  package var world: World
  /// What happened and was not told yet.
  package var events = EventBuffer(interest: [.all, .history])
  /// What things are called.
  package var names = SessionNames()
  /// Variables, definitions, and where the run is.
  package var environment = Environment()
  /// Every text loaded.
  package var library = SourceLibrary()
  /// How the session is set up; the seed is the world's.
  package var options: SessionOptions
  /// When client statements happen.
  package var pace = Pace()
  /// The last decision about every key at every node.
  package var decisions = DecisionLog()
  /// What a run may still do, and whether one of its judgements failed.
  package var allowance: Allowance
  /// How the session came here, and where else it can go.
  var journey = Journey()

  /// A session in which nothing has happened.
  package init(_ options: SessionOptions = SessionOptions()) {
    self.options = options
    world = World(seed: options.seed)
    allowance = Allowance(statements: options.statementLimit)
  }

  private init(world: consuming World, options: SessionOptions) {
    self.world = world
    self.options = options
    allowance = Allowance(statements: options.statementLimit)
  }

  /// A second session that goes on from this one.
  package borrowing func fork() -> Session {
    var other = Session(world: world.fork(), options: options)
    other.events = events
    other.names = names
    other.environment = environment
    other.library = library
    other.pace = pace
    other.decisions = decisions
    other.allowance = allowance
    other.journey = journey
    return other
  }

  /// Forgets the world and all names of things in it; variables and definitions stay.
  package mutating func reset() {
    world = World(seed: options.seed)
    events = EventBuffer(interest: events.interest)
    names = SessionNames()
    pace = Pace()
    decisions = DecisionLog()
  }
}

/// What things of the world are called, and what statements have said about them by name.
package struct SessionNames: Sendable {
  /// Nodes.
  package var nodes = NodeRoster()
  /// Keys; positions are ids.
  package var keys = NameTable()
  /// Clients; positions are ids.
  package var clients = NameTable()
  /// Registered strategies; positions are ids, and 0 is `siblings`.
  package var strategies = NameTable()
  /// What `resolve` has bound.
  package var bindings = ResolveRules()
  /// What clients are promised; looked up, never iterated.
  var guarantees: [ClientID: Guarantees] = [:]
  /// The keys that a statement has placed; looked up, never iterated.
  var placedKeys: Set<KeyID> = []
  /// What is watched, oldest first.
  var invariants: [Invariant] = []

  /// Nothing but the strategy that every world has.
  package init() { strategies.append(Name("siblings")) }
}

/// When client statements happen.
package struct Pace: Sendable {
  /// How long after the statement before it a client statement happens. Unit: nanoseconds.
  package var interval: Tick = 1_000_000
  /// Whether client statements share one instant (`together`).
  package var isShared = false
  /// The requests of the instant that have not ended, in the order they were issued.
  var joint: [StartedRequest] = []
  /// The requests started with `&` and not joined yet, in the order they were started.
  var started: [StartedRequest] = []

  /// One millisecond.
  package init() {}

  /// Ends the instant that statements share; returns its requests that have not ended.
  mutating func endSharing() -> [StartedRequest] {
    isShared = false
    let requests = joint
    joint = []
    return requests
  }
}

/// What a run may still do.
package struct Allowance: Sendable {
  /// How many statements it may still run, turns of loops and calls included.
  package var statements: Int
  /// How many judgements failed while the script went on.
  package var failures = 0
  /// The last of these judgements.
  var lastFailure = ""
  /// Whether something went wrong that happened, as against what was impossible.
  var hasHappened = false

  /// So many statements.
  package init(statements: Int) { self.statements = statements }
}
