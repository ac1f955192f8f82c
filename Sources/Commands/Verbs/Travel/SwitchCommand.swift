import ScriptSyntax

/// `switch other`: goes on in another future.
struct SwitchCommand: Command {
  static let signature = Signature(
    "switch", .travel, "Goes on in another future, which `fork` began; this one stays as it is.",
    syntax: ["switch NAME"], parameters: [.positional("NAME", .point)],
    example:
      "nodes a b\nfork other\nput k 1 at a\nswitch other\nshow\nswitch main\n"
      + "get k at a", seeAlso: ["fork", "diff"])

  private let name: Mention

  init(_ arguments: inout ArgumentReader) throws(Diagnostic) { name = try arguments.point() }

  func run(in session: inout Session, into sink: inout some Sink) throws(Halt) {
    try session.checkTop("switch", at: name.span)
    guard name.name != session.journey.futures.current else {
      return session.confirm("this is \(name.name.text)", into: &sink)
    }
    guard let future = session.journey.futures[name.name] else {
      let known = session.journey.futures.names.map(\.text)
      throw session.refusal(
        .state, "there is no future `\(name.name.text)`", at: name.span,
        remedy: suggestion(for: name.name.text, among: known) ?? "`fork` lists them")
    }
    session.switch(to: name.name, future)
    session.confirm("this is \(name.name.text)", into: &sink)
  }
}
