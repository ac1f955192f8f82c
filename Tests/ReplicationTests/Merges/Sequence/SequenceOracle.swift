import Causality
import Replication

/// The definition of a replicated growable array, evaluated over everything that was ever done.
///
/// Elements form a tree by the element each was inserted behind; the sequence is that tree read
/// depth first, the children of one element by descending stamp.
struct SequenceOracle {
  struct Insertion: Hashable {
    var id: ElementID
    var parent: ElementID?
    var character: Unicode.Scalar
  }

  var inserted: Set<Insertion> = []
  var erased: Set<ElementID> = []

  var visible: [Insertion] {
    below(nil).filter { !erased.contains($0.id) }
  }

  var text: String {
    var text = String.UnicodeScalarView()
    text.append(contentsOf: visible.map(\.character))
    return String(text)
  }

  mutating func insert(_ text: String, at position: Int, by author: Author, notBefore: Int64) {
    var parent = position == 0 ? nil : visible[position - 1].id
    var stamp = max(notBefore, (inserted.map(\.id.stamp).max() ?? 0) + 1)
    for character in text.unicodeScalars {
      let id = ElementID(stamp, author)
      inserted.insert(Insertion(id: id, parent: parent, character: character))
      parent = id
      stamp += 1
    }
  }

  mutating func erase(_ length: Int, at position: Int) {
    for element in visible[position..<position + length] { erased.insert(element.id) }
  }

  mutating func merge(_ other: SequenceOracle) {
    inserted.formUnion(other.inserted)
    erased.formUnion(other.erased)
  }

  private func below(_ parent: ElementID?) -> [Insertion] {
    let children = inserted.filter { $0.parent == parent }.sorted {
      ($1.id.stamp, $0.id.author) < ($0.id.stamp, $1.id.author)
    }
    return children.flatMap { [$0] + below($0.id) }
  }
}
