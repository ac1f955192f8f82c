import Causality
import Consistency
import Simulation

/// What a client's requests wait for, or go elsewhere for, rather than go without.
package struct Guarantees: OptionSet, Sendable {
  /// The bits.
  package let rawValue: UInt8

  /// A set of bits.
  package init(rawValue: UInt8) { self.rawValue = rawValue }

  /// A read sees her own writes of the key.
  static let readYourWrites = Guarantees(rawValue: 1)
  /// A read sees what her earlier reads of the key saw.
  static let monotonicReads = Guarantees(rawValue: 2)
  /// A node takes her write when it has her earlier ones.
  static let monotonicWrites = Guarantees(rawValue: 4)
  /// A node takes her write when it has what she read.
  static let writesFollowReads = Guarantees(rawValue: 8)

  /// The words of the language, in their order.
  enum Word: String, CaseIterable {
    case ryw, mr, mw, wfr, none

    /// What the word stands for.
    var guarantee: Guarantees {
      switch self {
      case .ryw: .readYourWrites
      case .mr: .monotonicReads
      case .mw: .monotonicWrites
      case .wfr: .writesFollowReads
      case .none: []
      }
    }
  }

  /// As a script states them.
  var text: String {
    let words = Word.allCases.filter { !$0.guarantee.isEmpty && contains($0.guarantee) }
    return words.isEmpty ? "none" : words.map(\.rawValue).joined(separator: ",")
  }
}

/// What a node must know of a key before a request may go there.
struct Demand: Sendable {
  let key: KeyID
  let context: CausalContext
}

extension ClientMemory {
  /// What a read of a key asks of whoever answers.
  func demands(ofReading key: KeyID, _ guarantees: Guarantees) -> [Demand] {
    entries.filter { $0.key == key }.compactMap { entry in
      entry.demand(
        written: guarantees.contains(.readYourWrites), read: guarantees.contains(.monotonicReads))
    }
  }

  /// What a write of any key asks of whoever takes it.
  func demands(ofWriting guarantees: Guarantees) -> [Demand] {
    entries.compactMap { entry in
      entry.demand(
        written: guarantees.contains(.monotonicWrites),
        read: guarantees.contains(.writesFollowReads))
    }
  }
}

extension ClientMemory.Entry {
  fileprivate func demand(written: Bool, read: Bool) -> Demand? {
    var context = CausalContext()
    if written { context.merge(self.written) }
    if read { context.merge(self.read) }
    return context == CausalContext() ? nil : Demand(key: key, context: context)
  }
}
