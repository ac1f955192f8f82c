import ScriptSyntax

/// `delete title at a`: a client deletes a key.
struct DeleteCommand: WritingCommand {
  static let signature = Signature(
    "delete", .clients, "Deletes a key: a write that leaves a tombstone.",
    syntax: ["delete KEY at NODE", "delete KEY as CLIENT", "delete KEY at NODE &"],
    parameters: [.positional("KEY", .key)] + ClientWrite.parameters,
    details: [
      "A deletion follows what a write would follow, is replicated, and can be concurrent with",
      "writes as they can be among themselves. On a key whose values merge by themselves it",
      "resets, where the type has that (see `help merges`).",
    ],
    example: "nodes a b\nlink a <-> b\nput k 1 at a\ndelete k at a\nsettle\nexpect k at all absent",
    seeAlso: ["put", "get"])

  let write: ClientWrite

  init(_ arguments: inout ArgumentReader) throws(Diagnostic) {
    write = try ClientWrite(&arguments, try arguments.key(), .delete)
  }

  func run(in session: inout Session, into sink: inout some Sink) throws(Halt) {
    try write.run(in: &session, into: &sink)
  }
}
