/// A part of a whole, from none to all: how likely something happens. Unit: billionths.
package struct Share: Hashable, Comparable, Sendable, BitwiseCopyable {
  /// How many billionths.
  package let billionths: Int64

  /// So many billionths, at least none and at most all.
  package init(billionths: Int64) {
    self.billionths = min(max(billionths, 0), Self.unit)
  }

  /// So many per cent, to seven decimals.
  package init(percent: Double) {
    self.init(billionths: percent > 0 ? Int64((min(percent, 100) * 1e7).rounded()) : 0)
  }

  /// Nothing.
  package static var none: Share { Share(billionths: 0) }
  /// Everything.
  package static var all: Share { Share(billionths: unit) }

  private static var unit: Int64 { 1_000_000_000 }

  /// Whether a draw falls into the share.
  func includes(_ draw: UInt64) -> Bool {
    Chance.below(UInt64(Self.unit), draw) < UInt64(billionths)
  }

  /// Orders shares by size.
  package static func < (lhs: Share, rhs: Share) -> Bool { lhs.billionths < rhs.billionths }
}
