/// Two texts, line by line: what one has and the other lacks.
package struct LineDifference: Sendable {
  /// What the texts are called: `expected`, `actual`.
  package var names: (old: String, new: String)
  /// The lines of the first text.
  package var old: [String]
  /// The lines of the second text.
  package var new: [String]
  /// How they correspond.
  package var alignment: LineAlignment
  /// Where the first old line stands, as later hunks name their places; nil: nowhere in a file.
  package var origin: (file: String, line: Int)?

  /// A difference; without an alignment lines correspond where they are equal byte for byte.
  package init(
    _ old: [String], _ new: [String], names: (old: String, new: String),
    alignment: LineAlignment? = nil, origin: (file: String, line: Int)? = nil
  ) {
    self.names = names
    self.old = old
    self.new = new
    self.alignment =
      alignment
      ?? LineAlignment(old: old.count, new: new.count) {
        old[$0].utf8.elementsEqual(new[$1].utf8)
      }
    self.origin = origin
  }
}

/// How a difference is laid out: labels, and the lines that differ with some around them.
package struct DifferenceLayout {
  /// The colours.
  let palette: Palette

  /// How many equal lines are shown on either side of a change.
  private static let margin = 3
  /// How many lines are shown at most.
  private static let limit = 200

  /// A layout in these colours.
  package init(palette: Palette = .plain) { self.palette = palette }

  /// Appends the difference: ` ` before equal lines, `-` before old ones, `+` before new ones.
  package func append(_ difference: LineDifference, to text: inout [UInt8]) {
    appendLine("--- ", difference.names.old, .failure, to: &text)
    appendLine("+++ ", difference.names.new, .remedy, to: &text)
    let steps = difference.alignment.steps
    var shown = 0
    var end = 0
    for hunk in DifferenceLayout.hunks(of: steps) {
      if shown >= DifferenceLayout.limit { break }
      if hunk.lowerBound > end { appendPlace(of: hunk, in: difference, to: &text) }
      let cut = hunk.prefix(DifferenceLayout.limit - shown)
      append(steps[cut], of: difference, to: &text)
      shown += cut.count
      end = hunk.upperBound
    }
    let left = steps[min(shown, steps.count)...].count { $0.isChange }
    if shown >= DifferenceLayout.limit, left > 0 {
      text.put("... and more; the texts have ")
      text.put(decimal: Int64(difference.old.count))
      text.put(" and ")
      text.put(decimal: Int64(difference.new.count))
      text.put(" lines")
      text.endLine()
    }
  }

  /// The stretches of steps around changes, merged where they touch.
  private static func hunks(of steps: [LineAlignment.Step]) -> [Range<Int>] {
    var hunks: [Range<Int>] = []
    for at in steps.indices where steps[at].isChange {
      let end = min(at + margin + 1, steps.count)
      if let last = hunks.last, at - margin <= last.upperBound {
        hunks[hunks.count - 1] = last.lowerBound..<end
      } else {
        hunks.append(max(at - margin, 0)..<end)
      }
    }
    return hunks
  }

  private func appendPlace(
    of hunk: Range<Int>, in difference: LineDifference, to text: inout [UInt8]
  ) {
    palette.begin(.faint, into: &text)
    text.put("@@")
    let old = difference.alignment.steps[hunk].lazy.compactMap(\.old).first
    if let origin = difference.origin, let old {
      text.put(" ")
      text.put(safe: origin.file)
      text.put(":")
      text.put(decimal: Int64(origin.line + old))
    }
    palette.end(into: &text)
    text.endLine()
  }

  /// Appends steps; of lines that changed together, the old ones stand first.
  private func append(
    _ steps: ArraySlice<LineAlignment.Step>, of difference: LineDifference,
    to text: inout [UInt8]
  ) {
    var later: [Int] = []
    for step in steps {
      if !step.isChange { appendNew(&later, of: difference, to: &text) }
      switch step {
      case .kept(_, let new): appendLine(" ", difference.new[new], nil, to: &text)
      case .gap(let old, _): appendLine(" ", difference.old[old], .faint, to: &text)
      case .removed(let old): appendLine("-", difference.old[old], .failure, to: &text)
      case .added(let new): later.append(new)
      case .changed(let old, let new):
        appendLine("-", difference.old[old], .failure, to: &text)
        later.append(new)
      }
    }
    appendNew(&later, of: difference, to: &text)
  }

  private func appendNew(
    _ lines: inout [Int], of difference: LineDifference, to text: inout [UInt8]
  ) {
    for line in lines { appendLine("+", difference.new[line], .remedy, to: &text) }
    lines.removeAll()
  }

  private func appendLine(
    _ mark: String, _ words: String, _ role: Palette.Role?, to text: inout [UInt8]
  ) {
    if let role { palette.begin(role, into: &text) }
    text.put(mark)
    text.put(safe: words)
    if role != nil { palette.end(into: &text) }
    text.endLine()
  }
}

extension LineAlignment.Step {
  /// The old line this is about, if any.
  fileprivate var old: Int? {
    switch self {
    case .kept(let old, _), .changed(let old, _), .removed(let old), .gap(let old, _): old
    case .added: nil
    }
  }
}
