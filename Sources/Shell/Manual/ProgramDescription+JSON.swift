import Rendering
import ScriptSyntax

extension ProgramDescription {
  /// Reads what swift-argument-parser tells of a command line (`--experimental-dump-help`).
  ///
  /// Values of the language are JSON, so its parser reads this.
  init?(json: String) {
    let source = "let tool = " + json.replacing("$", with: "\\u0024")
    let result = Parser.parse(SourceText(name: "<flags>", bytes: Array(source.utf8)))
    guard result.diagnostics.isEmpty,
      case .literal(let tool)? = result.statements.first?.items.last?.kind,
      let command = tool["command"]
    else { return nil }
    self.init(command: command)
  }

  private init(command: Literal) {
    self.init(
      name: command["commandName"]?.words ?? "", abstract: command["abstract"]?.words ?? "",
      discussion: command["discussion"]?.words ?? "",
      arguments: (command["arguments"]?.elements ?? []).map { Argument($0) },
      subcommands: (command["subcommands"]?.elements ?? []).map { ProgramDescription(command: $0) }
        .filter { !$0.name.hasSameBytes(as: "help") })
  }
}

extension ProgramDescription.Argument {
  fileprivate init(_ argument: Literal) {
    let names = (argument["names"]?.elements ?? []).map { name in
      let isLong = name["kind"]?.words?.hasSameBytes(as: "long") == true
      return (isLong ? "--" : "-") + (name["name"]?.words ?? "")
    }
    let isFlag = argument["kind"]?.words?.hasSameBytes(as: "flag") == true
    var words = argument["abstract"]?.words ?? ""
    if let value = argument["defaultValue"]?.words { words += " (default \(value))" }
    self.init(
      names: names.joined(separator: ", "), value: isFlag ? nil : argument["valueName"]?.words,
      words: words)
  }
}

extension Literal {
  /// The value of an object's key.
  fileprivate subscript(_ key: String) -> Literal? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.key.plain?.hasSameBytes(as: key) == true }?.value
  }

  fileprivate var words: String? {
    if case .text(let text) = self { text.plain } else { nil }
  }

  fileprivate var elements: [Literal]? {
    if case .array(let elements) = self { elements } else { nil }
  }
}
