import Commands
import ScriptSyntax

/// A text with what it may touch, and what it learns from outside.
struct ScriptText {
  let source: SourceText
  let sandbox: Sandbox
  let witness = Witness()

  /// What it may touch, where it is noted.
  var files: Files { witness.watching(sandbox.files) }
}
