import Replication
import ScriptSyntax
import Simulation

// What does not fit typed values, in words.
extension Session {
  /// A refusal about the type of a key's values.
  func wordsOfMerge(_ refusal: Refusal) -> (ErrorCode, String, String?) {
    switch refusal {
    case .unfit(let key, let error): words(for: error, key)
    case .notTyped(let key):
      (
        .type, "the values of \(text(key)) are plain: `put` writes them",
        "give the key a type first: `resolve \(text(key)) with pn-counter`"
      )
    case .misbound(let key):
      (
        .type, "\(text(key)) holds \(kindOfValues(of: key)), which this would not understand",
        "bind another key, or bind before the first write"
      )
    case .linkRules(let key):
      (
        .state, "a type joins what arrives on every link: \(text(key)) can have no rule of one",
        "leave out `on link`, or bind a strategy that chooses"
      )
    default: (.type, "the value does not fit", nil)
    }
  }

  private func kindOfValues(of key: KeyID) -> String {
    world.merge(of: key).map { "states of `\($0.name)`" } ?? "plain values"
  }

  /// A refusal of an operation that no key was asked to do.
  func refusal(of error: MergeError, at span: SourceSpan) -> Halt {
    let (code, message, remedy) = words(for: error, nil)
    return refusal(code, message, at: span, remedy: remedy)
  }

  private func words(for error: MergeError, _ key: KeyID?) -> (ErrorCode, String, String?) {
    let name = key.map { text($0) } ?? "KEY"
    switch error {
    case .noOperation(let kind, let type, let accepted):
      return (
        .type, "`\(type)` has no `\(kind.rawValue)`", remedy(for: kind, type, accepted)
      )
    case .badOperand(let kind, _, let wanted, let found):
      return (
        .type, wordsForOperand(kind, wanted, found),
        kind == .increment ? "`decrement` goes the other way, where the type has it" : nil
      )
    case .overflow:
      return (.type, "the result does not fit into 64 bits", "\(name) stays as it is")
    case .noMap(let type):
      return (
        .type, "the path leads into a value of `\(type)`, which has no fields",
        "`update KEY OPERATION`; only maps have fields: `resolve \(name) with or-map`"
      )
    case .otherType(let field, let type, let wanted):
      return (
        .type, "the field `\(field)` is of type `\(type)`, not `\(wanted)`",
        "leave out `:\(wanted)`, or remove the field first"
      )
    case .notNestable(let type):
      return (.type, "values of `\(type)` cannot stand in a map", "bind a key of its own to it")
    case .outOfText(let position, let length):
      return (
        .type,
        "position \(position) lies outside what \(name) holds: \(elements(length, key))",
        "`show \(name)` tells what each node holds; positions count from 0"
      )
    case .badTextOperation:
      return (
        .type, "`ot` takes an array of numbers, texts and `{\"d\": n}`",
        "`[3, \"abc\", {\"d\": 2}]` keeps 3 characters, puts in abc and erases 2"
      )
    }
  }

  private func elements(_ count: Int64, _ key: KeyID?) -> String {
    let isList = key.flatMap { world.merge(of: $0) }?.name.hasSameText(as: "list") ?? false
    let noun = isList ? "element" : "character"
    return count == 1 ? "1 \(noun)" : "\(count) \(noun)s"
  }

  private func remedy(
    for kind: MergeOperation.Kind, _ type: String, _ accepted: [MergeOperation.Kind]
  ) -> String {
    let list = "it takes " + accepted.map { "`\($0.rawValue)`" }.joined(separator: ", ")
    if type.hasSameText(as: "or-map") {
      return list + "; fields are changed as `update KEY/FIELD …`"
    }
    switch kind {
    case .assign: return list + ": `put` would assign"
    case .reset: return list + ": `delete` would reset"
    default: return list
    }
  }

  private func wordsForOperand(
    _ kind: MergeOperation.Kind, _ wanted: OperandKind?, _ found: Value?
  ) -> String {
    let wanted = wanted?.phrase ?? "nothing more"
    return "`\(kind.rawValue)` takes \(wanted), found \(found?.json.shortened ?? "nothing")"
  }
}
