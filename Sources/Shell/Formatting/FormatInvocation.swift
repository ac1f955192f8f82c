import Commands
import Glibc
import Rendering
import ScriptSyntax

/// What was asked of `parley fmt`.
package struct FormatInvocation: Sendable {
  /// Scripts, folders to look for them in, `-` for standard input; none: standard input.
  package var paths: [String] = []
  /// Whether scripts that are laid out otherwise are only listed.
  package var checksOnly = false
  /// When complaints are coloured.
  package var colour = ColourChoice.automatic

  /// Nothing asked for: standard input is laid out to standard output.
  package init() {}

  /// Lays the scripts out and returns what the process ends with.
  package func run() -> ExitStatus {
    Interrupts.begin()
    let surroundings = Surroundings()
    let outlet = Outlet(isEager: surroundings.outputIsTerminal)
    guard !paths.isEmpty || !surroundings.inputIsTerminal else {
      outlet.warn(
        "no script to lay out; name files or folders, or `-` for what you type\n"
          + "`parley fmt --help` tells more")
      return .usage
    }
    let isColoured = surroundings.isColoured(colour, isTerminal: surroundings.errorIsTerminal)
    let run = FormatRun(
      checksOnly: checksOnly, outlet: outlet,
      renderer: TextRenderer(palette: isColoured ? .coloured : .plain))
    return outlet.finish(run.layOut(paths.isEmpty ? ["-"] : paths))
  }
}

/// The work of `parley fmt`, one script after the other.
private struct FormatRun {
  let checksOnly: Bool
  let outlet: Outlet
  let renderer: TextRenderer

  /// Lays out everything; the first status that is not well counts.
  func layOut(_ paths: [String]) -> ExitStatus {
    let discovery = ScriptDiscovery(paths.filter { $0 != "-" })
    guard discovery.complaints.isEmpty else {
      complain(discovery.complaints)
      return .usage
    }
    complain(discovery.passedOver)
    var status = paths.contains("-") ? layOutInput() : .held
    for script in discovery.scripts {
      if Interrupts.isRaised { return .interrupted }
      status = status.followed(by: layOutFile(script))
    }
    return discovery.passedOver.isEmpty ? status : status.followed(by: .usage)
  }

  private func layOutInput() -> ExitStatus {
    let name = "<stdin>"
    switch FileBytes.readAll(STDIN_FILENO) {
    case .failure(let problem):
      complain([problem.complaint(about: name)])
      return Interrupts.isRaised ? .interrupted : .usage
    case .success(let bytes):
      guard let layout = layout(of: bytes, named: name) else { return .usage }
      guard checksOnly else {
        outlet.write(layout)
        return .held
      }
      return layout == bytes ? .held : list(name)
    }
  }

  private func layOutFile(_ path: String) -> ExitStatus {
    switch CanonicalPath.resolve(path).flatMap({ $0.contents() }) {
    case .failure(let problem):
      complain([problem.complaint(about: path)])
      return .usage
    case .success(let bytes):
      guard let layout = layout(of: bytes, named: path) else { return .usage }
      if layout == bytes { return .held }
      return checksOnly ? list(path) : replace(path, with: layout)
    }
  }

  /// The layout of a text; nil: it has mistakes, and they were shown.
  private func layout(of bytes: [UInt8], named name: String) -> [UInt8]? {
    let source = SourceText(name: name, bytes: bytes)
    let result = ScriptFormatter.format(source)
    if result.diagnostics.isEmpty { return result.bytes }
    complain(result.diagnostics.map { Complaint($0, at: Place(of: $0.span, in: source)) })
    return nil
  }

  private func replace(_ path: String, with layout: [UInt8]) -> ExitStatus {
    switch AtomicFile.replace(path, with: layout) {
    case .success:
      _ = list(path)
      return .held
    case .failure(let problem):
      complain([problem.complaint(about: path)])
      return .failed
    }
  }

  /// Names a script whose layout was another.
  private func list(_ path: String) -> ExitStatus {
    outlet.write(Array("\(path)\n".utf8))
    return .failed
  }

  private func complain(_ complaints: [Complaint]) {
    var bytes: [UInt8] = []
    for complaint in complaints { renderer.render(complaint, into: &bytes) }
    outlet.writeError(bytes)
  }
}
