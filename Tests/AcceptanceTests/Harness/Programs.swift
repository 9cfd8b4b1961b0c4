import Foundation
import Glibc

/// Where the programs under test are.
enum Programs {
    /// The laptop's program.
    static let sluis = folder + "/sluis"
    /// The server's program.
    static let server = folder + "/sluis-server"

    /// The folder of the fixtures, found from this file.
    static let fixtures = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Fixtures")

    /// The folder with both programs: that of the test program, or `SLUIS_PROGRAMS`.
    private static let folder: String = {
        if let named = ProcessInfo.processInfo.environment["SLUIS_PROGRAMS"] { return named }
        var buffer = [CChar](repeating: 0, count: 4_096)
        let length = readlink("/proc/self/exe", &buffer, buffer.count - 1)
        let bytes = buffer.prefix(max(length, 0)).map { UInt8(bitPattern: $0) }
        let own = URL(filePath: String(decoding: bytes, as: UTF8.self)).deletingLastPathComponent()
        if FileManager.default.isExecutableFile(atPath: own.path + "/sluis") { return own.path }
        return fixtures.deletingLastPathComponent().path + "/.build/debug"
    }()

    /// The environment of every process: nothing of the caller's but the path.
    static func environment(_ more: [String: String] = [:]) -> [String: String] {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
        let base = ["PATH": path, "LANG": "en_US.UTF-8", "NO_COLOR": "1", "HOME": "/nonexistent"]
        return base.merging(more) { _, new in new }
    }

    /// Runs a program that is not ours, such as `sqlite3`.
    static func run(_ program: String, _ arguments: [String], in folder: TemporaryFolder) throws
        -> Answer
    {
        try Child(
            "/usr/bin/env",
            ([program] + arguments).map { Array($0.utf8) },
            environment: environment(),
            folder: folder.url
        ).answer()
    }
}
