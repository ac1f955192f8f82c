import ArgumentParser

/// What a shell completes after `parley`: flags, subcommands and scripts.
///
/// The generator offers either subcommands or scripts: it is given the former, and a line for the
/// latter is added where subcommands are offered.
struct CompletionScript: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: Parley._commandName, version: Parley.configuration.version,
    subcommands: Parley.subcommands)

  @OptionGroup var texts: TextFlags
  @OptionGroup var prompt: PromptFlags
  @OptionGroup var confines: ConfineFlags
  @OptionGroup var manner: RunFlags

  /// The script, where the command line asks for one and names a shell that is known.
  static func wanted(by arguments: ArraySlice<String>) -> String? {
    guard arguments.first?.hasPrefix("--generate-completion-script") == true else { return nil }
    let words = arguments.flatMap { $0.split(separator: "=", maxSplits: 1).map(String.init) }
    guard words.count == 2, words[0] == "--generate-completion-script",
      let shell = CompletionShell(rawValue: words[1])
    else { return nil }
    var script = completionScript(for: shell)
    for (place, addition) in additions(for: shell) {
      precondition(script.contains(place), "the completion script has changed its form")
      script = script.replacing(place, with: place + addition)
    }
    return shell == .fish ? script + "\n" + scriptsInFish : script
  }

  /// Behind which text what is added to offer scripts as well.
  private static func additions(
    for shell: CompletionShell
  ) -> [(place: String, addition: String)] {
    switch shell {
    case .bash:
      [
        (
          #"' -- "${cur}"))"# + "\n",
          "        __parley_add_completions -o plusdirs -fX '!*.@(repl)'\n"
        )
      ]
    case .zsh:
      [
        ("_describe -V subcommand subcommands && ret=0\n", "        _files -g '*.repl' && ret=0\n"),
        (
          #""_parley_${words[1]}" && ret=0"# + "\n            ;;\n",
          "        *) _files -g '*.repl' && ret=0 ;;\n"
        ),
      ]
    default: []
    }
  }

  /// The line that the generator makes for fish where there are scripts by name.
  private static var scriptsInFish: String {
    Parley.completionScript(for: .fish).split(separator: "\n")
      .first { $0.contains("positional \"parley\" -ge 1") }.map(String.init) ?? ""
  }
}
