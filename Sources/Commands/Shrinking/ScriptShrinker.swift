import Exploration
import ScriptSyntax

/// What came of shrinking a script.
package enum ShrinkOutcome: Sendable {
  /// A script that fails in the same way, and is no larger.
  case shrunk(ShrunkScript)
  /// The script does not fail.
  case held
  /// It does not load.
  case mistakes([Complaint])
  /// The user stopped it before the first run had ended.
  case interrupted
}

/// A smaller script that fails as the first did.
package struct ShrunkScript: Sendable {
  /// Its statements, as `ScriptPrinter` prints them.
  package let statements: [Statement]
  /// How it fails.
  package let failure: ScriptFailure
  /// How many statements the first had, those in blocks counted.
  package let sizeBefore: Int
  /// How many scripts were run.
  package let runs: Int
  /// Whether it is proved that no single statement can go, and no single word of one.
  package let isMinimal: Bool
  /// Whether the user stopped the search.
  package let isInterrupted: Bool

  /// How many statements there are, those in blocks counted.
  package var size: Int { statements.reduce(0) { $0 + $1.extent } }
}

/// How a search for a smaller script is watched and stopped.
package struct ShrinkWatch {
  /// How many candidates may be tried.
  package var limit = 100_000
  /// Whether the user wants to stop.
  package var isStopping: () -> Bool = { false }
  /// Hears how many statements there were, how many are left, and how many scripts were run.
  package var progress: (_ before: Int, _ now: Int, _ runs: Int) -> Void = { _, _, _ in }
  /// Nobody watches.
  package init() {}
}

/// A script and the failure that is to be kept; inlining a variable changes both.
struct Scenario {
  var statements: [Statement]
  var failure: ScriptFailure
}

/// Makes failing scripts small: statements, blocks, nodes, arguments, values.
///
/// Every candidate is printed, loaded and run from its beginning, in a session of its own. The same
/// script and seed give the same result.
package struct ScriptShrinker {
  private var search: ShrinkSearch<Scenario>

  /// The smallest script found that fails as this one does, files it includes read by `options`.
  package static func smallest(
    _ source: SourceText, _ options: SessionOptions, _ watch: ShrinkWatch = ShrinkWatch()
  ) -> ShrinkOutcome {
    var options = options
    options.isInteractive = false
    var interpreter = Interpreter(options)
    let program: Program
    // Mistakes are told with the places of the text as it is, not as it is printed.
    switch interpreter.load(source) {
    case .program(let loaded): program = loaded
    case .complaints(let complaints): return .mistakes(complaints)
    case .incomplete: return .mistakes([])
    }
    let written = seeding(&options) + program.statements.map(\.unanswered)
    let trials = ScriptTrials(options, name: source.name, isStopping: watch.isStopping)
    switch trials.measure(written) {
    case .mistakes(let complaints): return .mistakes(complaints)
    case .held: return .held
    case .stopped: return .interrupted
    case .failed(let failure, let position):
      // What stands behind the failure never ran.
      let start = Scenario(statements: Array(written[...position]), failure: failure)
      let size = program.statements.reduce(0) { $0 + $1.extent }
      return .shrunk(shrink(start, size, trials, IncludeInlining(source, options.files), watch))
    }
  }

  /// A statement of the seed that was asked for, so that the result stands alone.
  private static func seeding(_ options: inout SessionOptions) -> [Statement] {
    guard options.seed != SessionOptions().seed, let seed = Int64(exactly: options.seed) else {
      return []
    }
    options.seed = SessionOptions().seed
    return [Statement(verb: "seed", items: [Item(.literal(.int(seed)))])]
  }

  private static func shrink(
    _ start: Scenario, _ size: Int, _ trials: ScriptTrials, _ includes: IncludeInlining,
    _ watch: ShrinkWatch
  ) -> ShrunkScript {
    var smallest = size
    var shrinker = ScriptShrinker(
      search: ShrinkSearch(
        start, limit: watch.limit, isStopping: watch.isStopping,
        progress: { best, _ in
          smallest = min(smallest, best.extent)
          watch.progress(size, smallest, trials.runs)
        },
        fails: { trials.fails($0.statements, as: $0.failure) }))
    shrinker.inline(includes)
    shrinker.shrink()
    let best = shrinker.search.best
    return ShrunkScript(
      statements: best.statements, failure: trials.failure(of: best), sizeBefore: size,
      runs: trials.runs,
      isMinimal: !shrinker.search.isOver, isInterrupted: watch.isStopping())
  }

  private init(search: ShrinkSearch<Scenario>) { self.search = search }

  // MARK: - Passes

  /// A script that stands alone can be shrunk everywhere; where it does not fail alike, it is left.
  private mutating func inline(_ includes: IncludeInlining) {
    let inlined = includes.inline(search.best.statements)
    if inlined != search.best.statements { _ = attempt(inlined) }
  }

  /// Repeats the passes until none of them finds anything: then every single change was tried on
  /// what is left.
  private mutating func shrink() {
    var before: [Statement]
    repeat {
      before = search.best.statements
      shorten(BlockPath())
      removeNodes()
      reduce(BlockPath())
      inlineVariables()
      if search.best.statements == before { expand() }
    } while search.best.statements != before && !search.isOver
  }

  private mutating func attempt(_ statements: [Statement]) -> Bool {
    var candidate = search.best
    candidate.statements = statements
    return search.attempt(candidate)
  }

  /// Leaves out statements of a block, then of the blocks in it.
  private mutating func shorten(_ path: BlockPath) {
    let base = search.best
    let rest = search.shorten(base.statements.block(at: path)) { block in
      base.replacing(path, with: block)
    }
    for index in rest.indices.reversed() {
      for item in rest[index].items.indices where rest[index].items[item].block != nil {
        guard rest[index].mayChange else { continue }
        shorten(path.entering(index, item))
      }
    }
  }

  /// Takes away one node after the other, with all that names it.
  private mutating func removeNodes() {
    for name in NodeRemoval.names(in: search.best.statements).reversed() {
      for removal in NodeRemoval.all(of: name) {
        let candidate = removal.applied(to: search.best.statements)
        if candidate != search.best.statements, attempt(candidate) { break }
      }
    }
  }

  /// Makes the statements of a block simpler, one after the other, the last first.
  private mutating func reduce(_ path: BlockPath) {
    var index = search.best.statements.block(at: path).count - 1
    while index >= 0, !search.isOver {
      if let added = unwrap(index, path) {
        index += added
        continue
      }
      simplify(index, path)
      index -= 1
    }
  }

  /// Puts the statements of a block in the place of the statement around them; returns how many
  /// more there are then, nil where that does not fail alike.
  private mutating func unwrap(_ index: Int, _ path: BlockPath) -> Int? {
    let block = search.best.statements.block(at: path)
    guard block[index].mayChange else { return nil }
    for inner in Unwrapping.all(of: block[index]) {
      var candidate = block
      candidate.replaceSubrange(index...index, with: inner)
      if attempt(search.best.statements.replacing(path, with: candidate)) {
        return inner.count - 1
      }
    }
    return nil
  }

  private mutating func simplify(_ index: Int, _ path: BlockPath) {
    let base = search.best
    let block = base.statements.block(at: path)
    let simple = search.simplify(block[index], candidates: StatementReduction.all) { statement in
      var candidate = block
      candidate[index] = statement
      return base.replacing(path, with: candidate)
    }
    for item in simple.items.indices where simple.items[item].block != nil {
      if simple.mayChange { reduce(path.entering(index, item)) }
    }
  }

  /// Puts values in the place of variables, and bodies in that of definitions called once.
  private mutating func inlineVariables() {
    var index = search.best.statements.count - 1
    while index >= 0, !search.isOver {
      if let inlined = VariableInlining.inlined(index, in: search.best) {
        _ = search.attempt(inlined)
      }
      index = min(index, search.best.statements.count) - 1
    }
  }
}

// MARK: - What is longer at first

extension ScriptShrinker {
  /// Unrolls a loop, or puts a body in the place of several calls, where that leads to a smaller
  /// script once what is not needed of it has gone.
  private mutating func expand() {
    let before = search.best
    for candidate in Self.expansions(of: before) where !search.isOver {
      guard search.attempt(candidate) else { continue }
      shorten(BlockPath())
      if search.best.isSmaller(than: before) { return }
      search.goBack(to: before)
    }
  }

  private static func expansions(of scenario: Scenario) -> [Scenario] {
    let definitions = scenario.statements.indices.compactMap {
      VariableInlining.inlinedEverywhere($0, in: scenario)
    }
    let loops = paths(in: scenario.statements).compactMap { place -> Scenario? in
      var block = scenario.statements.block(at: place.block)
      guard let turns = Unwrapping.unrolled(block[place.index]) else { return nil }
      block.replaceSubrange(place.index...place.index, with: turns)
      return scenario.replacing(place.block, with: block)
    }
    return (definitions + loops).filter { $0.extent <= extentLimit }
  }

  /// How many statements may be tried to make them fewer.
  private static var extentLimit: Int { 100 }

  /// Where statements with blocks stand, the innermost first; judgements stay as they are.
  private static func paths(
    in statements: [Statement], _ path: BlockPath = BlockPath()
  ) -> [(block: BlockPath, index: Int)] {
    statements.indices.reversed().flatMap { index -> [(block: BlockPath, index: Int)] in
      let statement = statements[index]
      guard statement.mayChange else { return [] }
      let inside = statement.items.indices.flatMap { item in
        statement.items[item].block.map { paths(in: $0, path.entering(index, item)) } ?? []
      }
      return inside + (statement.holdsBlock ? [(path, index)] : [])
    }
  }
}

extension Scenario {
  /// How many statements there are, those of blocks counted.
  fileprivate var extent: Int { statements.reduce(0) { $0 + $1.extent } }

  /// Whether it has fewer statements, or as many in a shorter text.
  fileprivate func isSmaller(than other: Scenario) -> Bool {
    if extent != other.extent { return extent < other.extent }
    return ScriptPrinter.print(statements).utf8.count
      < ScriptPrinter.print(other.statements).utf8.count
  }
}

extension Statement {
  /// Whether it may be simplified: judgements stay as they were written.
  var mayChange: Bool { verb != "expect" }
}

extension Scenario {
  fileprivate func replacing(_ path: BlockPath, with block: [Statement]) -> Scenario {
    var scenario = self
    scenario.statements = statements.replacing(path, with: block)
    return scenario
  }
}

/// The way from the top level to a block.
struct BlockPath {
  private(set) var steps: [(statement: Int, item: Int)] = []

  /// The block in an item of a statement of this one.
  func entering(_ statement: Int, _ item: Int) -> BlockPath {
    var path = self
    path.steps.append((statement, item))
    return path
  }
}

extension [Statement] {
  /// The statements of a block. Precondition: there is such a block.
  fileprivate func block(at path: BlockPath) -> [Statement] {
    path.steps.reduce(self) { $0[$1.statement].items[$1.item].block ?? [] }
  }

  /// The same with other statements in a block.
  fileprivate func replacing(_ path: BlockPath, with block: [Statement]) -> [Statement] {
    replacing(path.steps[...], with: block)
  }

  private func replacing(
    _ steps: ArraySlice<(statement: Int, item: Int)>, with block: [Statement]
  ) -> [Statement] {
    guard let step = steps.first else { return block }
    var statements = self
    let inner = statements[step.statement].items[step.item].block ?? []
    statements[step.statement].items[step.item].kind = .block(
      inner.replacing(steps.dropFirst(), with: block))
    return statements
  }
}
