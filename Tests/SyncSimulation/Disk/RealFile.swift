internal import Glibc

/// The real files under a simulated disk: what is durable.
enum RealFile {
    /// Opens a file for reading and writing, and makes it when it is not there.
    static func open(_ path: String) -> Int32 {
        Glibc.open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    }

    /// The length in bytes; 0 when there is no such file.
    static func length(_ path: String) -> Int64 {
        var status = stat()
        return stat(path, &status) == 0 ? Int64(status.st_size) : 0
    }

    /// Makes a write or a new length durable.
    static func apply(_ pending: SimulatedDisk.Pending, to path: String) {
        switch pending.effect {
        case .write(let offset, let bytes):
            let file = open(path)
            guard file >= 0 else { return }
            defer { close(file) }
            bytes.withUnsafeBytes { _ = pwrite(file, $0.baseAddress, $0.count, off_t(offset)) }
        case .length(let length):
            _ = truncate(path, off_t(length))
        }
    }
}
