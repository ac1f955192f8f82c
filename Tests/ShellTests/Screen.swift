/// What a terminal shows after the bytes it was sent: as much of one as libedit makes use of.
///
/// Lines never scroll away and every scalar is one column wide.
struct Screen {
  private(set) var lines: [[Character]] = [[]]
  private var row = 0
  private var column = 0
  private let columns: Int
  private var escape = ""
  private var isEscaping = false

  init(columns: Int) { self.columns = columns }

  /// The lines without the blanks at their ends.
  var text: String {
    lines.map { line in
      String(line.reversed().drop { $0 == " " }.reversed())
    }.joined(separator: "\n")
  }

  mutating func show(_ text: String) {
    for scalar in text.unicodeScalars {
      if isEscaping {
        escape.unicodeScalars.append(scalar)
        if escape != "[", ("@"..."~").contains(scalar) { obey() }
      } else {
        show(scalar)
      }
    }
  }

  private mutating func show(_ scalar: Unicode.Scalar) {
    switch scalar {
    case "\u{1B}": (isEscaping, escape) = (true, "")
    case "\r": column = 0
    case "\n": move(to: row + 1)
    case "\u{8}": column = max(column - 1, 0)
    case "\u{7}": break
    default:
      if column >= columns {
        move(to: row + 1)
        column = 0
      }
      set(column, to: Character(scalar))
      column += 1
    }
  }

  private mutating func move(to target: Int) {
    row = max(target, 0)
    while lines.count <= row { lines.append([]) }
  }

  private mutating func set(_ column: Int, to character: Character) {
    while lines[row].count <= column { lines[row].append(" ") }
    lines[row][column] = character
  }

  private mutating func obey() {
    isEscaping = false
    let count = Int(escape.dropFirst().dropLast()) ?? 0
    switch escape.last {
    case "G": column = max(count, 1) - 1
    case "A": move(to: row - max(count, 1))
    case "B": move(to: row + max(count, 1))
    case "C": column += max(count, 1)
    case "D": column = max(column - max(count, 1), 0)
    case "K": lines[row].removeSubrange(min(column, lines[row].count)...)
    case "J":
      lines[row].removeSubrange(min(column, lines[row].count)...)
      lines.removeSubrange((row + 1)...)
    case "P":
      let end = min(column + max(count, 1), lines[row].count)
      if column < end { lines[row].removeSubrange(column..<end) }
    case "@":
      set(column, to: lines[row].indices.contains(column) ? lines[row][column] : " ")
      lines[row].insert(contentsOf: repeatElement(" ", count: max(count, 1)), at: column)
    default: break
    }
  }
}
