/// What `parley manual` writes.
package enum ManualFormat: String, Sendable, CaseIterable {
  /// The reference of the language.
  case markdown
  /// The manual page of the program.
  case man
}
