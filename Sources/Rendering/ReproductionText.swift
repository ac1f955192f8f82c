import Commands

extension TextRenderer {
  /// Appends whether a report was reproduced, and else what differs first.
  package func render(_ reproduction: Reproduction, into text: inout [UInt8]) {
    guard let difference = reproduction.difference else {
      text.put(safe: "reproduced: \(reproduction.statements) statements, \(reproduction.ending)")
      return text.endLine()
    }
    text.put(safe: "differs: statement \(difference.statement), \(difference.site): ")
    switch difference.finding {
    case .digest(let found, let expected):
      text.put("digest \(Digest.text(found)), expected \(Digest.text(expected))")
    case .ending(let found, let expected): text.put(safe: "\(found), expected \(expected)")
    }
    text.endLine()
    guard reproduction.version != ToolVersion.current else { return }
    text.put(safe: "  parley \(reproduction.version) wrote it, this is \(ToolVersion.current)")
    text.endLine()
  }

  /// What a report makes of a statement for a person, as bytes.
  package static func bytes(of report: Report) -> [UInt8] {
    var bytes: [UInt8] = []
    TextRenderer().render(report, into: &bytes)
    return bytes
  }
}

extension JSONLinesRenderer {
  /// Appends whether a report was reproduced, and else what differs first.
  package func render(_ reproduction: Reproduction, into text: inout [UInt8]) {
    let difference = reproduction.difference
    JSONObject.append(to: &text) {
      $0.member("type", "reproduction")
      $0.member("reproduced", difference == nil)
      $0.member("statements", Int64(reproduction.statements))
      $0.member("ending", reproduction.ending)
      $0.member("version", reproduction.version)
      guard let difference else { return }
      $0.member("statement", Int64(difference.statement))
      $0.member("site", difference.site)
      switch difference.finding {
      case .digest(let found, let expected):
        $0.member("found", Digest.text(found))
        $0.member("expected", Digest.text(expected))
      case .ending(let found, let expected):
        $0.member("found", found)
        $0.member("expected", expected)
      }
    }
    text.endLine()
  }
}
