/// The search for an order in which a register could have answered these calls.
///
/// Depth first over the calls that may come next; places reached before are not entered again. A
/// read that fits and may come next is taken at once: it changes nothing, so it loses nothing.
/// Intervals are closed: calls that touch are concurrent.
/// - Source: Wing and Gong 1993; Lowe 2017, "Testing for linearizability"; the list of calls and
///   returns is Porcupine's.
struct RegisterSearch {
  /// What the search found.
  enum Result: Equatable {
    case possible, impossible, outOfBudget
  }

  private struct Place: Hashable {
    var done: DoneCalls.Key
    var content: RegisterCall.Content
  }

  private let calls: [RegisterCall]
  private var list: CallList
  private var done: DoneCalls
  /// What the last write in `order` has left.
  private var content: RegisterCall.Content = 0
  /// How many calls that certainly happened have no place yet.
  private var left: Int
  /// The calls that have a place, in that order.
  private var order: [Int] = []
  private var visited: Set<Place> = []

  private init(_ calls: [RegisterCall]) {
    self.calls = calls
    list = CallList(calls)
    done = DoneCalls(calls.count)
    left = calls.count { $0.returned != nil }
  }

  /// Searches, and takes the steps it needs off the budget.
  static func run(_ calls: [RegisterCall], budget: inout Int) -> Result {
    var search = RegisterSearch(calls.withoutIdleWrites())
    return search.run(&budget)
  }

  private mutating func run(_ budget: inout Int) -> Result {
    takeFittingReads(&budget)
    var next = list.first
    while left > 0 {
      guard budget > 0 else { return .outOfBudget }
      budget -= 1
      if let call = list.call(at: next) {
        if calls[call].isWrite, take(call) {
          takeFittingReads(&budget)
          next = list.first
        } else {
          next = list.after(next)
        }
      } else {
        guard let call = retreat() else { return .impossible }
        next = list.after(list.entry(of: call))
      }
    }
    return .possible
  }

  /// Takes a write, unless that leads to where the search has been.
  private mutating func take(_ call: Int) -> Bool {
    done.insert(call)
    let isNew = visited.insert(Place(done: done.key, content: calls[call].content)).inserted
    done.remove(call)
    if isNew { place(call) }
    return isNew
  }

  private mutating func takeFittingReads(_ budget: inout Int) {
    var next = list.first
    while let call = list.call(at: next) {
      budget -= 1
      let fits = !calls[call].isWrite && calls[call].content == content
      // What a read's end has hidden may come next once the read is out of the way.
      if fits { place(call) }
      next = list.after(next)
    }
  }

  private mutating func place(_ call: Int) {
    order.append(call)
    done.insert(call)
    list.remove(call)
    if calls[call].isWrite { content = calls[call].content }
    if calls[call].returned != nil { left -= 1 }
  }

  /// Takes back the last write and the reads that came with it; nil: there is none.
  ///
  /// What the register held before needs no thought: the next call to be placed is a write.
  private mutating func retreat() -> Int? {
    while let call = order.popLast() {
      done.remove(call)
      list.restore(call)
      if calls[call].returned != nil { left += 1 }
      if calls[call].isWrite { return call }
    }
    return nil
  }
}

/// The beginnings and ends of the calls without a place yet, in order of time.
///
/// The calls before the first end are those that may come next. A call that may never have
/// happened has no end.
private struct CallList {
  private var previous: [Int] = []
  private var following: [Int] = []
  /// By entry: its call, where it is a beginning.
  private var beginnings: [Int?] = []
  /// By call.
  private var begins: [Int]
  private var ends: [Int?]

  init(_ calls: [RegisterCall]) {
    begins = Array(repeating: 0, count: calls.count)
    ends = Array(repeating: nil, count: calls.count)
    var events: [(tick: Int64, isEnd: Int, call: Int)] = []
    for (call, data) in calls.enumerated() {
      events.append((data.invoked, 0, call))
      if let end = data.returned { events.append((end, 1, call)) }
    }
    events.sort { ($0.tick, $0.isEnd, $0.call) < ($1.tick, $1.isEnd, $1.call) }
    // Entry 0 stands before the first and after the last.
    beginnings.append(nil)
    for event in events {
      if event.isEnd == 0 { begins[event.call] = beginnings.count }
      if event.isEnd == 1 { ends[event.call] = beginnings.count }
      beginnings.append(event.isEnd == 0 ? event.call : nil)
    }
    let count = beginnings.count
    previous = (0..<count).map { ($0 + count - 1) % count }
    following = (0..<count).map { ($0 + 1) % count }
  }

  var first: Int { following[0] }

  func after(_ entry: Int) -> Int { following[entry] }

  func entry(of call: Int) -> Int { begins[call] }

  /// The call that begins here; nil: it is an end, or there is nothing left.
  func call(at entry: Int) -> Int? { beginnings[entry] }

  /// Afterwards the entry of the call still tells what came after it, should it be asked.
  mutating func remove(_ call: Int) {
    if let end = ends[call] { unlink(end) }
    unlink(begins[call])
  }

  /// Calls come back in the opposite order of their going.
  mutating func restore(_ call: Int) {
    relink(begins[call])
    if let end = ends[call] { relink(end) }
  }

  private mutating func unlink(_ entry: Int) {
    following[previous[entry]] = following[entry]
    previous[following[entry]] = previous[entry]
  }

  private mutating func relink(_ entry: Int) {
    following[previous[entry]] = entry
    previous[following[entry]] = entry
  }
}

/// The set of calls that have a place: nearly all of the early ones, few of the late ones.
private struct DoneCalls {
  /// The set without its full beginning and its empty end.
  struct Key: Hashable {
    var start: Int
    var words: [UInt64]
  }

  private var words: [UInt64]
  private var firstOpen = 0
  private var end = 0

  init(_ count: Int) { words = Array(repeating: 0, count: count / 64 + 1) }

  /// Equal for equal sets.
  var key: Key {
    Key(start: firstOpen, words: firstOpen < end ? Array(words[firstOpen..<end]) : [])
  }

  mutating func insert(_ call: Int) {
    words[call / 64] |= 1 << UInt64(call % 64)
    end = max(end, call / 64 + 1)
    while firstOpen < words.count - 1, words[firstOpen] == .max { firstOpen += 1 }
  }

  mutating func remove(_ call: Int) {
    words[call / 64] &= ~(1 << UInt64(call % 64))
    firstOpen = min(firstOpen, call / 64)
    while end > 0, words[end - 1] == 0 { end -= 1 }
  }
}
