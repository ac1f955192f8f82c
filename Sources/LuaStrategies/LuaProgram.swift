import CLua

/// Why code of the user's failed.
package struct LuaFault: Error, Hashable, Sendable {
  /// The line of the code, from 1; nil where none can be named.
  package let line: Int?
  /// What went wrong, for people.
  package let message: String

  /// A fault.
  package init(line: Int? = nil, message: String) {
    self.line = line
    self.message = message
  }

  /// `line 3: attempt to …`.
  package var text: String { line.map { "line \($0): \(message)" } ?? message }
}

/// A text of Lua that gives a function, in a box: see `help lua` for what it may do.
///
/// Nothing of a call outlives it, so calls from several threads cannot tell of each other; the box
/// guards itself, hence `@unchecked`.
package final class LuaProgram: @unchecked Sendable {
  /// What runs the code, such as `Lua 5.4`.
  package static var version: String { String(cString: clua_version()) }

  /// The text.
  package let text: String
  private let program: OpaquePointer

  /// Compiles a text and runs it once, to see that it gives a function.
  package init(_ text: String) throws(LuaFault) {
    var copy = text
    let opened = copy.withUTF8 { bytes in
      bytes.baseAddress.map { clua_open($0, bytes.count) } ?? clua_open([0], 0)
    }
    guard let opened else { throw Self.noMemory }
    self.text = text
    program = opened
    var result = clua_result()
    guard let box = clua_check(program, &result) else { throw Self.noMemory }
    defer { clua_release(program, box) }
    if result.failed != 0 { throw LuaFault(result) }
  }

  deinit { clua_close(program) }

  private static let noMemory = LuaFault(message: "the process has no memory left")

  /// Calls the function and reads what it returned.
  func call<Answer>(
    _ role: clua_role, with arguments: borrowing LuaWriter, asking host: LuaHost? = nil,
    read: (inout LuaReader) throws(LuaFault) -> Answer
  ) throws(LuaFault) -> Answer {
    var result = clua_result()
    var call = clua_call()
    call.role = role
    call.arguments = arguments.bytes.baseAddress
    call.count = arguments.bytes.count
    if let host {
      call.context = Unmanaged.passUnretained(host).toOpaque()
      call.look = LuaHost.look
    }
    guard let box = clua_run(program, &call, &result) else { throw Self.noMemory }
    defer { clua_release(program, box) }
    if result.failed != 0 { throw LuaFault(result) }
    var reader = LuaReader(UnsafeBufferPointer(start: result.bytes, count: result.count))
    return try read(&reader)
  }
}

extension LuaFault {
  /// What a failed call tells.
  fileprivate init(_ result: clua_result) {
    let bytes = UnsafeBufferPointer(start: result.bytes, count: result.count)
    self.init(
      line: result.line > 0 ? Int(result.line) : nil,
      message: String(decoding: bytes, as: UTF8.self))
  }
}

/// Answers what code asks while it runs; it lives through the call.
final class LuaHost {
  private let answer: (clua_question, String) -> LuaWriter

  init(_ answer: @escaping (clua_question, String) -> LuaWriter) { self.answer = answer }

  /// The door for the box: it hands back the host that was given along with the call.
  static let look: clua_look = { context, box, question, text, count in
    let host = Unmanaged<LuaHost>.fromOpaque(context).takeUnretainedValue()
    let name = String(decoding: UnsafeBufferPointer(start: text, count: count), as: UTF8.self)
    let writer = host.answer(question, name)
    clua_answer(box, writer.bytes.baseAddress, writer.bytes.count)
  }
}
