import CLua
import Replication

extension LocalPredicate {
  /// A predicate by code of the user's: `return function(at) … end`.
  package static func lua(_ program: LuaProgram) -> LocalPredicate {
    LocalPredicate(code: program.text) { look in
      var arguments = LuaWriter()
      arguments.put(text: look.node)
      let host = LuaHost { question, name in look.answer(question, name) }
      do throws(LuaFault) {
        return try program.call(CLUA_PREDICATE, with: arguments, asking: host) {
          reader throws(LuaFault) in try LocalVerdict(&reader)
        }
      } catch {
        return .failed(error.text)
      }
    }
  }
}

extension LocalVerdict {
  fileprivate init(_ reader: inout LuaReader) throws(LuaFault) {
    let holds = try reader.tag() == UInt8(ascii: "t")
    var words: String?
    if !reader.isAtEnd, case .string(let text) = try reader.value() { words = text }
    self = holds ? .holds : .broken(words)
  }
}

extension NodeLook {
  fileprivate func answer(_ question: clua_question, _ name: String) -> LuaWriter {
    var writer = LuaWriter()
    switch question {
    case CLUA_KEYS: writer.put(keys(beginning: name).map { .string($0) })
    case CLUA_SIBLINGS: writer.put(values(of: name))
    default:
      let values = values(of: name)
      if values.count == 1 { writer.put(values[0]) }
    }
    return writer
  }
}
