/// A program's command line, as its manual page tells of it.
package struct ProgramDescription: Sendable {
  /// An argument, option or flag.
  package struct Argument: Sendable {
    /// How it is written: `-c, --command`.
    package var names: String
    /// What stands for its value; nil: a flag.
    package var value: String?
    /// What it does, the default included.
    package var words: String

    /// An argument; without names it is one by its place.
    package init(names: String, value: String?, words: String) {
      self.names = names
      self.value = value
      self.words = words
    }
  }

  /// The word that is typed.
  package var name: String
  /// One sentence.
  package var abstract: String
  /// Paragraphs.
  package var discussion: String
  /// In the order of its help.
  package var arguments: [Argument]
  /// What it does beside.
  package var subcommands: [ProgramDescription]

  /// A program or one of its subcommands.
  package init(
    name: String, abstract: String, discussion: String, arguments: [Argument],
    subcommands: [ProgramDescription]
  ) {
    self.name = name
    self.abstract = abstract
    self.discussion = discussion
    self.arguments = arguments
    self.subcommands = subcommands
  }
}
