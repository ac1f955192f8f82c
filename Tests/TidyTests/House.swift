/// The table of rooms and arrows: which target may know which.
enum House {
  /// One target under `Sources`.
  struct Room {
    let name: String
    let floor: Int
    /// Targets of this package that it may import.
    let mayImport: [String]
    /// Products of other packages, and system modules.
    var mayUse: [String] = []
  }

  static let rooms = [
    Room(name: "Causality", floor: 0, mayImport: []),
    Room(name: "ScriptSyntax", floor: 0, mayImport: []),
    Room(name: "Replication", floor: 1, mayImport: ["Causality"]),
    Room(name: "Consistency", floor: 1, mayImport: ["Causality"]),
    Room(
      name: "Simulation", floor: 2, mayImport: ["Causality", "Replication", "Consistency"],
      mayUse: ["BasicContainers"]),
    Room(name: "CLuaSystem", floor: 2, mayImport: []),
    Room(name: "CLua", floor: 2, mayImport: ["CLuaSystem"]),
    Room(name: "LuaStrategies", floor: 2, mayImport: ["CLua", "Causality", "Replication"]),
    Room(
      name: "Exploration", floor: 3,
      mayImport: ["Causality", "Replication", "Consistency", "Simulation"]),
    Room(
      name: "Commands", floor: 4,
      mayImport: [
        "Causality", "ScriptSyntax", "Replication", "Consistency", "Simulation", "LuaStrategies",
        "Exploration",
      ]),
    Room(
      name: "Rendering", floor: 5,
      mayImport: [
        "Causality", "ScriptSyntax", "Replication", "Consistency", "Simulation", "Commands",
      ]),
    Room(name: "CLibEdit", floor: 6, mayImport: []),
    Room(name: "CEditline", floor: 6, mayImport: ["CLibEdit"]),
    Room(
      name: "Shell", floor: 6, mayImport: ["CEditline", "Rendering", "Commands", "ScriptSyntax"],
      mayUse: ["Glibc"]),
    Room(name: "parley", floor: 7, mayImport: ["Shell"], mayUse: ["ArgumentParser"]),
  ]

  /// Modules that come with the system and need no line in the manifest.
  static let systemModules = ["Glibc"]

  static func room(_ name: String) -> Room? { rooms.first { $0.name == name } }
}
