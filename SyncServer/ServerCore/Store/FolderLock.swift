internal import Glibc

/// Holds a data folder for one process: an advisory lock on the file `lock` in it.
///
/// The lock ends with this object or with the process, whatever ends first; nothing is left to
/// clean up after a crash.
public final class FolderLock: Sendable {
    private let descriptor: Int32

    /// Takes the lock at once; `nil` when another process holds it.
    ///
    /// - Parameter path: The lock file; made when missing.
    /// - Throws: ``OperatorError`` `notSaved` when the file cannot be opened.
    public init?(path: String) throws(OperatorError) {
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw OperatorError(.notSaved, "lock: errno \(errno)") }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            return nil
        }
        self.descriptor = descriptor
    }

    deinit { close(descriptor) }
}
