// Code in Lua that never fails, whatever it is given.
extension ProgramGenerator {
  /// A strategy, predicate or invariant by code; none of it can stand in a block.
  mutating func code() -> String {
    switch draws.below(4) {
    case 0...1:
      let name = fresh("code")
      let bodies = [
        "return siblings", "return siblings[1]", "return siblings[#siblings]", "return key",
        "return {key, #siblings, siblings[1].node, siblings[1].stamp}",
        "return keep(siblings[1], siblings[#siblings])", "return object{}", "return null",
        "local list = array{} for _, s in ipairs(siblings) do table.insert(list, s.value or null) "
          + "end return list",
      ]
      strategies.append(name)
      let clock = draws.oneIn(3) ? " clock=\(draws.pick(["client", "logical", "hybrid"]))" : ""
      return heredoc("strategy \(name) lua\(clock)", "key, siblings", draws.pick(bodies))
    case 2:
      let name = fresh("said")
      let bodies = ["return #at.keys() > 2, at.node", "return at.get('x') == nil"]
      let predicate = heredoc("predicate \(name) lua", "at", draws.pick(bodies))
      return predicate + "\nexpect \(name) at \(node()) or not \(name)"
    default:
      let name = fresh("kept")
      let bodies = ["return #at.keys('x') <= 1", "return #at.siblings('x') >= 0, 'never'"]
      let ending = draws.oneIn(2) ? "\ninvariant \(name) off" : ""
      return heredoc("invariant \(name) lua", "at", draws.pick(bodies)) + ending
    }
  }

  private func heredoc(_ statement: String, _ parameters: String, _ body: String) -> String {
    "\(statement) <<END\nreturn function(\(parameters))\n  \(body)\nend\nEND"
  }
}
