import Commands
import Glibc

/// The first word of a command line where it is neither a script nor what Parley does beside.
package enum MistypedCommand {
  /// What to say about the word; nil: it names a file, or nothing is near.
  package static func complaint(about word: String, among names: [String]) -> String? {
    var status = stat()
    guard !word.utf8.contains(0), word.utf8.first != UInt8(ascii: "-"), stat(word, &status) != 0,
      let near = nearest(to: word, among: names)
    else { return nil }
    return "parley: there is no script `\(Prompt.shown(word))`; did you mean `parley \(near)`?"
  }
}
