import Causality
import Glibc
import Replication

/// Two replicas that edit one text apart, character by character, and then exchange states.
enum TextLoad {
  typealias Text = ReplicatedSequence<Unicode.Scalar>

  /// How much text both start with.
  private static let start = 1000

  /// Where a replica edits: anywhere at any time, or on from where it edited last, as people type.
  enum Habit: String {
    case random, typed
  }

  /// Makes one replica's edits after the other, then joins the states: what a delivery costs.
  static func run(_ habit: Habit, edits: Int, rounds: Int) throws -> String {
    let states = try [UInt32(1), 2].map { try edited(by: $0, habit, edits: edits) }
    let merge = MergeDefinition.text.merge
    var seconds = Double.infinity
    var merged = Value.null
    for _ in 0..<rounds {
      let begin = now()
      merged = merge(states[0], states[1])
      seconds = min(seconds, now() - begin)
    }
    let text = MergeDefinition.text.read(merged)
    guard merge(states[1], states[0]) == merged, case .string(let text) = text[0] else {
      throw Child.Failure(command: "text", reason: "the replicas differ")
    }
    return "seconds=\(seconds) length=\(text.unicodeScalars.count)"
  }

  private static func edited(by replica: UInt32, _ habit: Habit, edits: Int) throws -> Value {
    var text = Text()
    let letters = Array(repeating: Unicode.Scalar("."), count: start)
    try text.insert(letters, at: 0, by: Author(ReplicaID(0)))
    let author = Author(ReplicaID(replica))
    var stream = ReferenceStream(seed: UInt64(replica))
    var place = 0
    for edit in 0..<edits {
      if habit == .random || stream.below(20) == 0 {
        place = Int(stream.below(UInt32(text.count + 1)))
      }
      if place > 0, stream.below(10) == 0 {
        place -= 1
        try text.erase(1, at: place)
      } else {
        let letter = Unicode.Scalar(UInt8(ascii: "a") + UInt8(edit % 26))
        try text.insert([letter], at: place, by: author)
        place += 1
      }
    }
    return .object([
      Value.Member(key: "runs", value: text.value),
      Value.Member(key: "type", value: .string("text")),
    ])
  }

  private static func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}
