/// Looks for a smaller thing that still fails, by trying candidates one after the other.
///
/// Greedy and deterministic: a candidate that fails becomes the best at once. It knows nothing of
/// what it shrinks but lists of parts, and how to put a list back. When it is over, by its limit or
/// by the user's wish, every further candidate counts as one that does not fail.
package struct ShrinkSearch<Subject> {
  /// The smallest that is known to fail.
  package private(set) var best: Subject
  /// How many candidates were tried.
  package private(set) var trials = 0
  /// Whether it has ended before all candidates were tried.
  package private(set) var isOver = false

  private let limit: Int
  private let fails: (Subject) -> Bool
  private let isStopping: () -> Bool
  private let progress: (Subject, Int) -> Void

  /// A search from something that fails.
  ///
  /// - Parameters:
  ///   - limit: how many candidates may be tried.
  ///   - isStopping: whether the user wants to stop; asked before each.
  ///   - progress: hears the best and the number of trials after each.
  ///   - fails: whether a candidate fails as the first did.
  package init(
    _ subject: Subject, limit: Int = .max, isStopping: @escaping () -> Bool = { false },
    progress: @escaping (Subject, Int) -> Void = { _, _ in },
    fails: @escaping (Subject) -> Bool
  ) {
    best = subject
    self.limit = limit
    self.isStopping = isStopping
    self.progress = progress
    self.fails = fails
  }

  /// Tries a candidate; true: it fails too, and is the best now.
  package mutating func attempt(_ candidate: Subject) -> Bool {
    if isOver || trials >= limit || isStopping() {
      isOver = true
      return false
    }
    trials += 1
    let isSmaller = fails(candidate)
    // A candidate during which the user said stop was not judged to its end.
    if isSmaller, isStopping() {
      isOver = true
      return false
    }
    if isSmaller { best = candidate }
    progress(best, trials)
    return isSmaller
  }

  /// Makes what failed before the best again: what was tried since did not lead to a smaller one.
  package mutating func goBack(to subject: Subject) { best = subject }

  /// Leaves out parts of a list of the best, until no single one can go; returns what is left.
  ///
  /// Runs of half the list are left out first, then of a quarter and so on: the complements of
  /// delta debugging. Unless it is over, the result is 1-minimal.
  /// - Parameter rebuild: the best with this list in the place of the first.
  /// - Complexity: O(n²) trials at worst, O(m log n) where m parts stay.
  /// - Source: Zeller and Hildebrandt 2002, "Simplifying and Isolating Failure-Inducing Input".
  package mutating func shorten<Part>(
    _ list: [Part], rebuild: ([Part]) -> Subject
  ) -> [Part] {
    var list = list
    var size = max(list.count / 2, 1)
    while !list.isEmpty, !isOver {
      let before = list.count
      leaveOut(runsOf: size, from: &list, rebuild)
      if size == 1, list.count == before { break }
      size = min(max(size / 2, 1), max(list.count / 2, 1))
    }
    return list
  }

  /// Tries to leave out each run of so many parts, the last first: what comes late needs what came
  /// before it, seldom the other way round.
  private mutating func leaveOut<Part>(
    runsOf size: Int, from list: inout [Part], _ rebuild: ([Part]) -> Subject
  ) {
    var end = list.count
    while end > 0, !isOver {
      let start = max(end - size, 0)
      var shorter = list
      shorter.removeSubrange(start..<end)
      if attempt(rebuild(shorter)) { list = shorter }
      end = start
    }
  }

  /// Puts smaller parts in the place of one part of the best, until none fails; returns the last.
  ///
  /// - Parameters:
  ///   - candidates: smaller parts in the order they are tried; must lead to an end.
  ///   - rebuild: the best with this part in the place of the first.
  package mutating func simplify<Part>(
    _ part: Part, candidates: (Part) -> [Part], rebuild: (Part) -> Subject
  ) -> Part {
    var part = part
    while !isOver, let smaller = candidates(part).first(where: { attempt(rebuild($0)) }) {
      part = smaller
    }
    return part
  }
}
