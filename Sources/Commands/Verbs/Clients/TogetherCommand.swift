import ScriptSyntax
import Simulation

/// `together { put x 1 at a; put x 2 at b }`: requests of one instant.
struct TogetherCommand: Command {
  static let signature = Signature(
    "together", .clients, "Lets the client statements of a block happen at one instant.",
    syntax: ["together { … }"], parameters: [.positional("{ … }", .block)],
    details: [
      "All are issued, also where one is refused. Writes that wait for others are waited for when",
      "the last is issued. The first refusal, in the order written, is the block's. Time stands",
      "still inside: `run`, `step`, `settle`, `wait` and `expect error` are refused (`state`).",
    ],
    example: "nodes a b\nlink a <-> b\ntogether { put x 1 at a; put x 2 at b }\nsettle\n"
      + "expect conflicts = 1",
    seeAlso: ["put", "transaction", "wait", "pace"])

  private let block: Block
  private let span: SourceSpan

  init(_ arguments: inout ArgumentReader) throws(Diagnostic) {
    span = arguments.span
    block = try arguments.block()
  }

  func run(in session: inout Session, into sink: inout some Sink) throws(Halt) {
    guard !session.pace.isShared else { return try session.run(block, into: &sink) }
    try session.passToNextStatement(at: span)
    session.pace.isShared = true
    do throws(Halt) {
      try runEach(in: &session, into: &sink)
    } catch {
      _ = session.pace.endSharing()
      throw error
    }
    try session.join(session.pace.endSharing(), into: &sink)
  }

  /// Runs the statements; those that are refused wait for their turn to be told.
  private func runEach(in session: inout Session, into sink: inout some Sink) throws(Halt) {
    let mark = try session.enter(block)
    defer { session.environment.restore(mark) }
    for statement in block.statements {
      do throws(Halt) {
        try session.run(statement, into: &sink)
      } catch {
        guard case .refused(let complaint) = error else { throw error }
        session.pace.joint.append(
          StartedRequest(
            progress: .refused(complaint), key: nil, deadline: session.world.now, timeout: 0,
            span: statement.span))
      }
    }
  }
}
