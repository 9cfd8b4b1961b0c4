import Glibc

/// Small files that are either the old or the new, whole, whenever the power fails.
enum DurableFile {
    /// Replaces the file by a text.
    ///
    /// - Throws: ``CommandFailure`` `disk`; the old file is intact.
    static func write(_ text: String, to path: String, in folder: String) throws(CommandFailure) {
        try write(Array(text.utf8), to: path, in: folder)
    }

    /// Replaces the file: temporary file, fsync, rename, fsync of the folder.
    ///
    /// Only the owner may read it.
    ///
    /// - Throws: ``CommandFailure`` `disk`; the old file is intact.
    static func write(
        _ bytes: [UInt8],
        to path: String,
        in folder: String
    ) throws(CommandFailure) {
        let temporary = path + ".new"
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .file(temporary, errno: errno) }
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw abandon(descriptor, temporary, errno) }
            rest = rest.dropFirst(count)
        }
        guard fsync(descriptor) == 0 else { throw abandon(descriptor, temporary, errno) }
        close(descriptor)
        guard rename(temporary, path) == 0 else { throw .file(path, errno: errno) }
        let directory = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard directory >= 0 else { throw .file(folder, errno: errno) }
        defer { close(directory) }
        guard fsync(directory) == 0 else { throw .file(folder, errno: errno) }
    }

    /// The file's text; `nil` when there is no such file.
    ///
    /// - Throws: ``CommandFailure`` `disk`.
    static func read(_ path: String) throws(CommandFailure) -> String? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            if errno == ENOENT || errno == ENOTDIR { return nil }
            throw .file(path, errno: errno)
        }
        defer { close(descriptor) }
        return String(decoding: try bytes(of: descriptor, path: path, max: 1 << 20), as: UTF8.self)
    }

    /// Reads a descriptor to its end, at most `max` bytes and one more, by which the caller sees the excess.
    static func bytes(
        of descriptor: Int32,
        path: String,
        max: Int
    ) throws(CommandFailure) -> [UInt8] {
        var content: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while content.count <= max {
            let count = Glibc.read(descriptor, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw .file(path, errno: errno) }
            if count == 0 { break }
            content.append(contentsOf: buffer[..<count])
        }
        return content
    }

    private static func abandon(_ descriptor: Int32, _ path: String, _ code: Int32)
        -> CommandFailure
    {
        close(descriptor)
        unlink(path)
        return .file(path, errno: code)
    }
}
