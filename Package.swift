// swift-tools-version: 6.2
import PackageDescription

// Targets are listed floor by floor; `Sources/README.md` draws the arrows and `TidyTests` holds
// them against the imports.
let package = Package(
  name: "parley",
  products: [.executable(name: "parley", targets: ["parley"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/apple/swift-collections", exact: "1.6.0"),
  ],
  targets: [
    // Floor 0
    .target(name: "Causality"),
    .target(name: "ScriptSyntax"),
    // Floor 1
    .target(name: "Replication", dependencies: ["Causality"]),
    .target(name: "Consistency", dependencies: ["Causality"]),
    // Floor 2
    .target(
      name: "Simulation",
      dependencies: [
        "Causality", "Consistency", "Replication",
        .product(name: "BasicContainers", package: "swift-collections"),
      ]),
    .systemLibrary(name: "CLuaSystem", pkgConfig: "lua5.4", providers: [.apt(["liblua5.4-dev"])]),
    .target(name: "CLua", dependencies: ["CLuaSystem"]),
    .target(name: "LuaStrategies", dependencies: ["CLua", "Causality", "Replication"]),
    // Floor 3
    .target(name: "Exploration", dependencies: ["Causality", "Replication", "Simulation"]),
    // Floor 4
    .target(
      name: "Commands",
      dependencies: [
        "Causality", "Consistency", "Exploration", "LuaStrategies", "Replication", "ScriptSyntax",
        "Simulation",
      ]),
    // Floor 5
    .target(
      name: "Rendering",
      dependencies: ["Causality", "Commands", "Replication", "ScriptSyntax", "Simulation"]),
    // Floor 6
    .systemLibrary(name: "CLibEdit", pkgConfig: "libedit", providers: [.apt(["libedit-dev"])]),
    .target(name: "CEditline", dependencies: ["CLibEdit"]),
    .target(
      name: "Shell", dependencies: ["CEditline", "Commands", "Rendering", "ScriptSyntax"]),
    // Floor 7
    .executableTarget(
      name: "parley",
      dependencies: [
        "Shell", .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),

    // Tests mirror the sources; see Sources/README.md.
    .target(
      name: "TestSupport",
      dependencies: [
        "Causality", "Commands", "Rendering", "Replication", "ScriptSyntax", "Shell", "Simulation",
      ], path: "Tests/TestSupport"),
    .target(name: "CPty", path: "Tests/CPty"),
    .testTarget(name: "CausalityTests", dependencies: ["Causality", "TestSupport"]),
    .testTarget(name: "ScriptSyntaxTests", dependencies: ["ScriptSyntax", "TestSupport"]),
    .testTarget(name: "ReplicationTests", dependencies: ["Replication", "TestSupport"]),
    .testTarget(name: "ConsistencyTests", dependencies: ["Consistency", "TestSupport"]),
    .testTarget(name: "SimulationTests", dependencies: ["Simulation", "TestSupport"]),
    .testTarget(
      name: "LuaStrategiesTests", dependencies: ["LuaStrategies", "Replication", "TestSupport"]),
    .testTarget(name: "ExplorationTests", dependencies: ["Exploration", "TestSupport"]),
    .testTarget(name: "CommandsTests", dependencies: ["Commands", "TestSupport"]),
    .testTarget(name: "RenderingTests", dependencies: ["Rendering", "TestSupport"]),
    .testTarget(name: "ShellTests", dependencies: ["CPty", "Shell", "TestSupport"]),
    .testTarget(name: "GoldenTests", dependencies: ["TestSupport"]),
    .testTarget(name: "DeterminismTests", dependencies: ["CPty", "TestSupport"]),
    .testTarget(name: "TidyTests", dependencies: ["TestSupport"]),
    .executableTarget(
      name: "Benchmarks",
      dependencies: ["Causality", "LuaStrategies", "Replication", "Simulation"],
      path: "Tests/Benchmarks", exclude: ["reference"]),
  ],
  swiftLanguageModes: [.v6]
)
