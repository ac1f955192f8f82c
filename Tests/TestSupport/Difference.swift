import Rendering

/// Two texts, line by line: what one has and the other lacks.
package enum Difference {
  /// The differing lines with some around them, labelled; empty when the texts are equal.
  ///
  /// `-` marks lines of the first only, `+` lines of the second only.
  package static func between(
    _ first: String, _ second: String, named firstName: String, _ secondName: String
  ) -> String {
    guard !first.utf8.elementsEqual(second.utf8) else { return "" }
    let difference = LineDifference(first.lines, second.lines, names: (firstName, secondName))
    var text: [UInt8] = []
    DifferenceLayout().append(difference, to: &text)
    return String(decoding: text, as: UTF8.self)
  }
}
