import Causality
import Replication
import Testing

@testable import Simulation

/// A link's messages arrive in order, unless somebody orders otherwise.
@Suite struct LinkOrderTests {
  /// The ordinals in order of arrival at b.
  private func arrivals(_ lab: Lab) -> [UInt32] {
    lab.events.removeAll()
    lab.settle()
    return lab.events.events.filter { $0.node == .b && $0.message.ordinal > 0 }
      .map(\.message.ordinal)
  }

  private func lab(_ writes: Int) -> Lab {
    let lab = Lab.mesh(2)
    for write in 0..<writes {
      lab.step(.pass(until: Tick(write) * 1_000_000))
      lab.write("\(write)", at: .a)
    }
    return lab
  }

  private func name(_ ordinal: UInt32) -> MessageName { MessageName(Arc(.a, .b), ordinal) }

  @Test func `a later message does not overtake on a faster link`() {
    let lab = Lab.mesh(2)
    lab.write("1", at: .a)
    lab.step(.latency(.all, .constant(1)))
    lab.write("2", at: .a)
    #expect(arrivals(lab) == [1, 2])
  }

  @Test(arguments: [1_000_000, 2_000_000, 500_000, 90_000_000] as [Tick])
  func `a delay holds up those behind`(delay: Tick) {
    let lab = lab(4)
    lab.step(.delay(name(1), by: delay))
    #expect(arrivals(lab) == [1, 2, 3, 4])
  }

  @Test func `a delay in slots used before keeps the order`() {
    let lab = lab(4)
    lab.settle()
    for write in 4..<9 { lab.write("\(write)", at: .a) }
    lab.step(.delay(name(6), by: 30_000_000))
    #expect(arrivals(lab) == [5, 6, 7, 8, 9])
  }

  @Test func `a delay while the receiver is paused keeps the order`() {
    let lab = lab(4)
    lab.step(.pause(.b))
    lab.step(.delay(name(2), by: 1_000_000))
    lab.step(.resume(.b))
    #expect(arrivals(lab) == [1, 2, 3, 4])
  }

  @Test(arguments: [false, true])
  func `a duplicate comes last`(isHeld: Bool) {
    let lab = lab(3)
    if isHeld { lab.step(.hold(Arc(.a, .b), nil)) }
    lab.step(.duplicate(name(1)))
    if isHeld { lab.step(.release(Arc(.a, .b), nil)) }
    #expect(arrivals(lab) == [1, 2, 3, 4])
  }

  @Test func `hold, release, cut and heal keep the order`() {
    let lab = lab(4)
    lab.step(.hold(Arc(.a, .b), nil))
    lab.write("4", at: .a)
    lab.settle()
    #expect(lab.count(.delivered) == 0)
    lab.step(.release(Arc(.a, .b), nil))
    lab.step(.partition([Arc(.a, .b)]))
    lab.write("5", at: .a)
    lab.step(.heal)
    #expect(arrivals(lab) == [1, 2, 3, 4, 5, 6])
  }

  @Test func `deliver overrides order`() {
    let lab = lab(3)
    lab.deliver(.a, .b, 3)
    #expect(lab.values(.k, at: .b) == ["2"])
    #expect(arrivals(lab) == [1, 2])
    #expect(lab.values(.k, at: .b) == ["2"])
  }

  @Test func `without order a delayed message arrives when it falls due`() {
    let lab = lab(0)
    lab.step(.delivery(.any))
    for write in 0..<3 { lab.write("\(write)", at: .a) }
    lab.step(.delay(name(1), by: 5_000_000))
    #expect(arrivals(lab) == [2, 3, 1])
  }

  @Test func `a message to a node that is down waits for it`() {
    let lab = lab(2)
    lab.step(.crash(.b, losingDisk: false))
    #expect(lab.isQuiet)
    #expect(lab.count(.inFlight, at: .b) == 2)
    #expect(lab.messages.map(\.obstacle) == [.down(.b), .down(.b)])
    #expect(lab.attempt(.deliver(name(1))) == .down(.b))
    lab.step(.restart(.b))
    #expect(arrivals(lab) == [1, 2])
  }

  @Test func `a held message cannot be delivered to a node that is not up`() {
    let lab = lab(1)
    lab.step(.hold(Arc(.a, .b), nil))
    lab.step(.pause(.b))
    #expect(lab.attempt(.deliver(name(1))) == .paused(.b))
    lab.step(.resume(.b))
    lab.step(.crash(.b, losingDisk: false))
    #expect(lab.attempt(.deliver(name(1))) == .down(.b))
    #expect(lab.values(.k, at: .b) == [])
    lab.step(.restart(.b))
    lab.step(.partition([Arc(.a, .b)]))
    #expect(lab.attempt(.deliver(name(1))) == .cut(Arc(.a, .b)))
    lab.step(.heal)
    lab.deliver(.a, .b, 1)
    #expect(lab.values(.k, at: .b) == ["0"])
  }

  @Test func `a held message can be delivered, one behind a cut cannot`() {
    let lab = lab(2)
    lab.step(.hold(Arc(.a, .b), .replicate))
    lab.deliver(.a, .b, 1)
    #expect(lab.count(.delivered, at: .b) == 1)
    lab.step(.partition([Arc(.a, .b)]))
    #expect(lab.attempt(.deliver(name(2))) == .cut(Arc(.a, .b)))
  }
}
