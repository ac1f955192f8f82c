import Commands
import Replication

/// How a complaint is laid out: place, message, source line, caret, remedy, the way there.
struct DiagnosticLayout {
  /// The colours.
  let palette: Palette

  /// How much of a long line is shown. Unit: scalars.
  private static let window = 160

  func append(_ complaint: Complaint, to text: inout [UInt8]) {
    append(complaint.place, to: &text)
    palette.begin(.error, into: &text)
    text.put("error[")
    text.put(safe: complaint.code)
    text.put("]")
    palette.end(into: &text)
    text.put(": ")
    text.put(safe: complaint.message)
    text.endLine()
    appendSource(complaint.place, to: &text)
    if let remedy = complaint.remedy {
      palette.begin(.remedy, into: &text)
      text.put("help")
      palette.end(into: &text)
      text.put(": ")
      text.put(safe: remedy)
      text.endLine()
    }
    appendTrail(complaint.place, to: &text)
  }

  /// Appends `file:line:column: `, as editors and build servers find it; line 0 is the whole file.
  func append(_ place: Place, to text: inout [UInt8]) {
    text.put(safe: place.file)
    if place.line > 0 {
      text.put(":")
      text.put(decimal: Int64(place.line))
      text.put(":")
      text.put(decimal: Int64(place.column))
    }
    text.put(": ")
  }

  /// Appends the statements that led to a place, one a line.
  func appendTrail(_ place: Place, to text: inout [UInt8]) {
    for step in place.trail {
      text.put("  ")
      text.put(safe: step)
      text.endLine()
    }
  }

  private func appendSource(_ place: Place, to text: inout [UInt8]) {
    guard !place.source.isEmpty else { return }
    let line = visible(place)
    text.put("  ")
    text.append(contentsOf: line.source)
    text.endLine()
    text.put("  ")
    text.append(contentsOf: line.blanks)
    palette.begin(.caret, into: &text)
    text.put("^")
    for _ in 1..<max(line.width, 1) { text.put("~") }
    palette.end(into: &text)
    text.endLine()
  }

  /// The source line as it is shown, what stands under it before the caret, the caret's columns.
  private func visible(_ place: Place) -> (source: [UInt8], blanks: [UInt8], width: Int) {
    let column = min(max(place.column, 1) - 1, place.source.unicodeScalars.count)
    let start = column < DiagnosticLayout.window * 3 / 4 ? 0 : column - DiagnosticLayout.window / 2
    let end = start + DiagnosticLayout.window
    let marked = column..<(column + min(max(place.width, 1), DiagnosticLayout.window))
    var source: [UInt8] = []
    var blanks: [UInt8] = []
    var width = 0
    if start > 0 {
      source.put("...")
      blanks.put("   ")
    }
    for (index, scalar) in place.source.unicodeScalars.enumerated() where index >= start {
      if index >= end {
        source.put("...")
        break
      }
      source.put(safe: String(scalar))
      let columns = scalar == "\t" ? 1 : columns(of: scalar)
      if index < column {
        scalar == "\t" ? blanks.put("\t") : blanks.put(blanks: columns)
      } else if marked.contains(index) {
        width += columns
      }
    }
    return (source, blanks, width)
  }

  /// Escapes are six columns wide.
  private func columns(of scalar: Unicode.Scalar) -> Int {
    scalar.mustBeEscaped ? 6 : DisplayWidth.of(scalar)
  }
}
