// What a strategy in Lua costs against the least that can call it.
extension Bars {
  private static let calls = 1_000_000

  /// S1: a handler with two siblings, engine CPU / minimal C host's CPU, same chunk, same answers.
  func luaCalls() throws {
    var fastest = Double.infinity
    let ratio = try median { () throws -> Double in
      let ours = try Child.run([engine, "lua", luaChunk, "\(Self.calls)"])
      let theirs = try Child.run([luaHost, luaChunk, "\(Self.calls)"])
      guard ours.output == theirs.output, !ours.output.isEmpty else {
        throw Child.Failure(
          command: engine, reason: "answers differ: \(ours.output) and \(theirs.output)")
      }
      fastest = min(fastest, ours.seconds)
      return ours.seconds / theirs.seconds
    }
    report("S1 ", "Lua handler, engine CPU / minimal C host's", ratio, "bar <= 2.0")
    print("     \(Int(Double(Self.calls) / fastest)) calls a second at best")
  }
}
