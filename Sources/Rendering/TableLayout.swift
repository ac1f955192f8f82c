import Commands

/// How a table is laid out: every column as wide as its widest cell, two blanks between columns.
struct TableLayout {
  /// The colours of the headings.
  let palette: Palette

  func append(_ table: TableReport, to text: inout [UInt8]) {
    guard !table.rows.isEmpty else {
      text.put(safe: table.empty)
      return text.endLine()
    }
    let widths = widths(of: table)
    palette.begin(.heading, into: &text)
    append(table.columns, widths, to: &text)
    palette.end(into: &text)
    text.endLine()
    for row in table.rows {
      append(row, widths, to: &text)
      text.endLine()
    }
  }

  private func append(_ cells: [String], _ widths: [Int], to text: inout [UInt8]) {
    // Blanks are put before a cell that shows something, so that no line ends in blanks.
    var missing = 0
    for (cell, width) in zip(cells, widths) {
      let shown = shownWidth(cell)
      if shown > 0 {
        text.put(blanks: missing)
        text.put(safe: cell)
        missing = 0
      }
      missing += width - shown + 2
    }
  }

  private func widths(of table: TableReport) -> [Int] {
    var widths = table.columns.map(shownWidth)
    for row in table.rows {
      for (column, cell) in row.enumerated() where column < widths.count {
        widths[column] = max(widths[column], shownWidth(cell))
      }
    }
    return widths
  }

  private func shownWidth(_ cell: String) -> Int {
    if cell.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return cell.utf8.count }
    var shown: [UInt8] = []
    shown.put(safe: cell)
    return DisplayWidth.of(String(decoding: shown, as: UTF8.self))
  }
}
