import ScriptSyntax

/// `put title "B" at a`: a client writes a key.
struct PutCommand: WritingCommand {
  static let signature = Signature(
    "put", .clients, "Writes a value to a key.",
    syntax: [
      "put KEY VALUE at NODE", "put KEY VALUE as CLIENT", "put KEY VALUE at NODE blind",
      "put KEY VALUE at NODE &", "put KEY VALUE at NODE w=1", "put KEY VALUE at NODE to NODES",
    ],
    parameters: [.positional("KEY", .key), .positional("VALUE", .value, "JSON, or a word")]
      + ClientWrite.parameters,
    details: [
      "The write causally follows what the node holds of the key; with `as`, what the client has",
      "read or written of it; with `blind`, nothing. It happens 1 ms after the statement before it",
      "(see `pace`). With `replication multi-leader sync=all` it waits for every leader,",
      "leaderless for w of the key's replicas; `&` only starts it, and `wait` joins. A write that",
      "too few have taken is `unavailable`, and stays where it landed; one that too few have",
      "answered in time ends as `timeout`: it may have happened. On a key whose values merge by",
      "themselves it assigns, where the type has that (see `help merges`).",
    ],
    example: "nodes a b\nlink a <-> b\nput title \"B\" at a\nsettle\nget title at b",
    seeAlso: ["get", "delete", "client", "wait", "quorums"])

  let write: ClientWrite

  init(_ arguments: inout ArgumentReader) throws(Diagnostic) {
    let key = try arguments.key()
    write = try ClientWrite(&arguments, key, .put(try arguments.value()))
  }

  func run(in session: inout Session, into sink: inout some Sink) throws(Halt) {
    try write.run(in: &session, into: &sink)
  }
}
