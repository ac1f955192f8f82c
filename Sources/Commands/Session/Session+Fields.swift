import Replication
import ScriptSyntax
import Simulation

/// A key where it is looked at: the key itself, or a field of the map that another key holds.
package struct KeyPlace: Sendable {
  /// The whole word as a key.
  let key: Mention
  /// The key before the first `/`; nil: there is none, or the word is quoted.
  private(set) var map: Mention?
  /// The fields behind it, outermost first.
  private(set) var path: [String] = []

  /// A key, as it was written; without quotes a `/` may lead into a map.
  init(_ key: Mention, isQuoted: Bool) {
    self.key = key
    let steps = key.name.text.split(separator: "/", omittingEmptySubsequences: false)
    guard !isQuoted, steps.count > 1, steps.allSatisfy({ !$0.isEmpty }) else { return }
    map = Mention(Name(String(steps[0])), at: key.span)
    path = steps.dropFirst().map(String.init)
  }
}

extension ArgumentReader {
  /// A key, or a field of a map: `profile/tags`.
  mutating func keyPlace() throws(Diagnostic) -> KeyPlace {
    let isQuoted = next?.plainWord == nil
    return KeyPlace(try key(), isQuoted: isQuoted)
  }
}

extension Session {
  /// The map that a place leads into, and its fields there; nil: the place is a key of its own.
  func field(_ place: KeyPlace) -> (key: KeyID, path: [String])? {
    guard let map = place.map, let position = names.keys[map.name] else { return nil }
    let key = KeyID(Int32(position))
    guard world.merge(of: key)?.name.hasSameText(as: "or-map") == true else { return nil }
    return (key, place.path)
  }

  /// The key of a place that something has used, and the fields that lead into its map.
  func known(_ place: KeyPlace) throws(Halt) -> (key: KeyID, path: [String]) {
    if let field = field(place) { return field }
    if names.keys[place.key.name] == nil, let map = place.map, names.keys[map.name] != nil {
      let name = map.name.text.shortened
      throw refusal(
        .unknownKey, "`\(name)` has no fields: it is no or-map", at: place.key.span,
        remedy: "ask about `\(name)`, or `resolve \(name) with or-map` before it is written")
    }
    return (try knownKey(place.key), [])
  }

  /// The same for a statement that uses the place: a key comes into being by being named.
  mutating func used(_ place: KeyPlace) throws(Halt) -> (key: KeyID, path: [String]) {
    if let field = field(place) { return field }
    return (try key(place.key), [])
  }

  /// What a node shows at a place.
  func values(of key: KeyID, _ path: [String], at node: NodeID) -> [Value] {
    values(of: key, at: node).fields(path)
  }

  /// A place as it is written.
  func text(_ key: KeyID, _ path: [String]) -> String {
    path.isEmpty ? text(key) : ([text(key)] + path).joined(separator: "/")
  }
}

extension [Value] {
  /// What stands in a field of one map; nothing where there is no such field.
  func fields(_ path: [String]) -> [Value] {
    guard !path.isEmpty else { return self }
    guard count == 1 else { return [] }
    var value = self[0]
    for step in path {
      guard case .object(let members) = value, let field = members.field(step) else { return [] }
      value = field
    }
    return [value]
  }
}

extension [Value.Member] {
  /// The value of a field by its name, with or without its type: `tags`, `tags:rw-set`.
  fileprivate func field(_ step: String) -> Value? {
    if let member = first(where: { $0.key.hasSameBytes(as: step) }) { return member.value }
    guard let colon = step.utf8.lastIndex(of: UInt8(ascii: ":")),
      MergeCatalogue.named(String(step[step.utf8.index(after: colon)...])) != nil
    else { return nil }
    let name = String(step[..<colon])
    return first { $0.key.hasSameBytes(as: name) }?.value
  }
}
