import Glibc

/// The bars and how each is measured: pairs A B A B …, the median of their ratios.
struct Bars {
  let kernel: String
  let parley: String
  let engine: String

  private static let pairs = 7

  func run(_ names: [String]) throws {
    let wanted = names.isEmpty ? ["t1", "t2", "t4", "t5", "t8", "t10"] : names
    for name in wanted {
      switch name {
      case "t1": try multiLeader()
      case "t2": try leaderless()
      case "t4": try keepingCopies()
      case "t5": try goingBack()
      case "t8": try startUp()
      case "t10": try script()
      default: print("\(name): no such bar; there are t1, t2, t4, t5, t8 and t10")
      }
    }
  }

  /// T1: W1 through `World.step`, engine CPU / kernel CPU, with parity of the counts.
  private func multiLeader() throws {
    let ratio = try median { () throws -> Double in
      let ours = try Child.run([engine, "w1"])
      let theirs = try Child.run([kernel, "w1", "cal"])
      try compare(ours.output, Self.counts(of: theirs.output))
      return ours.seconds / theirs.seconds
    }
    report("T1 ", "W1, engine CPU / kernel CPU", ratio, "floor <= 3.0, goal <= 1.3")
  }

  /// T2: W2 likewise.
  private func leaderless() throws {
    let ratio = try median { () throws -> Double in
      let ours = try Child.run([engine, "w2"])
      let theirs = try Child.run([kernel, "w2", "cal"])
      let found = Self.fields(of: theirs.output)
      let counts = ["reads", "stale", "repairs"].map { "\($0)=\(found[$0] ?? "")" }
      try compare(ours.output, counts.joined(separator: " ") + "\n")
      return ours.seconds / theirs.seconds
    }
    report("T2 ", "W2, engine CPU / kernel CPU", ratio, "floor <= 3.0, goal <= 1.3")
  }

  private func compare(_ ours: String, _ theirs: String) throws {
    guard ours == theirs else {
      throw Child.Failure(command: engine, reason: "counts differ: \(ours) and \(theirs)")
    }
  }

  /// The kernel's counts in the words of the engine's line.
  private static func counts(of line: String) -> String {
    let found = fields(of: line)
    return "crowded=\(found["conflicts"] ?? "") redundant=\(found["dropped"] ?? "") "
      + "applied=\(found["applied"] ?? "") converged=\(found["conv"] == "1")\n"
  }

  static func fields(of line: String) -> [String: Substring] {
    var found: [String: Substring] = [:]
    for field in line.split(whereSeparator: { $0 == " " || $0 == "\n" }) {
      let parts = field.split(separator: "=", maxSplits: 1)
      if parts.count == 2 { found[String(parts[0])] = parts[1] }
    }
    return found
  }

  /// T8: start-up with an empty script against sqlite3 with none.
  private func startUp() throws {
    let ratio = try median { () throws -> Double in
      var ours = 0.0
      var theirs = 0.0
      for _ in 0..<20 {
        ours += try Child.run([parley, "-c", ""]).seconds
        theirs += try Child.run(["sqlite3", ":memory:", ""]).seconds
      }
      return ours / theirs
    }
    report("T8 ", "start-up / sqlite3 :memory: ''", ratio, "floor <= 3.5, goal <= 2")
  }

  /// T4: W1 with copies kept to come back to, against W1 without, in instructions.
  private func keepingCopies() throws {
    let plain = try instructions(of: [engine, "w1", "100000"])
    let kept = try instructions(of: [engine, "w1", "100000", "16384"])
    Self.report(
      "T4 ", "W1 with time travel / without, instructions", [kept / plain],
      "floor <= 1.10, goal <= 1.04")
  }

  /// The instructions that a command executes, by valgrind's count.
  private func instructions(of command: [String]) throws -> Double {
    let bare = engine + ".bare"
    _ = try Child.run(["strip", "-g", "-o", bare, command[0]])
    defer { unlink(bare) }
    let found = try Child.run(
      ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", "--log-fd=1", bare]
        + command.dropFirst())
    guard let line = found.output.split(separator: "\n").last(where: { $0.contains("refs:") }),
      let count = Double(line.split(separator: " ").last?.filter { $0 != "," } ?? "")
    else { throw Child.Failure(command: "valgrind", reason: "gave no count") }
    return count
  }

  /// T5: `undo` and `redo` after a million events, in milliseconds of CPU.
  private func goingBack() throws {
    let folder = "/tmp/parley-bench-\(getpid())"
    mkdir(folder, 0o700)
    defer {
      unlink(folder + "/there.repl")
      unlink(folder + "/back.repl")
      rmdir(folder)
    }
    var there = "nodes n1..n5\ntopology mesh\n"
    for turn in 0..<40 {
      there += "repeat 300 { for n in n1 n2 n3 n4 n5 { put k\(turn) \(turn) at $n }; settle }\n"
    }
    there += "put k 1 at n1\nput k 2 at n2\n"
    let turns = 100
    try Self.write(there, to: folder + "/there.repl")
    try Self.write(
      there + String(repeating: "undo 2\nredo 2\n", count: turns), to: folder + "/back.repl")
    let moves = try Self.measure(3) { () throws -> Double in
      let back = try Child.run([parley, folder + "/back.repl"])
      let only = try Child.run([parley, folder + "/there.repl"])
      guard back.status == 0, only.status == 0 else {
        throw Child.Failure(command: parley, reason: "status \(back.status)")
      }
      return (back.seconds - only.seconds) * 1000 / Double(2 * turns)
    }
    report("T5 ", "undo or redo after a million events, ms", moves, "floor <= 50, goal <= 8")
  }

  /// T10: 100,000 lines of put, step and expect against as many one-row inserts.
  private func script() throws {
    let folder = "/tmp/parley-bench-\(getpid())"
    mkdir(folder, 0o700)
    defer {
      unlink(folder + "/lines.repl")
      unlink(folder + "/lines.sql")
      rmdir(folder)
    }
    try Self.write(Self.lines(100_000), to: folder + "/lines.repl")
    try Self.write(Self.inserts(100_000), to: folder + "/lines.sql")
    let ratio = try median { () throws -> Double in
      let ours = try Child.run([parley, folder + "/lines.repl"])
      guard ours.status == 0 else {
        throw Child.Failure(command: parley, reason: "status \(ours.status)")
      }
      let theirs = try Child.run(["sqlite3", ":memory:"], input: folder + "/lines.sql")
      return theirs.seconds / ours.seconds
    }
    report("T10", "script lines a second / sqlite3's", ratio, "floor >= 0.5, goal >= 1")
  }

  /// Puts, steps and expectations in turn, over 100 keys.
  private static func lines(_ count: Int) -> String {
    var text = "nodes a b\nlink a <-> b\n"
    var line = 2
    var round = 0
    while line + 3 <= count {
      let key = round % 100
      text += "put k\(key) \"v\(round)\" at a\nstep\nexpect k\(key) at b = \"v\(round)\"\n"
      line += 3
      round += 1
    }
    return text
  }

  private static func inserts(_ count: Int) -> String {
    var text = "create table t(k text, v text);\n"
    for row in 1..<count { text += "insert into t values('k\(row % 100)', 'v\(row)');\n" }
    return text
  }

  private static func write(_ text: String, to path: String) throws {
    guard let file = fopen(path, "w") else {
      throw Child.Failure(command: path, reason: "cannot be written")
    }
    fputs(text, file)
    fclose(file)
  }

  private func median(_ measure: () throws -> Double) throws -> [Double] {
    try Self.measure(Self.pairs, measure)
  }

  private func report(_ bar: String, _ what: String, _ ratios: [Double], _ limits: String) {
    Self.report(bar, what, ratios, limits)
  }

  /// The ratios of so many pairs, in order of size.
  static func measure(_ pairs: Int, _ pair: () throws -> Double) throws -> [Double] {
    var ratios: [Double] = []
    for _ in 0..<pairs { ratios.append(try pair()) }
    return ratios.sorted()
  }

  /// Prints the median of ratios, the least and the largest.
  static func report(_ bar: String, _ what: String, _ ratios: [Double], _ limits: String) {
    let figures = [ratios[ratios.count / 2], ratios[0], ratios[ratios.count - 1]].map(Self.digits)
    print("\(bar)  \(what): \(figures[0])  (\(figures[1]) … \(figures[2]); \(limits))")
  }

  private static func digits(_ value: Double) -> String {
    let hundredths = Int((value * 100).rounded())
    let (whole, rest) = hundredths.magnitude.quotientAndRemainder(dividingBy: 100)
    return "\(hundredths < 0 ? "-" : "")\(whole).\(rest < 10 ? "0" : "")\(rest)"
  }
}
