/// Nothing, in a form that lives in memory only, so that what holds one is looked at where it lies.
///
/// Swift 6.3 copies other values whole to the stack before calling what only reads them, also those
/// that cannot be copied: for a world that is 1.6 KB a call. What holds an existential it passes by
/// its address.
struct Footing: Sendable {
  private let nothing: (any Sendable)? = nil
}
