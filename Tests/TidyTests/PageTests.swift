import Foundation
import TestSupport
import Testing

/// What is true of the pages, the examples and the scripts.
@Suite struct PageTests {
  static let pages = ["README.md", "Sources/README.md", "examples/README.md"]

  @Test(arguments: pages)
  func linksPointToFiles(page: String) throws {
    let folder = page.split(separator: "/").dropLast().joined(separator: "/")
    for link in Self.links(in: try Repository.text(page)) {
      let target = folder.isEmpty ? link : "\(folder)/\(link)"
      #expect(Repository.exists(target), "\(page) points to \(link)")
    }
  }

  @Test func linksAreFound() {
    let text = """
      [a](b.md), ![c](d/e.svg "title") and [f](https://example.org) [g](#h) [i](j.md#k) `[l](m)`
      """
    #expect(Self.links(in: text) == ["b.md", "d/e.svg", "j.md"])
  }

  @Test func everyExampleIsListed() throws {
    let page = try Repository.text("examples/README.md")
    let listed = Self.links(in: page)
    for script in Repository.examples {
      #expect(listed.contains(String(script.dropFirst("examples/".count))), "\(script)")
    }
  }

  @Test func everyRoomIsOnTheMap() throws {
    let map = try Repository.text("Sources/README.md")
    let manifest = Manifest(try Repository.text("Package.swift"))
    for room in House.rooms where manifest.target(room.name) != nil {
      #expect(map.contains("`\(room.name)`"), "\(room.name)")
    }
  }

  @Test(arguments: Repository.examples)
  func examplesAreShortAndSayWhatTheyShow(script: String) throws {
    let lines = try Repository.text(script).split(
      separator: "\n", omittingEmptySubsequences: false
    ).filter { !$0.hasPrefix("#>") }
    if script.hasPrefix("examples/tour/") { #expect(lines.count - 1 <= 40) }
    #expect(lines.first?.hasPrefix("# ") == true)
  }

  /// Words of the place where the code was written say nothing to those who read it.
  @Test func nothingPointsToTheWorkplace() throws {
    let words = [["/wo", "rk/"], ["/fa", "rm/"], ["/tmp/bash", "_jobs"], ["/tmp/", "w/"]]
      .map { $0.joined() }
    let files = ["Sources", "Tests", "examples", "scripts", ".ci"]
      .flatMap { Repository.files(under: $0, ending: "") }
    var isFolder: ObjCBool = false
    for file in files + ["README.md", "Package.swift"] {
      let path = Repository.path(file)
      guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder),
        !isFolder.boolValue,
        let text = try? Repository.text(file)
      else { continue }
      for word in words { #expect(!text.contains(word), "\(file) mentions \(word)") }
    }
  }

  @Test(arguments: Repository.files(under: "scripts", ending: "") + [".ci/run"])
  func shellScriptsParse(script: String) throws {
    #expect(FileManager.default.isExecutableFile(atPath: Repository.path(script)))
    let outcome = try ProcessRun("/bin/sh", ["-n", Repository.path(script)])()
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(try ProcessRun("/bin/sh", ["-c", "if"])().status != 0)
  }

  /// The targets of a page's links to other files; code spans and the web are left out.
  static func links(in page: String) -> [String] {
    let prose = page.split(separator: "`", omittingEmptySubsequences: false).enumerated()
      .filter { $0.offset % 2 == 0 }.map(\.element).joined()
    return prose.split(separator: "](").dropFirst().compactMap { rest in
      let link = rest.prefix { $0 != ")" && $0 != " " && $0 != "#" }
      return link.isEmpty || link.contains("://") ? nil : String(link)
    }
  }
}
