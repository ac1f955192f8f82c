import Causality
import Replication
import Testing

@testable import Simulation

/// What is counted, on cases small enough to count by hand.
@Suite struct CounterTests {
  private let ann = ClientID(0)

  private func mesh(_ count: Int, _ strategy: String? = nil) throws -> Lab {
    let lab = Lab.mesh(count)
    lab.step(.client(ann, ClientSetup()))
    if let strategy { try lab.bind(.k, strategy) }
    return lab
  }

  @Test(arguments: [(1, 2, "C"), (2, 1, "B")] as [(Tick, Tick, String)])
  func `A2: one write is lost, wherever the stamps put it`(
    first: Tick, second: Tick, winner: String
  ) throws {
    let lab = try mesh(2, "lww")
    lab.write("A", at: .a, stamp: 0)
    lab.settle()
    lab.write("B", at: .a, stamp: first)
    lab.write("C", at: .b, stamp: second)
    #expect(lab.values(.k, at: .a) == ["B"])
    #expect(lab.values(.k, at: .b) == ["C"])
    #expect(lab.count(.lost) == 0)
    lab.settle()
    #expect(lab.values(.k, at: .a) == [winner])
    #expect(lab.values(.k, at: .b) == [winner])
    #expect(lab.count(.lost) == 1)
    #expect(lab.count(.lost, at: winner == "C" ? .a : .b) == 1)
    #expect(lab.count(.lost, at: winner == "C" ? .b : .a) == 0)
    #expect(lab.count(.conflicts) == 1)
    #expect(lab.count(.conflicts, at: .a) == 1)
    #expect(lab.count(.conflicts, at: .b) == 1)
    #expect(lab.count(.conflicts, on: .k) == 1)
  }

  @Test(arguments: [true, false])
  func `A9: an increment is lost although nothing was concurrent`(isFirst: Bool) throws {
    let lab = try mesh(3, "lww")
    lab.write("1", at: .a, stamp: 42_004_000_000)
    lab.deliver(.a, .c)
    lab.write("2", at: .c, stamp: 42_003_000_000)
    #expect(lab.values(.k, at: .c) == ["1"])
    if isFirst { lab.deliver(.a, .b) } else { lab.deliver(.c, .b) }
    lab.settle()
    for node in [.a, .b, .c] as [NodeID] { #expect(lab.values(.k, at: node) == ["1"]) }
    #expect(lab.count(.lost) == 1)
    #expect(lab.count(.lost, at: .c) == 1)
    #expect(lab.count(.conflicts) == 0)
  }

  @Test func `A9: hybrid clocks keep the increment`() throws {
    let lab = try mesh(3)
    try lab.bind(.k, "lww", [("clock", "hybrid")])
    lab.write("1", at: .a, stamp: 42_004_000_000)
    lab.deliver(.a, .c)
    lab.write("2", at: .c, stamp: 42_003_000_000)
    lab.deliver(.c, .b)
    lab.settle()
    for node in [.a, .b, .c] as [NodeID] { #expect(lab.values(.k, at: node) == ["2"]) }
    #expect(lab.count(.lost) == 0)
    #expect(
      lab.versions(.k, at: .b).map(\.stamp) == [HybridTimestamp(wall: 42_004_000_000, count: 1)])
  }

  @Test func `the disk of the only holder`() throws {
    let lab = try mesh(2)
    lab.step(.hold(Arc(.a, .b), nil))
    lab.write("x", at: .a)
    lab.step(.crash(.a, losingDisk: true))
    #expect(lab.count(.lost) == 1)
    lab.step(.release(Arc(.a, .b), nil))
    lab.settle()
    #expect(lab.count(.lost) == 0)
    #expect(lab.values(.k, at: .b) == ["x"])
    lab.step(.restart(.a))
    lab.write("y", at: .a)
    lab.drop(.a, .b)
    lab.step(.crash(.a, losingDisk: true))
    #expect(lab.count(.lost) == 1)
    #expect(lab.count(.lost, at: .a) == 1)
    #expect(lab.count(.lost, on: .k) == 1)
  }

  @Test func `a dropped message loses nothing while the writer has it`() throws {
    let lab = try mesh(2)
    lab.write("x", at: .a)
    lab.drop(.a, .b)
    #expect(lab.count(.lost) == 0)
    #expect(!lab.isConverged)
    lab.step(.remove(.a))
    #expect(lab.count(.lost) == 1)
  }

  @Test func `a write that another follows is not lost`() throws {
    let lab = try mesh(3)
    lab.write("1", at: .a)
    lab.deliver(.a, .b)
    lab.write("2", at: .b)
    lab.settle()
    #expect(lab.count(.lost) == 0)
    #expect(lab.count(.conflicts) == 0)
    for node in [.a, .b, .c] as [NodeID] { #expect(lab.values(.k, at: node) == ["2"]) }
  }

  /// Nobody who held the first write drops it for the second: it arrives where the second is.
  @Test(arguments: ["siblings", "lww", "max", "highest-node"])
  func `a write that arrives after what follows it is not lost`(strategy: String) throws {
    let lab = try mesh(2, strategy)
    lab.write("1", at: .a, stamp: 1)
    lab.step(.read(ReadRequest(key: .k, node: .a, client: ann)))
    lab.step(.crash(.a, losingDisk: true))
    lab.write("2", at: .b, context: .client(ann), stamp: 2)
    lab.settle()
    #expect(lab.values(.k, at: .b) == ["2"])
    #expect(lab.count(.lost) == 0)
  }

  @Test(arguments: ["siblings", "lww", "max"])
  func `so it is when the message comes twice`(strategy: String) throws {
    let lab = try mesh(2, strategy)
    lab.write("1", at: .a, stamp: 1)
    lab.step(.read(ReadRequest(key: .k, node: .a, client: ann)))
    lab.step(.crash(.a, losingDisk: true))
    lab.write("2", at: .b, context: .client(ann), stamp: 2)
    lab.step(.duplicate(MessageName(Arc(.a, .b), 1)))
    lab.deliver(.a, .b)
    lab.drop(.a, .b)
    #expect(lab.count(.lost) == 0)
  }

  @Test func `a loser that is overwritten later stays lost`() throws {
    let lab = try mesh(3, "lww")
    lab.write("loser", at: .a, stamp: 1)
    lab.write("winner", at: .b, stamp: 2)
    lab.deliver(.a, .b)
    lab.deliver(.b, .a)
    lab.deliver(.b, .c)
    #expect(lab.count(.lost) == 1)
    lab.write("later", at: .a, stamp: 3)
    #expect(lab.count(.lost) == 1)
    lab.settle()
    #expect(lab.values(.k, at: .c) == ["later"])
    #expect(lab.count(.lost) == 1)
  }

  /// The loser's last message finds what follows both.
  @Test(arguments: ["ignore", "first"])
  func `a loser that arrives after what follows it stays lost`(causality: String) throws {
    let lab = try mesh(3)
    try lab.bind(.k, "lww", [("causality", causality)])
    lab.write("loser", at: .a, stamp: 1)
    lab.write("winner", at: .b, stamp: 2)
    lab.deliver(.a, .b)
    lab.deliver(.b, .a)
    lab.write("later", at: .a, stamp: 3)
    lab.deliver(.a, .c, 2)
    #expect(lab.count(.lost) == 1)
    lab.deliver(.a, .c, 1)
    #expect(lab.values(.k, at: .c) == ["later"])
    #expect(lab.count(.lost) == 1)
    lab.settle()
    #expect(lab.count(.lost) == 1)
  }

  @Test func `what is inside a merge is not lost`() throws {
    let lab = try mesh(2)
    try lab.bind(.k, "concatenate", [("as", "set")])
    lab.write("B", at: .a)
    lab.write("C", at: .b)
    lab.settle()
    #expect(lab.values(.k, at: .a) == ["B/C"])
    #expect(lab.values(.k, at: .b) == ["B/C"])
    #expect(lab.count(.lost) == 0)
    #expect(lab.count(.conflicts) == 1)
    lab.write("D", at: .a)
    lab.settle()
    #expect(lab.values(.k, at: .b) == ["D"])
    #expect(lab.count(.lost) == 0)
  }

  @Test func `a local write that loses at once is acknowledged and lost`() throws {
    let lab = try mesh(2, "lww")
    lab.write("new", at: .a, stamp: 5)
    lab.settle()
    lab.write("old", at: .a, stamp: 1)
    #expect(lab.world.reply == .wrote(OperationID(-1)))
    #expect(lab.values(.k, at: .a) == ["new"])
    #expect(lab.count(.inFlight, at: .b) == 1)
    #expect(lab.count(.lost) == 1)
    lab.settle()
    #expect(lab.values(.k, at: .b) == ["new"])
    #expect(lab.count(.lost) == 1)
    #expect(lab.count(.conflicts) == 0)
  }

  @Test func `equal stamps of one origin: the later write stays`() throws {
    for strategy in ["lww", "fww"] {
      let lab = try mesh(2, strategy)
      lab.write("1", at: .a, stamp: 7)
      lab.write("2", at: .a, stamp: 7)
      #expect(lab.values(.k, at: .a) == ["2"])
      lab.deliver(.a, .b, 2)
      lab.deliver(.a, .b, 1)
      #expect(lab.values(.k, at: .b) == ["2"])
      #expect(lab.count(.lost) == 0)
    }
  }

  @Test func `three siblings are three pairs`() throws {
    let lab = try mesh(3)
    for node in [.a, .b, .c] as [NodeID] { lab.write("\(node.rawValue)", at: node) }
    lab.settle()
    #expect(lab.count(.conflicts) == 3)
    for node in [.a, .b, .c] as [NodeID] {
      #expect(lab.count(.conflicts, at: node) == 3)
      #expect(lab.values(.k, at: node) == ["0", "1", "2"])
    }
    lab.write("all", at: .b)
    lab.settle()
    #expect(lab.count(.conflicts) == 3)
    #expect(lab.count(.lost) == 0)
  }

  @Test func `conflicts by node and key`() throws {
    let lab = try mesh(3)
    lab.step(.addKey(KeyRules()))
    lab.write("x", at: .a)
    lab.write("y", at: .b)
    lab.write("p", at: .b, on: .l)
    lab.write("q", at: .c, on: .l)
    lab.deliver(.a, .b)
    lab.deliver(.b, .c, 2)
    #expect(lab.count(.conflicts) == 2)
    #expect(lab.count(.conflicts, at: .b) == 1)
    #expect(lab.count(.conflicts, at: .b, on: .l) == 0)
    #expect(lab.count(.conflicts, on: .l) == 1)
    #expect(lab.count(.conflicts, at: .c, on: .l) == 1)
    #expect(lab.count(.conflicts, at: .a) == 0)
  }

  @Test func `known copies are redundant`() throws {
    let lab = try mesh(2)
    lab.write("x", at: .a)
    lab.step(.duplicate(MessageName(Arc(.a, .b), 1)))
    #expect(lab.count(.inFlight) == 2)
    #expect(lab.count(.inFlight, at: .b, on: .k) == 2)
    #expect(lab.count(.inFlight, at: .a) == 0)
    lab.settle()
    #expect(lab.count(.delivered, at: .b) == 2)
    #expect(lab.count(.applied, at: .b) == 1)
    #expect(lab.count(.redundant, at: .b, on: .k) == 1)
    #expect(lab.count(.inFlight) == 0)
  }

  @Test func `skipped writes are delivered, not applied`() throws {
    let lab = try mesh(2, "skip")
    lab.write("x", at: .a)
    lab.write("y", at: .b)
    lab.settle()
    #expect(lab.count(.delivered) == 2)
    #expect(lab.count(.applied) == 0)
    #expect(lab.count(.redundant) == 0)
    #expect(lab.count(.conflicts) == 1)
    #expect(lab.values(.k, at: .a) == ["x"])
    #expect(lab.values(.k, at: .b) == ["y"])
    #expect(lab.count(.lost) == 0)
  }

  @Test func `a stopped link delivers once it is released`() throws {
    let lab = try mesh(2, "error")
    lab.write("x", at: .a)
    lab.write("y", at: .b)
    lab.write("z", at: .a)
    lab.settle()
    #expect(lab.isQuiet)
    #expect(lab.count(.delivered) == 0)
    #expect(lab.count(.inFlight) == 3)
    lab.step(.bind(.k, KeyRules()))
    lab.step(.release(Arc(.a, .b), nil))
    lab.step(.release(Arc(.b, .a), nil))
    lab.settle()
    #expect(lab.count(.delivered) == 3)
    #expect(lab.isConverged)
    #expect(lab.count(.lost) == 0)
  }
}
