let counts = try MultiLeaderLoad.run(writes: 1_000_000)
print(counts)
