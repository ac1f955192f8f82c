import Replication
import ScriptSyntax

/// `update likes increment 5 at a`: a client changes a typed value.
struct UpdateCommand: WritingCommand {
  static let signature = Signature(
    "update", .clients, "Changes a typed value: counters, sets, flags, registers, maps.",
    syntax: [
      "update KEY OPERATION OPERANDS at NODE", "update KEY increment 5 at NODE",
      "update KEY add milk eggs at NODE", "update KEY OPERATION OPERANDS at NODE as CLIENT",
      "update KEY/FIELD OPERATION OPERANDS at NODE", "update KEY OPERATION OPERANDS at NODE &",
    ],
    parameters: [
      .positional("KEY", .key, "with `/FIELD` for a field of a map; a key with `/` is quoted"),
      .positional("OPERATION", .operation, "what the key's type takes; see `help merges`"),
      .positional("OPERAND…", .value, "what stands behind the operation, as below"),
    ] + ClientWrite.parameters,
    details: [
      "The key is bound to a type first: `resolve likes with pn-counter`. The operation applies to",
      "what the node holds; with `as`, a removal takes away only what the client has read, with",
      "`blind` nothing. `put` assigns and `delete` resets, where the type has that.",
      .term("increment [N], decrement [N]", "counters; 1 where nothing is said"),
      .term("add VALUE…, remove VALUE…", "sets; `remove FIELD…` also maps"),
      .term("enable, disable", "flags"),
      .term("assign VALUE", "registers"),
      .term("reset", "takes away all that was observed; not where values only grow"),
      .term("insert POS TEXT, erase POS LEN", "texts; in lists a value instead of a text"),
      .term("pop [POS]", "lists: erases one element, the last where nothing is said"),
      .term("ot [3, \"abc\", {\"d\": 2}]", "ot-text: keep 3, put in abc, erase 2"),
    ],
    example: "nodes a b\nlink a <-> b\nresolve likes with pn-counter\n"
      + "update likes increment 5 at a\nupdate likes decrement at b\nsettle\n"
      + "expect likes at all = 4",
    seeAlso: ["put", "resolve", "strategy", "merges", "show"])

  let write: ClientWrite

  init(_ arguments: inout ArgumentReader) throws(Diagnostic) {
    let (key, path) = try arguments.keyPath()
    let kind = try arguments.choice(of: MergeOperation.Kind.self)
    let operands = try arguments.operands(of: kind)
    write = try ClientWrite(
      &arguments, key, .update(MergeOperation(kind, operands, path: path)))
  }

  func run(in session: inout Session, into sink: inout some Sink) throws(Halt) {
    try write.run(in: &session, into: &sink)
  }
}

extension ArgumentReader {
  /// Names of a path, the key's included: every one is a map inside a map.
  private static var deepest: Int { 33 }

  /// A key, and behind `/` the fields that lead into it; in quotes `/` is part of the key.
  fileprivate mutating func keyPath() throws(Diagnostic) -> (Mention, [String]) {
    let word = next?.plainWord
    let key = try key()
    guard let word, let slash = word.utf8.firstIndex(of: UInt8(ascii: "/")) else {
      return (key, [])
    }
    let steps = word.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard steps.allSatisfy({ !$0.isEmpty }) else {
      throw Diagnostic(
        code: .wrongKind, message: "`\(word)` lacks a name before or behind a `/`", span: key.span,
        remedy: "write `KEY/FIELD`; a key with `/` in it is quoted")
    }
    guard steps.count <= Self.deepest else {
      throw Diagnostic(
        code: .outOfRange, message: "a path has at most \(Self.deepest - 1) fields", span: key.span,
        remedy: nil)
    }
    return (Mention(Name(String(word[..<slash])), at: key.span), Array(steps.dropFirst()))
  }

  /// As many values as the operation takes; whether they fit is for the type to say.
  mutating func operands(
    of kind: MergeOperation.Kind
  ) throws(Diagnostic) -> [Value] {
    let (kinds, optional) = kind.operands
    var operands: [Value] = []
    while !isAtEnd, operands.count < kinds.count || kind.repeatsLast {
      operands.append(try value())
    }
    guard operands.count >= kinds.count - optional else {
      let examples = kinds.map(\.example).joined(separator: " ")
      throw missing(
        "\(kinds[operands.count].phrase) behind `\(kind.rawValue)`",
        remedy: "write `\(kind.rawValue) \(examples)`, say")
    }
    return operands
  }
}

extension OperandKind {
  /// What to call it in a message, with its article.
  var phrase: String {
    switch self {
    case .integer(from: 0): "an integer that is not negative"
    case .integer(let least): "an integer from \(least) on"
    case .text: "a text"
    case .any: "a value"
    }
  }

  /// One of the kind, as a script states it.
  fileprivate var example: String {
    switch self {
    case .integer(let least): "\(least)"
    case .text: "\"text\""
    case .any: "milk"
    }
  }
}
