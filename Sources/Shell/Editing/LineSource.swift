/// What asking for a line brought.
enum LineInput {
  /// A line, or several that were pasted together, without the last line end.
  case line([UInt8])
  /// There will be no more.
  case end
  /// Ctrl-C.
  case interrupted
  /// Reading failed; the errno.
  case failed(Int32)
}

/// Where lines come from.
protocol LineSource {
  /// Asks for a line.
  mutating func next(_ prompt: Prompt, _ style: Prompt.Style) -> LineInput
  /// Remembers an entry, to be called up again.
  mutating func remember(_ entry: String)
}
