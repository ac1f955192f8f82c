import TestSupport
import Testing

/// Who may know whom: imports against the manifest, the manifest against the house.
@Suite struct ArrowTests {
  @Test func importsAndManifestFollowTheHouse() throws {
    let manifest = Manifest(try Repository.text("Package.swift"))
    var imports: [(file: String, room: String, module: String)] = []
    for source in SwiftSource.all {
      imports += source.imports.map { (source.path, source.room, $0) }
    }
    for complaint in complaints(manifest, imports) { Issue.record("\(complaint)") }
  }

  @Test func everyFolderIsARoom() {
    let files = ["swift", "c", "h", "modulemap"].map {
      Repository.files(under: "Sources", ending: $0)
    }
    let folders = Set(files.joined().map { String($0.split(separator: "/")[1]) })
    #expect(folders.filter { House.room($0) == nil }.isEmpty)
    #expect(folders.contains("Causality") && folders.contains("CLibEdit"))
  }

  @Test func arrowsPointDown() {
    for room in House.rooms {
      for other in room.mayImport.compactMap(House.room) {
        #expect(other.floor <= room.floor, "\(room.name) -> \(other.name)")
      }
    }
  }

  @Test func plantedArrowsAreCaught() {
    let manifest = Manifest(
      """
      let package = Package(name: "p", targets: [
        .target(name: "Causality", dependencies: ["Replication"]),
        .target(name: "Replication", dependencies: [
          "Causality", .product(name: "ArgumentParser", package: "swift-argument-parser"),
        ]),
        .target(name: "Attic"),
        .target(name: "Simulation", dependencies: [
          "Causality", "Replication", .product(name: "BasicContainers", package: "collections"),
        ], path: "elsewhere"),
        .testTarget(name: "CausalityTests", dependencies: ["Causality"]),
      ])
      """)
    #expect(manifest.targets.count == 5)
    #expect(manifest.target("Attic")?.dependencies == [])
    let found = complaints(
      manifest,
      [
        ("a", "Causality", "Glibc"), ("b", "Simulation", "BasicContainers"),
        ("c", "Simulation", "Consistency"), ("d", "Replication", "Causality"),
        ("e", "Attic", "Causality"),
      ])
    #expect(
      found == [
        "Package.swift: Causality must not depend on Replication",
        "Package.swift: Replication must not depend on ArgumentParser",
        "a: Causality must not import Glibc",
        "c: Simulation imports Consistency without depending on it",
        "e: Attic is no room of the house",
      ])
  }

  @Test(arguments: [
    ("import A", ["A"]), ("import struct A.B", ["A"]), ("package import A\nimport B", ["A", "B"]),
    ("@testable import A", ["A"]), ("// import A", []), ("\"import A\"", []),
  ])
  func importsAreRead(text: String, modules: [String]) {
    #expect(SwiftSource(path: "", text: text).imports == modules)
  }

  private func complaints(
    _ manifest: Manifest, _ imports: [(file: String, room: String, module: String)]
  ) -> [String] {
    var found: [String] = []
    for target in manifest.targets {
      guard let room = House.room(target.name) else { continue }
      for name in target.dependencies where !(room.mayImport + room.mayUse).contains(name) {
        found.append("Package.swift: \(room.name) must not depend on \(name)")
      }
    }
    for (file, name, module) in imports where module != "Swift" {
      guard let room = House.room(name) else {
        found.append("\(file): \(name) is no room of the house")
        continue
      }
      let declared = manifest.target(name)?.dependencies ?? []
      if !(room.mayImport + room.mayUse).contains(module) {
        found.append("\(file): \(name) must not import \(module)")
      } else if !declared.contains(module), !House.systemModules.contains(module) {
        found.append("\(file): \(name) imports \(module) without depending on it")
      }
    }
    return found
  }
}
