/// The dense name of an interned value: equal values have equal ids, and only they.
///
/// Small integers are their own name (no table needed); everything else is a position in a
/// `ValueTable`.
public struct ValueID: Hashable, Sendable, BitwiseCopyable {
  /// Bit 31 set: the other bits are an integer, biased by 2^30. Clear: a position in the table.
  public let rawValue: UInt32

  /// Names the value at `position` of its table.
  @inlinable
  public init(position: UInt32) { rawValue = position }

  /// Names a small integer directly, or nil where it does not fit (−2^30 ..< 2^30).
  @inlinable
  public init?(integer: Int64) {
    guard integer >= -(1 << 30), integer < 1 << 30 else { return nil }
    rawValue = UInt32(truncatingIfNeeded: integer + (1 << 30)) | 1 << 31
  }

  /// The integer this id stands for, if it stands for one itself.
  @inlinable
  public var integer: Int64? {
    rawValue >> 31 == 1 ? Int64(rawValue & 0x7FFF_FFFF) - (1 << 30) : nil
  }

  /// A deletion: the version is there, the value is not. Position 0 of every table.
  @inlinable
  public static var tombstone: ValueID { ValueID(position: 0) }
}
