let writes = CommandLine.arguments.count > 1 ? Int(CommandLine.arguments[1]) ?? 0 : 1_000_000
let counts = try MultiLeaderLoad.run(writes: writes)
print(counts)
