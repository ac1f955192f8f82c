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

/// The candidate nearest to a mistyped word: at most two edits away, and fewer than it has scalars.
///
/// Of equally near ones the first counts.
package func nearest(to word: String, among candidates: some Sequence<String>) -> String? {
  let limit = min(2, word.unicodeScalars.count - 1)
  var best: (distance: Int, candidate: String)?
  for candidate in candidates where !candidate.isEmpty {
    let distance = editDistance(word, candidate)
    if distance <= limit, distance < best?.distance ?? .max { best = (distance, candidate) }
  }
  return best?.candidate
}

/// "did you mean …?" for a mistyped word, if anything is near.
package func suggestion(for word: String, among candidates: some Sequence<String>) -> String? {
  nearest(to: word, among: candidates).map { "did you mean `\($0)`?" }
}
