import Commands
import ScriptSyntax

/// The user's own script, which runs before the prompt comes, and never otherwise: it would change
/// what other scripts do.
struct StartupScript {
  private let path: String

  /// The script in the user's folder for settings; nil where there is no such folder.
  init?(_ surroundings: Surroundings) {
    guard let folder = surroundings.folder("XDG_CONFIG_HOME", orBelowHome: "/.config") else {
      return nil
    }
    path = folder + "/parley/rc.repl"
  }

  /// Runs it, if it is there, and says so; what is wrong with it is shown, and the prompt comes.
  func run(in session: ShellSession, _ outlet: Outlet, isQuiet: Bool) {
    guard case .success = CanonicalPath.resolve(path) else { return }
    let runner = ScriptRunner(session: session, keepsGoing: false)
    guard let steps = runner.load(files: [path], commands: []) else { return }
    let (status, _) = runner.run(steps)
    guard !isQuiet else { return }
    let manner = status == .held ? "ran" : "ran a part of"
    outlet.write(Array("\(manner) \(Prompt.shown(path)), as part of this session\n".utf8))
  }
}
