// Measures Parley against its reference kernel and against sqlite3: only ratios of paired runs in
// one sitting count. `Benchmarks KERNEL PARLEY [t1|t2|t4|t5|t8|t10 …]`; `Benchmarks w1` and
// `Benchmarks w2` are the engine's sides of T1 and T2; `Benchmarks w1 COUNT EVENTS` keeps a copy of
// the world after every so many events, and `Benchmarks w2 COUNT MS` lets two nodes compare hash
// trees every so many milliseconds of virtual time. `Benchmarks strategies RIVALS
// REFERENCE [text|lua …]` measures merges and code against rivals; `Benchmarks text random|typed`
// and `Benchmarks lua CHUNK CALLS` are our sides of that.
import Glibc

let arguments = CommandLine.arguments

if arguments.count > 1, arguments[1] == "w1" {
  let writes = arguments.count > 2 ? Int(arguments[2]) ?? 0 : 1_000_000
  let spacing = arguments.count > 3 ? Int(arguments[3]) : nil
  print(try MultiLeaderLoad.run(writes: writes, spacing: spacing).line)
} else if arguments.count > 1, arguments[1] == "w2" {
  let operations = arguments.count > 2 ? Int(arguments[2]) ?? 0 : 1_000_000
  let round = arguments.count > 3 ? Int64(arguments[3]).map { $0 * 1_000_000 } : nil
  print(try LeaderlessLoad.run(operations: operations, round: round).line)
} else if arguments.count > 2, arguments[1] == "text" {
  guard let habit = TextLoad.Habit(rawValue: arguments[2]) else { exit(2) }
  print(try TextLoad.run(habit, edits: 50_000, rounds: 5))
} else if arguments.count > 3, arguments[1] == "strategies" {
  let bars = StrategyBars(engine: arguments[0], rivals: arguments[2], reference: arguments[3])
  try bars.run(Array(arguments.dropFirst(4)))
} else if arguments.count > 3, arguments[1] == "lua" {
  print(try LuaLoad.run(chunk: arguments[2], calls: Int(arguments[3]) ?? 0), terminator: "")
} else if arguments.count > 2 {
  let bars = Bars(kernel: arguments[1], parley: arguments[2], engine: arguments[0])
  try bars.run(Array(arguments.dropFirst(3)))
} else {
  print("usage: Benchmarks KERNEL PARLEY [t1|t2|t4|t5|t8|t10 …]")
  exit(2)
}
