/// What merges and what runs code, measured against libraries and a minimal host: pairs as in `Bars`.
struct StrategyBars {
  let engine: String
  /// A virtual environment of Python's in which the libraries are.
  let rivals: String
  /// Where the programs lie that drive them.
  let reference: String

  private static let pairs = 5

  func run(_ names: [String]) throws {
    for name in names.isEmpty ? ["text", "lua"] : names {
      switch name {
      case "text":
        try text("random", "edits at random places")
        try text("typed", "edits as people type")
      case "lua": try calls()
      default: print("\(name): no such bar; there are text and lua")
      }
    }
  }

  /// Joining two texts of 50,000 edits each: states read, joined and written, as a delivery does,
  /// against pycrdt's update made and applied.
  private func text(_ habit: String, _ what: String) throws {
    let python = rivals + "/bin/python"
    let rival = [python, reference + "/text.py", habit, "50000", "5", rivals]
    let ratios = try Bars.measure(Self.pairs) { () throws -> Double in
      let ours = Bars.fields(of: try Child.run([engine, "text", habit]).output)
      let theirs = Bars.fields(of: try Child.run(rival).output)
      guard let length = ours["length"], length == theirs["length"],
        let seconds = ours["seconds"].flatMap({ Double($0) }),
        let theirSeconds = theirs["seconds"].flatMap({ Double($0) })
      else { throw Child.Failure(command: python, reason: "texts differ: \(ours) and \(theirs)") }
      return seconds / theirSeconds
    }
    Bars.report("text", "merge of 2 x 50,000 \(what) / pycrdt", ratios, "floor <= 20")
  }

  /// A handler with two siblings, against a minimal C host with the same chunk and the same answers.
  private func calls() throws {
    let chunk = reference + "/longest.lua"
    let ratios = try Bars.measure(Self.pairs) { () throws -> Double in
      let ours = try Child.run([engine, "lua", chunk, "1000000"])
      let theirs = try Child.run([rivals + "/lua-host", chunk, "1000000"])
      guard ours.output == theirs.output, !ours.output.isEmpty else {
        throw Child.Failure(
          command: engine, reason: "answers differ: \(ours.output) and \(theirs.output)")
      }
      return ours.seconds / theirs.seconds
    }
    Bars.report("lua ", "a million calls of a handler / minimal C host", ratios, "floor <= 2")
  }
}
