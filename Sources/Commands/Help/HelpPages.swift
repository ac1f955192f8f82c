/// Makes the pages of `help` from signatures and topics.
package enum HelpPages {
  /// All verbs by chapter, and the topics.
  package static var overview: HelpReport {
    var sections: [(heading: String, lines: [String])] = []
    for group in VerbGroup.allCases {
      let signatures = CommandTable.entries.map(\.signature).filter { $0.group == group }
      guard !signatures.isEmpty else { continue }
      sections.append(
        (group.rawValue, signatures.map { "\($0.verb.padded(to: 13))\($0.summary)" }))
    }
    sections.append(
      ("topics", HelpTopic.all.map { "\($0.name.padded(to: 13))\($0.summary)" }))
    return HelpReport(title: "help VERB, help TOPIC", sections: sections)
  }

  /// The page of a verb.
  package static func page(_ signature: Signature) -> HelpReport {
    var sections: [(heading: String, lines: [String])] = [
      ("", [signature.summary]), ("Usage", signature.syntax),
    ]
    let noted = signature.parameters.filter { $0.role != .positional || !$0.note.isEmpty }
    if !noted.isEmpty { sections.append(("Arguments", noted.map(line))) }
    if !signature.details.isEmpty { sections.append(("Rules", signature.details)) }
    if !signature.example.isEmpty {
      let lines = signature.example.split(separator: "\n", omittingEmptySubsequences: false)
      sections.append(("Example", lines.map(String.init)))
    }
    if !signature.seeAlso.isEmpty {
      sections.append(("See also", [signature.seeAlso.joined(separator: ", ")]))
    }
    return HelpReport(title: signature.verb, sections: sections)
  }

  /// The page of a topic.
  package static func page(_ topic: HelpTopic) -> HelpReport {
    HelpReport(title: topic.name, sections: [("", [topic.summary])] + topic.sections)
  }

  private static func line(_ parameter: Parameter) -> String {
    let form =
      switch parameter.role {
      case .positional, .flag: parameter.name
      case .clause: "\(parameter.name) …"
      case .option: "\(parameter.name)=…"
      }
    guard parameter.note.isEmpty else { return form.padded(to: 15) + parameter.note }
    return parameter.role == .flag ? form : form.padded(to: 15) + parameter.kind.phrase
  }
}
