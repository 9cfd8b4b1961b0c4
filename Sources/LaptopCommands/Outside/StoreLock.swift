import Glibc
import SyncModel

/// The lock of the data folder: one command at a time has the store.
///
/// Never held while a command waits for the network or for typing.
enum StoreLock {
    /// Runs `body` with the lock; waits at most ``Limits/lockWaitMax`` for another command.
    ///
    /// - Throws: ``CommandFailure`` `busy`, or `disk` when the lock file cannot be made; what `body` throws.
    static func hold<Result>(_ path: String, _ body: () throws -> Result) throws -> Result {
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw CommandFailure.file(path, errno: errno) }
        defer { close(descriptor) }
        try take(descriptor, path)
        return try body()
    }

    private static func take(_ descriptor: Int32, _ path: String) throws(CommandFailure) {
        let deadline =
            Outside.monotonicMilliseconds() + Limits.lockWaitMax.components.seconds * 1000
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            guard errno == EWOULDBLOCK || errno == EINTR else { throw .file(path, errno: errno) }
            guard Outside.monotonicMilliseconds() < deadline else {
                throw CommandFailure(.busy, .storeBusy, safety: .nothingWritten, next: .tryAgain)
            }
            usleep(10_000)
        }
    }
}
