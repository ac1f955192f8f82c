import ScriptSyntax

/// A script that leads somewhere, made of what led there.
struct SavedScript {
  /// The text in its canonical layout, without a header.
  let source: SourceText
  /// Its statements, each as a text.
  let texts: [String]

  /// The script of texts, of which each is a statement, several or none.
  init(_ texts: [String], named name: String) {
    let text = texts.filter { !$0.utf8.isEmpty }.map { $0 + "\n" }.joined()
    let laidOut = ScriptFormatter.format(SourceText(name: name, bytes: Array(text.utf8)))
    source = SourceText(name: name, bytes: laidOut.bytes)
    var library = SourceLibrary()
    let file = library.add(source)
    var quotation = Quotation(library)
    self.texts = Parser.parse(source, file: file).statements.map { quotation.text(of: $0.span) }
  }

  /// The text as it can be loaded: names may be given anew in it, as they were at the prompt.
  var loadable: [UInt8] { bytes(under: SavedHeader(.session, digest: 0)) }

  /// The text below a header.
  func bytes(under header: SavedHeader) -> [UInt8] {
    let top = header.lines.map { $0 + "\n" }.joined()
    return Array(top.utf8) + source.bytes
  }
}

extension Session {
  /// The statements that lead where steps have led, the seed first, as texts that need no file.
  ///
  /// A statement that failed on its way is expected to; the last one of a failure stays as it is.
  /// `isExplicit`: what chance decided is stated. Refused (`state`) where one was stopped, by
  /// Ctrl-C or a limit: it would not stop there again.
  mutating func texts(
    of steps: [Timeline.Step], failingAtEnd fails: Bool = false, isExplicit: Bool = false,
    at span: SourceSpan, into sink: inout some Sink
  ) throws(Halt) -> [String] {
    if let stopped = steps.first(where: { $0.ending == .stopped }) {
      throw refusal(
        .state,
        "`\(library.summary(of: stopped.statement))` was stopped on its way, and would not stop "
          + "there again", at: span, remedy: "`undo` it first")
    }
    var quotation = Quotation(library)
    var texts: [String] = []
    let seed = journey.timeline.beginning?.seed ?? options.seed
    if let seed = Int64(exactly: seed) { texts.append("seed \(seed)") }
    let asksInside = steps.contains { $0.asksInside(quotation.statement(at: $0.statement.span)) }
    let ran = isExplicit || asksInside ? try recorded(steps, into: &sink) : []
    for (index, step) in steps.enumerated() {
      let text = quotation.text(of: step.statement.span)
      let isFailure = fails && index == steps.count - 1
      let unrolling = Unrolling(step, ran.isEmpty ? [] : ran[index], isFailure: isFailure)
      texts += try unrolling.texts(text, isExplicit: isExplicit, in: self, at: span)
    }
    return texts
  }

  /// Writes a file that a statement names; returns its name as it is shown.
  ///
  /// Refused: `forbidden` outside the folders that may be written; `state` where another file
  /// stands there, or it cannot be written.
  func write(
    _ bytes: [UInt8], to file: (path: String, span: SourceSpan), overwriting: Bool
  ) throws(Halt) -> String {
    let base = library[file.span.file].base
    if !overwriting, case .success(let old) = options.files.read(file.path, base),
      !old.bytes.isEmpty, SavedHeader(old.bytes) == nil
    {
      throw refusal(
        .state, "\"\(file.path)\" is there already, and is none that Parley has written",
        at: file.span, remedy: "choose another name, or write `overwrite=on`")
    }
    switch options.files.write(file.path, base, bytes) {
    case .success(let name): return name
    case .failure(let problem):
      throw refusal(
        problem.code == .forbidden ? .forbidden : .state,
        "cannot write \"\(file.path)\": \(problem.reason)", at: file.span)
    }
  }
}
