/// How many single-scalar insertions, deletions and replacements make one word the other.
///
/// - Source: Levenshtein 1965. Complexity: product of the lengths; words above 64 scalars are cut.
package func editDistance(_ lhs: String, _ rhs: String) -> Int {
  let left = lhs.unicodeScalars.prefix(64)
  let right = Array(rhs.unicodeScalars.prefix(64))
  var row = Array(0...right.count)
  for (index, scalar) in left.enumerated() {
    var diagonal = row[0]
    row[0] = index + 1
    for column in 0..<right.count {
      let cost = scalar == right[column] ? 0 : 1
      let cheapest = min(row[column + 1] + 1, row[column] + 1, diagonal + cost)
      diagonal = row[column + 1]
      row[column + 1] = cheapest
    }
  }
  return row[right.count]
}

/// The candidate nearest to a mistyped word: at most two edits away, of short words one.
///
/// Two scalars that changed places count as one edit where the words are short. Of equally near
/// ones the first counts.
package func nearest(to word: String, among candidates: some Sequence<String>) -> String? {
  let length = word.unicodeScalars.count
  let limit = length < 2 ? 0 : length < 5 ? 1 : 2
  var best: (distance: Int, candidate: String)?
  for candidate in candidates where !candidate.isEmpty {
    let isSwapped = limit == 1 && isTransposition(word, candidate)
    let distance = isSwapped ? 1 : editDistance(word, candidate)
    if distance <= limit, distance < best?.distance ?? .max { best = (distance, candidate) }
  }
  return best?.candidate
}

/// Whether two neighbours that change places make one word the other.
private func isTransposition(_ lhs: String, _ rhs: String) -> Bool {
  var left = Array(lhs.unicodeScalars)
  let right = Array(rhs.unicodeScalars)
  guard left.count == right.count,
    let first = left.indices.first(where: { left[$0] != right[$0] }), first + 1 < left.count
  else { return false }
  left.swapAt(first, first + 1)
  return left == right
}

/// "did you mean …?" for a mistyped word, if anything is near.
package func suggestion(for word: String, among candidates: some Sequence<String>) -> String? {
  nearest(to: word, among: candidates).map { "did you mean `\($0)`?" }
}
