import Foundation

/// The folder `in/` of a stranger's scripts: a file, folders, and links that lead out, which somebody
/// else has put there. Around it lies what no script may see or change.
struct StrangersFolder {
  let scratch: Scratch

  init() throws {
    scratch = try Scratch()
    for file in ["secret.repl", "out/deep/secret.repl", "in-not/secret.repl", "IN/secret.repl"] {
      try scratch.write("secret", to: file)
    }
    try scratch.write("main", to: "in/main.repl")
    try scratch.write("inner", to: "in/deep/inner.repl")
    try scratch.write("inner", to: "in/a/inner.repl")
    let top = scratch.path
    for (link, target) in [
      ("file", top + "/secret.repl"), ("relative", "../secret.repl"), ("folder", "../out"),
      ("absolute", top + "/out/deep"), ("chain", "file"), ("top", "/"), ("up", ".."),
      ("dangling", top + "/nothing.repl"), ("lost", "../nowhere/nothing.repl"),
      ("slashed", "../out/"), ("deep/back", "../../out"), ("output", "/dev/stdout"),
      ("cwd", "/proc/self/root"), ("good", "deep/inner.repl"), ("around", "../in/deep"),
      ("new", "deep/new.repl"),
    ] {
      symlink(target, "\(top)/in/\(link)")
    }
  }

  /// The script that the user runs.
  var script: String { scratch.path + "/in/main.repl" }

  /// What lies outside, in one text.
  var outside: String {
    get throws {
      let names = try FileManager.default.subpathsOfDirectory(atPath: scratch.path)
      return names.filter { !$0.hasPrefix("in/") }.sorted().map { name in
        "\(name): \((try? scratch.text(of: name)) ?? "")"
      }.joined(separator: "\n")
    }
  }
}
