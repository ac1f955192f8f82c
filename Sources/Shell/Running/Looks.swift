/// Counts how often a run looks whether to stop, so that it can be stopped there again.
final class Looks {
  private var count = 0
  private let stop: Int?
  /// The look at which the run was stopped; nil: it was not.
  private(set) var stoppedAt: Int?

  /// Stops a run at a look of this number, from 1; nil: at none.
  init(stoppingAt stop: Int? = nil) { self.stop = stop }

  /// One more look; returns whether to stop.
  func look(_ isWanted: Bool) -> Bool {
    count += 1
    let stops = isWanted || stop.map { count >= $0 } ?? false
    if stops, stoppedAt == nil { stoppedAt = count }
    return stops
  }
}
