// The one thread of a simulation.
//
// A simulation is a plain synchronous program: it is made, run and dropped on one thread. The engine's entrance is
// asynchronous; `OneThread.run` runs it to its end on the calling thread, so that nothing else happens meanwhile but
// what the simulated transport lets happen.
internal import Synchronization

/// Carries an object of a simulation through the engine's `Sendable` ports.
///
/// `@unchecked Sendable` is safe here: `OneThread` runs every job of the engine on the thread that called it, and that
/// thread is the one that made the object; no job outlives the call.
final class Confined<Value: AnyObject>: @unchecked Sendable {
    /// The object; used on the simulation's thread only.
    let value: Value

    init(_ value: Value) { self.value = value }
}

/// Runs asynchronous code on the calling thread.
final class OneThread: TaskExecutor {
    private let jobs = Mutex<[UnownedJob]>([])

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        jobs.withLock { $0.append(job) }
    }

    private func drain() {
        while let job = jobs.withLock({ $0.isEmpty ? nil : $0.removeFirst() }) {
            job.runSynchronously(on: asUnownedTaskExecutor())
        }
    }

    /// Keeps a result for who waits for it.
    private final class Answer<Result: Sendable>: Sendable {
        let value = Mutex<Result?>(nil)
    }

    /// Runs `body` to its end.
    ///
    /// - Returns: Its result; `nil` when it waits for something that no job of its own brings about.
    static func run<Result: Sendable>(
        _ body: @escaping @Sendable () async -> Result
    ) -> Result? {
        let thread = OneThread()
        let answer = Answer<Result>()
        Task(executorPreference: thread) {
            let result = await body()
            answer.value.withLock { $0 = result }
        }
        thread.drain()
        return answer.value.withLock { $0 }
    }
}
