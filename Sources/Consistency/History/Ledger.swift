/// An account that grows at its end, and whose copies share what they have in common.
///
/// Shape: pages of 1,024 elements, all but the last one full. A copy that goes its own way copies
/// the pages that it writes to, and the list of pages; an array would copy everything at the first
/// write.
public struct Ledger<Element: Sendable>: Sendable {
  @usableFromInline var pages: [[Element]] = []
  @usableFromInline var size = 0

  @usableFromInline static var pageSize: Int {
    @inline(__always) get { 1024 }
  }

  /// Nothing.
  public init() {}

  /// These, in this order.
  public init(_ elements: some Sequence<Element>) {
    for element in elements { append(element) }
  }

  /// Adds one at the end.
  @inlinable
  public mutating func append(_ element: Element) {
    if size % Self.pageSize == 0 { pages.append([]) }
    pages[pages.count - 1].append(element)
    size += 1
  }

  /// Adds these at the end, in this order.
  public mutating func append(contentsOf elements: some Sequence<Element>) {
    for element in elements { append(element) }
  }
}

extension Ledger: RandomAccessCollection, MutableCollection {
  /// 0.
  @inlinable public var startIndex: Int { 0 }

  /// How many elements there are.
  @inlinable public var endIndex: Int { size }

  /// How many elements there are.
  @inlinable public var count: Int { size }

  /// The element at a position.
  @inlinable
  public subscript(position: Int) -> Element {
    get { pages[position / Self.pageSize][position % Self.pageSize] }
    set { pages[position / Self.pageSize][position % Self.pageSize] = newValue }
  }
}
