import Foundation
import Testing

/// Runs tests that wait for processes on threads of their own.
///
/// Such a test blocks its thread for seconds. The pool on which Swift runs tasks has one thread a core, and every
/// other test of this process would wait for it.
struct BlockingThreadsTrait: SuiteTrait, TestTrait, TestScoping {
    var isRecursive: Bool { true }

    func provideScope(
        for test: Test,
        testCase: Test.Case?,
        performing function: @Sendable () async throws -> Void
    ) async throws {
        try await withTaskExecutorPreference(BlockingThreads.shared) { try await function() }
    }
}

extension Trait where Self == BlockingThreadsTrait {
    /// This suite waits for processes.
    static var waitsForProcesses: Self { Self() }
}

/// A few threads that may block.
private final class BlockingThreads: TaskExecutor {
    static let shared = BlockingThreads()

    private let queue = OperationQueue()

    private init() {
        // Enough to keep two cores busy while some wait, and few enough for every process to answer in time.
        queue.maxConcurrentOperationCount = 4
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        let executor = asUnownedTaskExecutor()
        queue.addOperation { job.runSynchronously(on: executor) }
    }
}
