/// Words that people type where a verb stands, although there is no such verb here.
enum AbsentVerbs {
  /// Verbs of the language that later versions bring, sorted; a line goes when its verb comes.
  static let later = [
    "always", "draw", "explore", "export", "measure", "never",
  ]

  /// What other shells call something that is here.
  private static let synonyms = [
    ("connect", "link"), ("disconnect", "unlink"), ("exit", "quit"), ("kill", "crash"),
    ("node", "nodes"), ("read", "get"), ("set", "put"), ("write", "put"), ("assert", "expect"),
    ("echo", "print"), ("tick", "step"),
  ]

  /// Whether a later version has this verb.
  static func isLater(_ word: String) -> Bool { later.contains { $0.hasSameBytes(as: word) } }

  /// What to type instead of a word that is no verb.
  static func remedy(for word: String, among verbs: [String]) -> String {
    if let synonym = synonyms.first(where: { $0.0.hasSameBytes(as: word) }) {
      return "did you mean `\(synonym.1)`?"
    }
    return suggestion(for: word, among: verbs) ?? "`help` lists the verbs"
  }
}
