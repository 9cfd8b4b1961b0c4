internal import NIOPosix

/// Runs the calls of the store, one after another, away from the event loops.
///
/// The one writer of the store is this thread; readers share it.
final class StoreThread: Sendable {
    private let pool = NIOThreadPool(numberOfThreads: 1)

    init() { pool.start() }

    /// Runs a call when those before it are done.
    ///
    /// - Throws: What the call throws, or `CancellationError` after ``stop()``.
    func run<Result: Sendable>(
        _ call: @escaping @Sendable () throws -> Result
    ) async throws -> Result {
        try await pool.runIfActive(call)
    }

    /// Ends the thread once the call that runs is done.
    func stop() async throws { try await pool.shutdownGracefully() }
}
