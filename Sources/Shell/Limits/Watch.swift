import Commands
import Glibc

/// Watches what a script or an entry uses up of time, memory and output.
struct Watch {
  private let limits: Limits
  private let watchesSystem: Bool
  private var isOn = false
  /// The limit that was reached; it stays until the next beginning.
  private(set) var reached: Limits.Bound?
  private var start = 0
  private var written = 0
  private var looks = 0

  /// Asking for the memory takes longer than a statement.
  private static let looksPerMemory = 16

  init(_ limits: Limits) {
    self.limits = limits
    watchesSystem = limits[.time] != nil || limits[.memory] != nil
  }

  /// A script or an entry begins.
  mutating func begin() {
    self = Watch(limits)
    isOn = true
    start = Watch.now
  }

  /// It has ended; what is said now counts for nothing.
  mutating func end() { isOn = false }

  /// Whether a limit is reached.
  mutating func look() -> Bool {
    if reached == nil, watchesSystem, isOn { lookAround() }
    return reached != nil
  }

  /// Whether so many bytes may be written.
  mutating func admits(_ count: Int) -> Bool {
    guard isOn, let bound = limits[.output] else { return true }
    if reached == nil {
      written += count
      if written > bound.amount { reached = bound }
    }
    return reached == nil
  }

  private mutating func lookAround() {
    if let bound = limits[.time], Watch.now - start > bound.amount { reached = bound }
    if let bound = limits[.memory], looks % Watch.looksPerMemory == 0,
      Watch.peakMemory > bound.amount
    {
      reached = bound
    }
    looks += 1
  }

  /// Unit: nanoseconds since some moment.
  private static var now: Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec * 1_000_000_000 + time.tv_nsec
  }

  /// The most memory that the process has had. Unit: bytes.
  private static var peakMemory: Int {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return usage.ru_maxrss * 1024
  }
}

extension Limits.Bound {
  /// What is told when it is reached.
  var complaint: Complaint {
    let message =
      switch limit {
      case .statements, .events: "as many \(limit.rawValue) have been as are allowed"
      case .memory: "more memory is used than is allowed"
      case .output: "more was to be written than is allowed"
      case .time: "it takes longer than is allowed"
      }
    return Complaint(
      code: ErrorCode.budget.rawValue, message: message,
      place: Place(file: "--limit \(text)", line: 0, column: 0, source: ""))
  }
}
