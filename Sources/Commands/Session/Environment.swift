import Replication
import ScriptSyntax

/// What loaded texts have declared at the top level: known to all that are loaded later.
package struct KnownNames: Sendable {
  /// The verbs that scripts defined.
  var definitions = DefinitionTable()
  /// The predicates that scripts named, oldest first.
  var predicates: [NamedPredicate] = []
  /// The variables that `let` defines.
  var variables: [Name] = []
}

/// What scripts have named for themselves: variables and definitions, and how the run came here.
///
/// Scopes: `let` at the top level lives on; inside a block it ends with the block. A definition's
/// body sees its parameters and the top level, not the variables of its caller.
package struct Environment: Sendable {
  /// A variable with its value.
  struct Variable: Sendable {
    let name: Name
    var value: Fragment
  }

  /// A name that a script gave to a block or to code, with the identity of that.
  struct Declaration: Sendable {
    let name: Name
    var digest: UInt64
  }

  /// A step on the way to the statement that runs.
  enum Step: Sendable {
    case include(String, SourceSpan)
    case turn(Int, SourceSpan)
    case each(Name, Fragment, SourceSpan)
    case call(String, SourceSpan)
    case section(String, SourceSpan)
  }

  /// What texts loaded so far have declared. A text that moves to another point on its way finds
  /// there what was known then, so what it declares is made known again when it runs.
  var known = KnownNames()
  /// The definitions and predicates whose statements ran, in order of their names' first use.
  private(set) var declared: [Declaration] = []
  /// The variables of the top level.
  private(set) var globals: [Variable] = []
  /// The variables of the blocks around the statement that runs, innermost last.
  private(set) var locals: [Variable] = []
  /// The way here, outermost first.
  private(set) var trail: [Step] = []
  /// How many blocks are around the statement that runs.
  private var depth = 0

  /// Nothing named.
  package init() {}

  /// The value of a variable, the innermost of its name.
  func value(of name: Name) -> Fragment? {
    locals.last { $0.name == name }?.value ?? globals.last { $0.name == name }?.value
  }

  /// The names of all variables that can be seen.
  var variableNames: [String] { (globals + locals).map(\.name.text) }

  /// Defines a variable where the run stands: of the top level, or until the end of the block.
  mutating func set(_ name: Name, to value: Fragment) {
    if depth == 0 { setGlobal(name, to: value) } else { setLocal(name, to: value) }
  }

  private mutating func setGlobal(_ name: Name, to value: Fragment) {
    if let index = globals.firstIndex(where: { $0.name == name }) {
      globals[index].value = value
    } else {
      globals.append(Variable(name: name, value: value))
      if !known.variables.contains(name) { known.variables.append(name) }
    }
  }

  /// Notes that a verb was defined, or defined anew.
  mutating func declare(_ definition: Definition) {
    known.definitions.insert(definition)
    declare(definition.name.name, definition.digest)
  }

  /// Notes that a name was declared, or declared anew.
  private mutating func declare(_ name: Name, _ digest: UInt64) {
    if let index = declared.firstIndex(where: { $0.name == name }) {
      declared[index].digest = digest
    } else {
      declared.append(Declaration(name: name, digest: digest))
    }
  }

  /// Notes that a predicate was declared.
  mutating func declare(_ predicate: NamedPredicate) {
    known.declare(predicate)
    var hash = ContentHash()
    hash.include(predicate.predicate.code)
    declare(predicate.name.name, hash.state)
  }

  /// Defines a variable until the scope ends.
  mutating func setLocal(_ name: Name, to value: Fragment) {
    locals.append(Variable(name: name, value: value))
  }

  /// A point to come back to.
  struct Mark: Sendable {
    fileprivate let locals: Int
    fileprivate let trail: Int
    fileprivate let depth: Int
  }

  /// Where the environment stands now.
  var mark: Mark { Mark(locals: locals.count, trail: trail.count, depth: depth) }

  /// Ends the scopes begun since the mark.
  mutating func restore(_ mark: Mark) {
    locals.removeSubrange(min(mark.locals, locals.count)...)
    trail.removeSubrange(min(mark.trail, trail.count)...)
    depth = mark.depth
  }

  /// Whether the statement that runs stands in no block, call or included file.
  var isAtTop: Bool { depth == 0 && trail.isEmpty }

  /// Whether a variable defined here lives on.
  var isOutsideOfBlocks: Bool { depth == 0 }

  /// How deep blocks and calls may nest while a script runs.
  static var depthLimit: Int { 512 }

  /// Begins a block, unless that is too deep; `restore` ends it.
  mutating func enterBlock() -> Bool {
    depth += 1
    return depth <= Environment.depthLimit
  }

  /// Ends the last step; the variables stay.
  mutating func leave() { _ = trail.popLast() }

  /// Notes a step on the way.
  mutating func enter(_ step: Step) { trail.append(step) }

  /// Swaps the variables that can be seen beside those of the top level.
  mutating func exchangeLocals(_ others: [Variable]) -> [Variable] {
    let mine = locals
    locals = others
    return mine
  }

  /// The way here in words, innermost first.
  func describeTrail(_ library: SourceLibrary) -> [String] {
    trail.reversed().map { step in
      switch step {
      case .include(let name, let span): "in include \"\(name)\" at \(library.site(of: span))"
      case .turn(let turn, let span): "in repeat at \(library.site(of: span)), turn \(turn)"
      case .each(let name, let value, let span):
        "in for at \(library.site(of: span)), \(name.text) = \(value.shown.shortened)"
      case .section(let name, let span): "in section \"\(name)\" at \(library.site(of: span))"
      case .call(let name, let span): "in \(name) called at \(library.site(of: span))"
      }
    }
  }
}
