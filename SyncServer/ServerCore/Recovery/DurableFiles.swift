internal import Foundation
internal import Glibc

/// The few things that must be on the disk for certain, outside the database.
enum DurableFiles {
    /// Appends bytes to a file that ends at `length`, and waits until they are on the disk.
    ///
    /// What stands after `length`, such as a line that a crash tore off, is taken away.
    ///
    /// - Throws: ``OperatorError`` `notSaved`.
    static func append(_ bytes: [UInt8], to path: String, at length: Int) throws(OperatorError) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failure("open", path) }
        defer { close(descriptor) }
        guard ftruncate(descriptor, off_t(length)) == 0, lseek(descriptor, 0, SEEK_END) >= 0 else {
            throw failure("truncate", path)
        }
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes { buffer in
                write(descriptor, buffer.baseAddress.map { $0 + written }, buffer.count - written)
            }
            guard count > 0 else { throw failure("write", path) }
            written += count
        }
        guard fsync(descriptor) == 0 else { throw failure("fsync", path) }
        if length == 0 { try syncFolder(of: path) }
    }

    /// Waits until a file is on the disk.
    ///
    /// - Throws: ``OperatorError`` `notSaved`.
    static func sync(_ path: String) throws(OperatorError) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure("open", path) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw failure("fsync", path) }
    }

    /// Waits until the names in a file's folder are on the disk.
    ///
    /// - Throws: ``OperatorError`` `notSaved`.
    static func syncFolder(of path: String) throws(OperatorError) {
        let folder =
            path.contains("/") ? String(path[..<(path.lastIndex(of: "/") ?? path.endIndex)]) : "."
        try sync(folder.isEmpty ? "/" : folder)
    }

    /// Gives a file its name, durably.
    ///
    /// - Throws: ``OperatorError`` `notSaved`.
    static func rename(_ path: String, to target: String) throws(OperatorError) {
        guard Glibc.rename(path, target) == 0 else { throw failure("rename", path) }
        try syncFolder(of: target)
    }

    /// Copies a file, durably.
    ///
    /// - Throws: ``OperatorError`` `notSaved`, or `noBackup` when the source cannot be read.
    static func copy(_ source: String, to target: String) throws(OperatorError) {
        guard let input = FileHandle(forReadingAtPath: source) else {
            throw OperatorError(.noBackup, source)
        }
        defer { close(input.fileDescriptor) }
        var length = 0
        while true {
            let chunk: Data
            do {
                chunk = try input.read(upToCount: 1 << 20) ?? Data()
            } catch {
                throw OperatorError(.noBackup, source)
            }
            guard !chunk.isEmpty else { break }
            try append(Array(chunk), to: target, at: length)
            length += chunk.count
        }
    }

    /// Removes a database file and what stands beside it; what is not there does no harm.
    static func removeDatabase(_ path: String) {
        for suffix in ["", "-wal", "-shm", ".mark"] { unlink(path + suffix) }
    }

    private static func failure(_ call: String, _ path: String) -> OperatorError {
        OperatorError(.notSaved, "\(call): errno \(errno)")
    }
}
