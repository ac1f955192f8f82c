/// Makes the pages of `help` from signatures, topics and codes.
package enum HelpPages {
  /// What a page is made of.
  package typealias Sections = [(heading: String, lines: [HelpLine])]

  /// The first statements to type, all verbs by chapter, and the topics.
  package static var overview: HelpReport {
    var sections: Sections = [("first", firstSteps)]
    for group in VerbGroup.allCases {
      let signatures = group.signatures
      guard !signatures.isEmpty else { continue }
      sections.append((group.rawValue, signatures.map { .term($0.verb, $0.summary) }))
    }
    sections.append(("topics", HelpTopic.all.map { .term($0.name, $0.summary) }))
    return HelpReport(title: "help VERB, help TOPIC, help CODE", sections: sections)
  }

  private static let firstSteps: [HelpLine] = [
    .term("nodes a b; link a <-> b", "two nodes that replicate to each other"),
    .term("put title \"B\" at a", "a write at one of them"),
    .term("settle", "time passes, its message arrives: `show` tells who holds what"),
  ]

  /// The page of a verb.
  package static func page(_ signature: Signature) -> HelpReport {
    let verb = signature.verb
    var sections: Sections = [
      ("", [.words(signature.summary)]), ("Usage", signature.syntax.map { .code($0) }),
    ]
    if !signature.parameters.isEmpty {
      sections.append(("Arguments", signature.parameters.map(\.line)))
    }
    if !signature.details.isEmpty { sections.append(("Rules", signature.details)) }
    sections.append(("Example", Demonstration(Specimen(signature.example)).lines))
    if CodePage.named(verb) != nil {
      sections.append(("The error", ["`parley explain \(verb)` tells of the code of this name."]))
    }
    if !signature.seeAlso.isEmpty {
      sections.append(("See also", [.pages(signature.seeAlso)]))
    }
    return HelpReport(title: verb, sections: sections)
  }

  /// The page of a topic.
  package static func page(_ topic: HelpTopic) -> HelpReport {
    var sections: Sections = [("", [.words(topic.summary)])] + topic.sections
    if let example = topic.example {
      sections.append(("Example", Demonstration(example).lines))
    }
    return HelpReport(title: topic.name, sections: sections)
  }

  /// The page of a code.
  package static func page(_ code: CodePage) -> HelpReport {
    var sections: Sections = [
      ("", [.words(code.summary.sentence)]), ("Why", code.reasons + code.consequence),
      ("What to do", code.remedies),
    ]
    if let example = code.example {
      let demonstration = Demonstration(example)
      let told = demonstration.complaints.last.map { [HelpLine.complaint($0)] } ?? []
      sections.append(("Example", demonstration.lines))
      sections.append(("What it says", told))
    }
    if let corrected = code.corrected {
      sections.append(("Put right", Demonstration(corrected).lines))
    }
    return HelpReport(title: "error[\(code.code)]", sections: sections)
  }

  /// All codes, a line each.
  package static var codes: HelpReport {
    HelpReport(
      title: "parley explain CODE", sections: HelpTopic.errors.sections.dropLast())
  }
}

extension VerbGroup {
  /// The verbs of the chapter, sorted.
  package var signatures: [Signature] {
    CommandTable.entries.map(\.signature).filter { $0.group == self }
  }
}

extension Parameter {
  /// As a line of help: how it is written and what it does.
  package var line: HelpLine { .term(form, note.isEmpty && role != .flag ? kind.phrase : note) }
}

extension CodePage {
  /// Whether no script brings it up.
  private var isAboutTheProcess: Bool {
    [FileProblemCode.interrupted, .unwritable, .noScripts].contains {
      $0.rawValue.hasSameBytes(as: code)
    }
  }

  /// What becomes of a script.
  fileprivate var consequence: [HelpLine] {
    switch occasion {
    case .reading where isAboutTheProcess: []
    case .reading: ["Nothing runs; the exit status is 2."]
    case .running where code.hasSameBytes(as: ErrorCode.budget.rawValue):
      ["`expect error budget { … }` expects it; else the exit status is 5."]
    case .running:
      ["`expect error \(code) { … }` expects it; else the exit status is 3."]
    }
  }
}

extension String {
  /// With a capital and a full stop.
  package var sentence: String { prefix(1).uppercased() + dropFirst() + "." }
}
