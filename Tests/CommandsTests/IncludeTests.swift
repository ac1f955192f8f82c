import Commands
import Testing

struct IncludeTests {
  /// Files in folders, by path; names are canonical once `./` and `..` are gone.
  private func bench(_ files: [String: String]) -> Bench {
    var options = SessionOptions()
    options.files = Files { path, base in
      var parts = (base ?? "").split(separator: "/").dropLast().map(String.init)
      for part in path.split(separator: "/") {
        if part == ".." { _ = parts.popLast() } else if part != "." { parts.append(String(part)) }
      }
      let name = parts.joined(separator: "/")
      if name == "folder" { return .failure(FileProblem(reason: "is a folder")) }
      if name.hasPrefix("secret") {
        return .failure(FileProblem(code: .forbidden, reason: "lies outside"))
      }
      guard let text = files[name] else { return .failure(FileProblem(reason: "no such file")) }
      return .success(SourceFile(canonicalName: name, name: name, bytes: Array(text.utf8)))
    }
    return Bench(options)
  }

  @Test func filesAreRelativeToTheIncludingFile() {
    var bench = bench([
      "lib/a.repl": "include \"sub/b.repl\"\nprint a$x", "lib/sub/b.repl": "let x = 1; print b",
    ])
    #expect(bench.run("include \"lib/a.repl\"\nprint $x") == .ok)
    #expect(bench.notes == ["b", "a1", "1"])
  }

  @Test(arguments: [
    ("missing.repl", "unreadable-file", "no such file"), ("folder", "unreadable-file", "folder"),
    ("secret.repl", "forbidden-path", "outside"),
  ])
  func filesThatCannotBeRead(path: String, code: String, reason: String) {
    var bench = bench([:])
    let complaint = bench.diagnose("print 1\ninclude \"\(path)\"").first
    #expect(complaint?.code == code)
    #expect(complaint?.message.contains(reason) == true)
    #expect(complaint?.place.line == 2)
    #expect(complaint?.place.column == 9)
  }

  @Test func aCycleIsRefusedWithItsChain() {
    var bench = bench([
      "main.repl": "include \"a.repl\"", "a.repl": "include \"b.repl\"",
      "b.repl": "include \"main.repl\"",
    ])
    let complaints = bench.diagnose("include \"a.repl\"")
    #expect(complaints.map(\.code) == ["include-cycle"])
    #expect(
      complaints.first?.message.hasSuffix("main.repl → a.repl → b.repl → main.repl") == true)
    #expect(complaints.first?.place.file == "b.repl")
    #expect(
      complaints.first?.place.trail == ["included at a.repl:1", "included at main.repl:1"])
  }

  @Test func theSameFileTwiceIsNoCycle() {
    var bench = bench(["a.repl": "print a"])
    #expect(bench.run("include \"a.repl\"; include \"a.repl\"") == .ok)
    #expect(bench.notes == ["a", "a"])
  }

  @Test func includesNestAtMost64Deep() {
    var files: [String: String] = ["f64.repl": "print deep"]
    for index in 0..<64 { files["f\(index).repl"] = "include \"f\(index + 1).repl\"" }
    var bench = bench(files)
    #expect(bench.run("include \"f1.repl\"") == .ok)
    #expect(bench.diagnose("include \"f0.repl\"").map(\.code) == ["nesting"])
  }

  @Test func aTreeOfIncludesEnds() {
    var files: [String: String] = ["g30.repl": ""]
    for index in 0..<30 {
      files["g\(index).repl"] = "include \"g\(index + 1).repl\"; include \"g\(index + 1).repl\""
    }
    var bench = bench(files)
    let complaints = bench.diagnose("include \"g0.repl\"")
    #expect(complaints.first?.code == "nesting")
    #expect(complaints.count < 200)
  }

  @Test func mistakesOfAllFilesAreReportedTogether() {
    var bench = bench(["a.repl": "putt x\nlet = 3\n", "b.repl": "put \"x\n"])
    let complaints = bench.diagnose("include \"a.repl\"\nnods\ninclude \"b.repl\"")
    #expect(
      complaints.map { "\($0.place.file):\($0.place.line)" } == [
        "main.repl:2", "a.repl:1", "a.repl:2", "b.repl:1",
      ])
    #expect(complaints[1].place.trail == ["included at main.repl:1"])
  }

  @Test func failuresSayThroughWhichIncludeTheyCame() {
    var bench = bench(["a.repl": "\nput k 1 at c"])
    #expect(bench.run("nodes a\ninclude \"a.repl\"") == .refused)
    #expect(bench.complaints.first?.place.file == "a.repl")
    #expect(bench.complaints.first?.place.line == 2)
    #expect(bench.complaints.first?.place.trail == ["in include \"a.repl\" at main.repl:2"])
  }

  @Test func aPathHoldsNoVariables() {
    var bench = bench([:])
    #expect(bench.diagnose("let f = a\ninclude \"$f.repl\"").map(\.code) == ["wrong-kind"])
  }
}
