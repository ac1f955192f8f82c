import Foundation
import TestSupport
import Testing

/// Real scripts of a stranger, run by the real program, try to get out of their folder: every
/// attempt ends with a code, tells nothing of what lies outside, and leaves it as it was.
@Suite struct ForeignScriptTests {
  private let stranger: StrangersFolder

  init() throws { stranger = try StrangersFolder() }

  private static let paths = [
    "../secret.repl", "../new.repl", "TOP/secret.repl", "/etc/passwd", "/dev/stdout",
    "/proc/self/environ", "file", "relative", "chain", "folder/deep/secret.repl", "folder/new.repl",
    "dangling", "lost", "up/secret.repl", "top/etc/passwd", "deep/back/deep/secret.repl",
    "deep/../../secret.repl", "around/../../secret.repl", "cwd/etc/passwd", "output",
  ]

  /// Runs a script that lies in the stranger's folder, and sees to what lies outside.
  private func attempt(
    _ script: String, flags: [String] = [], named name: String = "main.repl",
    location: SourceLocation = #_sourceLocation
  ) throws -> ProcessOutcome {
    try stranger.scratch.write(script, to: "in/\(name)")
    return try attempt(
      ProcessRun(Parley.binary, flags + ["\(stranger.scratch.path)/in/\(name)"]), script, location)
  }

  private func attempt(
    _ run: ProcessRun, _ script: String, _ location: SourceLocation
  ) throws -> ProcessOutcome {
    let before = try stranger.outside
    let outcome = try run()
    #expect(try stranger.outside == before, "\(script)", sourceLocation: location)
    #expect(!outcome.timedOut, "\(script)", sourceLocation: location)
    for said in [outcome.output, outcome.errors] {
      #expect(!said.contains("secret\n"), "\(script) tells it", sourceLocation: location)
      #expect(!said.contains("root:"), "\(script) tells it", sourceLocation: location)
    }
    return outcome
  }

  private func quoted(_ path: String) -> String {
    "\"\(path.replacing("TOP", with: stranger.scratch.path))\""
  }

  // MARK: - Files

  @Test(arguments: paths) func nothingIsWrittenOutside(path: String) throws {
    for verb in ["save", "report"] {
      let script =
        "nodes a\nput x 1 at a\n\(verb) \(quoted(path))\(verb == "save" ? " overwrite=on" : "")"
      let outcome = try attempt(script)
      #expect(outcome.status == 3 && outcome.errors.contains("error[forbidden]"), "\(script)")
    }
  }

  @Test(arguments: paths) func nothingIsReadOutside(path: String) throws {
    let file = quoted(path)
    for script in [
      "include \(file)", "strategy s lua file=\(file)", "predicate p lua file=\(file)",
      "invariant i lua file=\(file)", "print 1; section s { include \(file) }",
    ] {
      let outcome = try attempt(script)
      #expect(outcome.status == 2 && outcome.errors.contains("error[forbidden-path]"), "\(script)")
      #expect(outcome.output.isEmpty, "\(script) has begun")
    }
  }

  @Test(arguments: [".bashrc", ".git/hooks/post-commit", "deep/.profile"])
  func nothingIsWrittenThatOthersObey(path: String) throws {
    for folder in [".git/hooks", "deep"] {
      try stranger.scratch.write("", to: "in/\(folder)/present")
    }
    for verb in ["save", "report"] {
      let outcome = try attempt("nodes a\n\(verb) \"\(path)\"")
      #expect(outcome.status == 3 && outcome.errors.contains("error[forbidden]"))
      #expect(!FileManager.default.fileExists(atPath: "\(stranger.scratch.path)/in/\(path)"))
    }
  }

  /// The folder is that of the outermost script, whatever an included one lies in.
  @Test func includedScriptsAreAsConfined() throws {
    try stranger.scratch.write("include \"../../secret.repl\"", to: "in/deep/reader.repl")
    let reading = try attempt("include \"deep/reader.repl\"")
    #expect(reading.status == 2 && reading.errors.contains("error[forbidden-path]"))
    // By itself a script in a deeper folder sees less.
    let above = try attempt("include \"../main.repl\"", named: "deep/evil.repl")
    #expect(above.status == 2 && above.errors.contains("error[forbidden-path]"))
  }

  /// The name is a text in the script: none is put together while it runs.
  @Test func namesAreNotPutTogether() throws {
    for script in [
      "let p = \"../secret.repl\"\nsave $p", "for p in \"../secret.repl\" { save $p }",
      "define e p { save $p }\ne \"../secret.repl\"", "let d = \"..\"\nsave \"$d/secret.repl\"",
      "let d = \"..\"\ninclude \"${d}/secret.repl\"", "save ../secret.repl",
      "include ../secret.repl",
    ] {
      let outcome = try attempt(script)
      #expect([2, 3].contains(outcome.status), "\(script): \(outcome.errors)")
    }
  }

  /// Whatever the script is given to; of two runs only the end is told, a layout runs nothing.
  @Test(arguments: [
    [], ["--json"], ["--echo", "--keep-going"], ["--verify"], ["test"], ["test", "--update"],
    ["test", "--record"], ["shrink"], ["-i", "--no-journal"], ["--check"], ["fmt"],
    ["fmt", "--check"], ["--limit=time=10s"], ["--allow=TOP/in-not"], ["--allow=TOP/in"],
  ])
  func everyWayToRunIsConfined(flags: [String]) throws {
    let flags = flags.map { $0.replacing("TOP", with: stranger.scratch.path) }
    func tells(_ script: String, _ code: String, _ status: Int32) throws -> Bool {
      let outcome = try attempt(script, flags: flags)
      let said = outcome.output + outcome.errors
      return said.contains(flags == ["--verify"] ? "ended with status \(status)" : code)
    }
    let runs = !["fmt", "--check"].contains(flags.first)
    #expect(try tells("nodes a\nsave \"../secret.repl\"\n", "forbidden", 3) == runs)
    #expect(try tells("nodes a\nreport \"../report.repl\"\n", "forbidden", 3) == runs)
    let loads = flags.first != "fmt"
    #expect(try tells("include \"../secret.repl\"\n", "forbidden-path", 2) == loads)
    #expect(try tells("strategy s lua file=\"../secret.repl\"\n", "forbidden-path", 2) == loads)
  }

  /// What lies in no file is confined to the current folder.
  @Test func textsAreConfinedToTheCurrentFolder() throws {
    for script in ["nodes a\nsave \"../secret.repl\" overwrite=on", "include \"../secret.repl\""] {
      var typed = ProcessRun(Parley.binary, ["-c", script])
      typed.folder = stranger.scratch.path + "/in"
      var piped = ProcessRun(Parley.binary)
      piped.folder = typed.folder
      piped.input = script + "\n"
      var asked = piped
      asked.arguments = ["-i", "--no-journal"]
      for run in [typed, piped, asked] {
        let outcome = try attempt(run, script, #_sourceLocation)
        #expect(outcome.errors.contains("error[forbidden"), "\(run.arguments): \(outcome.errors)")
      }
    }
  }

  // MARK: - Code

  private static let code = [
    "io.open('../secret.repl'):read('a')", "io.open('../new.repl', 'w'):write('x')",
    "io.popen('touch ../new.repl')", "io.lines('../secret.repl')()", "io.output('../new.repl')",
    "os.execute('touch ../new.repl')", "os.remove('../secret.repl')", "os.tmpname()",
    "os.rename('../secret.repl', '../new.repl')", "os.exit(0)", "os.getenv('HOME')", "os.time()",
    "require('os').execute('true')", "package.loadlib('/lib/x86_64-linux-gnu/libc.so.6', 'system')",
    "package.path", "dofile('../secret.repl')", "loadfile('../secret.repl')()",
    "load('return os')()", "load(string.dump(function() end))", "loadstring('return 1')()",
    "debug.getregistry()", "debug.sethook()", "debug.getupvalue(keep, 1)",
    "debug.setmetatable('', {})",
    "coroutine.wrap(function() return 1 end)()", "getmetatable('').__index", "_G.os.exit(0)",
    "setmetatable({}, {__index = os}).exit(0)", "rawget(_G, 'os')", "rawset(string, 'x', 1)",
    "string.dump(keep)", "collectgarbage('count')", "print('x')", "warn('@on')",
    "pcall(io.open, '../secret.repl')", "('x'):dump()", "(''):find(('a*'):rep(99))",
    "siblings[1].value.x.y", "error(os)",
  ]

  /// What code would need to get out is not there, in a strategy as in a text that is loaded.
  @Test(arguments: code) func codeFindsNoWayOut(expression: String) throws {
    let strategy = """
      nodes a b
      link a <-> b
      strategy s lua <<END
      return function(key, siblings)
        local got = \(expression)
        return got or 1
      end
      END
      resolve x with s
      put x 1 at a
      put x 2 at b
      settle
      """
    let outcome = try attempt(strategy)
    #expect(outcome.status == 3 && outcome.errors.contains("error[strategy]"), "\(outcome.errors)")
    let predicate = "predicate p lua <<END\nlocal got = \(expression)\nreturn function() end\nEND"
    if !expression.contains("siblings") && expression != "error(os)" {
      let loading = try attempt(predicate)
      #expect(
        loading.status == 2 && loading.errors.contains("error[lua-error]"), "\(loading.errors)")
    }
  }

  @Test func codeOutOfTheEnvironmentDoesNotLoad() throws {
    for expression in ["_ENV.os", "2 ^ 1000"] {
      let outcome = try attempt(
        "predicate p lua <<END\nreturn function() return \(expression) end\nEND")
      #expect(outcome.status == 2 && outcome.errors.contains("error[lua-error]"))
    }
  }

  /// Machine code of Lua's, which nothing checks, is not run.
  @Test func bytecodeIsNotRun() throws {
    let file = stranger.scratch.path + "/in/code.lua"
    try Data([0x1B] + Array("Lua\u{54}\u{0}".utf8)).write(to: URL(fileURLWithPath: file))
    let outcome = try attempt("strategy s lua file=\"code.lua\"")
    #expect(outcome.status == 2 && outcome.errors.contains("error["), "\(outcome.errors)")
  }
}
