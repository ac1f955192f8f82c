/// What an arriving version finds at a replica, named as databases name it.
///
/// - Source: PostgreSQL 18 and Spock, conflict types; `insert` is a write that follows nothing.
package enum ConflictKind: String, Sendable, CaseIterable, BitwiseCopyable {
  /// An insert finds a row.
  case insertExists = "insert-exists"
  /// An update finds a row that it does not follow (PostgreSQL: update_origin_differs).
  case updateUpdate = "update-update"
  /// An update or insert finds a deletion that it does not follow.
  case updateDelete = "update-delete"
  /// A deletion finds a row that it does not follow (PostgreSQL: delete_origin_differs).
  case deleteUpdate = "delete-update"
  /// As `deleteUpdate`, and the deletion has the older stamp (Spock).
  case deleteExists = "delete-exists"
  /// A deletion finds the row gone, or never there.
  case deleteMissing = "delete-missing"
  /// An update finds nothing of the row that it follows.
  case updateMissing = "update-missing"

  /// Whether it says more than that two versions are concurrent.
  package var isSpecial: Bool { self != .insertExists && self != .updateUpdate }
}
