import Commands
import Simulation
import Testing

@testable import Rendering

@Suite struct TextRendererTests {
  @Test func confirmationsAreForThePrompt() {
    #expect(text(.done("3 nodes")).isEmpty)
    #expect(text(.done("3 nodes"), confirms: true) == "3 nodes\n")
    var held = Sample.verdict
    held.held = true
    #expect(text(.verdict(held)).isEmpty)
    #expect(text(.verdict(held), confirms: true) == "holds: title at c = \"C\"\n")
  }

  @Test func failuresShowWhereAndWhatWasFound() {
    #expect(
      text(.verdict(Sample.verdict)) == """
        main.repl:3:8: expect failed: title at c = "C"
          c holds "B" {a:1}
          in turn 2 of repeat at main.repl:2
          included at top.repl:1

        """)
  }

  @Test func tablesAlignByWhatIsSeen() {
    let table = TableReport(
      columns: ["node", "state", "x"],
      rows: [["a", "up", ""], ["größe", "", "1"], ["日本", "down", "\u{1B}"]], empty: "none")
    #expect(
      text(.table(table)) == """
        node   state  x
        a      up
        größe         1
        日本   down   \\u001b

        """)
    #expect(text(.table(TableReport(columns: ["node"], empty: "no nodes"))) == "no nodes\n")
  }

  @Test func notesCannotDriveTheTerminal() {
    #expect(text(.note("a\n\u{1B}[31mred\u{202E}")) == "a\n\\u001b[31mred\\u202e\n")
    #expect(text(.note("")) == "\n")
  }

  @Test func helpIsSections() {
    let help = HelpReport(
      title: "put KEY VALUE",
      sections: [
        (heading: "Options", lines: ["at NODE", "", "blind"]), (heading: "", lines: ["end"]),
      ])
    #expect(
      text(.help(help)) == "put KEY VALUE\n\nOptions\n  at NODE\n\n  blind\n\n  end\n")
  }

  @Test func echoesEveryLineOfAStatement() {
    var bytes: [UInt8] = []
    TextRenderer().echo("together {\n  put x 1 at a\n}", into: &bytes)
    #expect(
      String(decoding: bytes, as: UTF8.self) == "> together {\n>   put x 1 at a\n> }\n")
  }

  @Test func interruptionSaysWhereTimeStands() {
    var bytes: [UInt8] = []
    TextRenderer().interruption(RunProgress(now: 1_500_000, inFlight: 3, events: 7), into: &bytes)
    #expect(
      String(decoding: bytes, as: UTF8.self)
        == "interrupted at event 7, 1.500ms, 3 in flight\n")
  }

  @Test func coloursOnlyWhereAskedFor() {
    for (name, report) in Sample.all {
      #expect(!text(report, confirms: true).utf8.contains(0x1B), "\(name)")
    }
    let coloured = text(.events([Sample.arrival()]), palette: .coloured)
    #expect(coloured == "\u{1B}[2m10.000ms\u{1B}[0m  a->b#1  title = \"B\" {a:1}\n")
  }

  @Test func manyEventsCostLittle() {
    let events = (0..<3000).flatMap { _ in
      [
        Sample.arrival(), Sample.event(.conflict(Sample.c, Sample.b)),
        Sample.event(.resolved(winner: Sample.c, loser: Sample.b, rule: Sample.rule())),
      ]
    }
    var bytes: [UInt8] = []
    let time = ContinuousClock().measure {
      TextRenderer().render(.events(events), into: &bytes)
    }
    #expect(bytes.count > 300_000)
    // A debug build on a busy machine; released, it is some hundred times less.
    #expect(time < .seconds(5))
  }
}
