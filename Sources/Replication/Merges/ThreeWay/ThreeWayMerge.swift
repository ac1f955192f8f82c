/// Joins two values that were made of a third: what one side left as it was, the other decides.
///
/// Objects are joined member by member. What both sides changed to different values clashes; so
/// does what both added where the third has nothing.
/// - Source: Irmin's `Merge.default`, `Merge.counter` and `Merge.alist`.
package struct ThreeWayMerge: Hashable, Sendable {
  /// What happens to integers that both sides changed.
  package enum Numbers: String, Sendable, CaseIterable {
    /// They clash.
    case conflict
    /// Both changes count: ours + theirs - base.
    case sum
  }

  /// What happens to one member of the outermost object, whatever its values.
  package enum Rule: String, Sendable, CaseIterable {
    /// Our side's value, or absence.
    case ours
    /// Their side's value, or absence.
    case theirs
    /// It goes.
    case drop
  }

  /// A member by its key, with its own rule.
  package struct Field: Hashable, Sendable {
    /// The key.
    package var key: String
    /// The rule.
    package var rule: Rule

    /// A rule for a key.
    package init(_ key: String, _ rule: Rule) {
      self.key = key
      self.rule = rule
    }
  }

  /// Where the sides disagree; nil stands for no value.
  package struct Clash: Hashable, Sendable {
    /// The keys that lead there from the outermost object.
    package var path: [String]
    /// What both were made of.
    package var base: Value?
    /// One side.
    package var ours: Value?
    /// The other side.
    package var theirs: Value?
  }

  /// What comes out.
  package enum Outcome: Hashable, Sendable {
    /// One value; nil: none, both agree that it is gone.
    case merged(Value?)
    /// No value: the sides disagree in these places, in order of keys.
    case conflict([Clash])
  }

  /// What both sides were made of.
  package enum Base: Hashable, Sendable {
    /// A value, or nothing there.
    case known(Value?)
    /// Nobody knows.
    case unknown
  }

  /// What happens to integers.
  package var numbers = Numbers.conflict
  /// Members with rules of their own.
  package var fields: [Field] = []

  /// These rules.
  package init(numbers: Numbers = .conflict, fields: [Field] = []) {
    self.numbers = numbers
    self.fields = fields
  }

  /// Joins two sides; with no base known, only sides that are equal.
  package func merge(_ base: Base, _ ours: Value?, _ theirs: Value?) -> Outcome {
    if ours == theirs { return .merged(ours) }
    guard case .known(let base) = base else {
      return .conflict([Clash(path: [], base: nil, ours: ours, theirs: theirs)])
    }
    var clashes: [Clash] = []
    let merged = merge(base, ours, theirs, at: [], &clashes)
    return clashes.isEmpty ? .merged(merged) : .conflict(clashes)
  }

  private func merge(
    _ base: Value?, _ ours: Value?, _ theirs: Value?, at path: [String], _ clashes: inout [Clash]
  ) -> Value? {
    if let field = fields.first(where: { path.count == 1 && path[0].hasSameBytes(as: $0.key) }) {
      return field.rule.choose(ours, theirs)
    }
    switch (base, ours, theirs) {
    case (.object(let base), .object(let ours), .object(let theirs)):
      return .object(merge(base, ours, theirs, at: path, &clashes))
    case _ where ours == theirs: return ours
    case _ where base == ours: return theirs
    case _ where base == theirs: return ours
    case (.int(let base), .int(let ours), .int(let theirs)) where numbers == .sum:
      if let sum = Self.sum(base, ours, theirs) { return .int(sum) }
    default: break
    }
    clashes.append(Clash(path: path, base: base, ours: ours, theirs: theirs))
    return nil
  }

  private func merge(
    _ base: [Value.Member], _ ours: [Value.Member], _ theirs: [Value.Member], at path: [String],
    _ clashes: inout [Clash]
  ) -> [Value.Member] {
    var rest = (base[...], ours[...], theirs[...])
    var result: [Value.Member] = []
    while let key = Self.least(rest.0.first, rest.1.first, rest.2.first) {
      let values = (rest.0.take(key), rest.1.take(key), rest.2.take(key))
      if let value = merge(values.0, values.1, values.2, at: path + [key], &clashes) {
        result.append(Value.Member(key: key, value: value))
      }
    }
    return result
  }

  /// The first key in the order of members.
  private static func least(_ members: Value.Member?...) -> String? {
    members.compactMap { $0?.key }.min { $0.byteOrder(to: $1) == .smaller }
  }

  /// ours + theirs - base, where that is an integer there is.
  private static func sum(_ base: Int64, _ ours: Int64, _ theirs: Int64) -> Int64? {
    Int64(exactly: Int128(ours) + Int128(theirs) - Int128(base))
  }
}

extension ThreeWayMerge.Rule {
  fileprivate func choose(_ ours: Value?, _ theirs: Value?) -> Value? {
    switch self {
    case .ours: ours
    case .theirs: theirs
    case .drop: nil
    }
  }
}

extension ArraySlice<Value.Member> {
  /// Takes the first member's value, if that is its key.
  fileprivate mutating func take(_ key: String) -> Value? {
    guard let first, first.key.hasSameBytes(as: key) else { return nil }
    removeFirst()
    return first.value
  }
}
