/// Names with their positions, in order of their coming.
package struct NameTable: Sendable {
  /// The names by position.
  package private(set) var names: [Name] = []
  /// Looked up, never iterated.
  private var positions: [Name: Int] = [:]

  /// No names.
  package init() {}

  /// How many positions there are.
  package var count: Int { names.count }

  /// The position of a name, if it has one.
  package subscript(name: Name) -> Int? { positions[name] }

  /// The name at a position, `?` where there is none.
  package func text(_ position: Int) -> String {
    names.indices.contains(position) ? names[position].text : "?"
  }

  /// Gives a name the next position; an older holder of the name is no longer found by it.
  @discardableResult
  package mutating func append(_ name: Name) -> Int {
    positions[name] = names.count
    names.append(name)
    return names.count - 1
  }

  /// Lets a name be found no longer; its position stays taken.
  package mutating func forget(_ name: Name) { positions[name] = nil }
}
