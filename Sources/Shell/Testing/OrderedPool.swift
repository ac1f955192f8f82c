import CEditline
import Glibc

/// Does numbered jobs on threads of its own; what came of them is handed out in their order.
///
/// The threads have room for what a hostile script can nest, which those of the language's own pool
/// do not. Everything mutable is touched under the lock only, hence `@unchecked`.
final class OrderedPool<Outcome: Sendable>: @unchecked Sendable {
  private let job: @Sendable (Int) -> Outcome
  private let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let progress = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  private var outcomes: [Outcome?]
  private var next = 0
  private var threads: [pthread_t] = []

  /// How much stack a thread may use. Unit: bytes.
  private static var stackSize: Int { 256 << 20 }

  /// Starts doing `count` jobs, at most so many at once.
  init(jobs count: Int, atOnce: Int, _ job: @escaping @Sendable (Int) -> Outcome) {
    self.job = job
    outcomes = Array(repeating: nil, count: count)
    pthread_mutex_init(lock, nil)
    pthread_cond_init(progress, nil)
    shell_signals_block()
    for _ in 0..<min(atOnce, count) { startThread() }
    shell_signals_unblock()
  }

  /// Nothing may still run: `finish` comes first.
  deinit {
    pthread_cond_destroy(progress)
    pthread_mutex_destroy(lock)
    progress.deallocate()
    lock.deallocate()
  }

  /// Waits for a job and hands out what came of it, once.
  func outcome(of index: Int) -> Outcome {
    // Where the system has no thread left, the one that waits does the work.
    if threads.isEmpty { return job(index) }
    pthread_mutex_lock(lock)
    defer { pthread_mutex_unlock(lock) }
    while true {
      if let outcome = outcomes[index].take() { return outcome }
      pthread_cond_wait(progress, lock)
    }
  }

  /// Begins no further job and waits for those that have begun.
  func finish() {
    pthread_mutex_lock(lock)
    next = outcomes.count
    pthread_mutex_unlock(lock)
    for thread in threads { pthread_join(thread, nil) }
    threads = []
  }

  private func startThread() {
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setstacksize(&attributes, OrderedPool.stackSize)
    let worker = Unmanaged.passRetained(PoolWorker(work))
    var thread = pthread_t()
    let error = pthread_create(
      &thread, &attributes,
      { context in
        guard let context else { return nil }
        shell_signals_begin_thread()
        Unmanaged<PoolWorker>.fromOpaque(context).takeRetainedValue().work()
        return nil
      }, worker.toOpaque())
    if error == 0 { threads.append(thread) } else { worker.release() }
  }

  private func work() {
    while let index = takeJob() {
      let outcome = job(index)
      pthread_mutex_lock(lock)
      outcomes[index] = outcome
      pthread_cond_broadcast(progress)
      pthread_mutex_unlock(lock)
    }
  }

  private func takeJob() -> Int? {
    pthread_mutex_lock(lock)
    defer { pthread_mutex_unlock(lock) }
    guard next < outcomes.count else { return nil }
    next += 1
    return next - 1
  }
}

/// What a thread is handed: C knows no generic types.
private final class PoolWorker {
  let work: () -> Void
  init(_ work: @escaping () -> Void) { self.work = work }
}
