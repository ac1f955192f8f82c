// Measures Parley against its reference kernel and against sqlite3: only ratios of paired runs in
// one sitting count. `Benchmarks KERNEL PARLEY [t1|t2|t8|t10|strategies …]`; `Benchmarks w1`,
// `w2` and `lua CHUNK CALLS` are the engine's sides.
import Glibc

let arguments = CommandLine.arguments

if arguments.count > 1, arguments[1] == "w1" {
  let writes = arguments.count > 2 ? Int(arguments[2]) ?? 0 : 1_000_000
  print(try MultiLeaderLoad.run(writes: writes).line)
} else if arguments.count > 1, arguments[1] == "w2" {
  let operations = arguments.count > 2 ? Int(arguments[2]) ?? 0 : 1_000_000
  print(try LeaderlessLoad.run(operations: operations).line)
} else if arguments.count > 3, arguments[1] == "lua" {
  print(try LuaLoad.run(chunk: arguments[2], calls: Int(arguments[3]) ?? 0), terminator: "")
} else if arguments.count > 2 {
  let bars = Bars(kernel: arguments[1], parley: arguments[2], engine: arguments[0])
  try bars.run(Array(arguments.dropFirst(3)))
} else {
  print("usage: Benchmarks KERNEL PARLEY [t1|t2|t8|t10|strategies …]")
  exit(2)
}
