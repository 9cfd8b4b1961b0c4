import Foundation
import Glibc

/// Runs the built `sluis`, with pipes or on a pseudo terminal.
struct TerminalProcess {
    /// What came of it.
    struct Answer {
        var code: Int32
        var output: String
        var errors: String
    }

    /// The program, beside the test program.
    static let program: String = {
        var buffer = [CChar](repeating: 0, count: 4_096)
        let length = readlink("/proc/self/exe", &buffer, buffer.count - 1)
        let bytes = buffer.prefix(max(length, 0)).map { UInt8(bitPattern: $0) }
        let own = URL(filePath: String(decoding: bytes, as: UTF8.self)).deletingLastPathComponent()
        if FileManager.default.isExecutableFile(atPath: own.path + "/sluis") {
            return own.path + "/sluis"
        }
        return URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../.build/debug/sluis").standardizedFileURL.path
    }()

    /// The environment of the child: nothing of the caller's.
    var environment = ["PATH": "/usr/bin:/bin", "LANG": "en_US.UTF-8", "HOME": "/nonexistent"]

    /// Runs with pipes; the input is empty.
    func run(bytes arguments: [[UInt8]]) throws -> Answer {
        let (output, errors) = (try temporaryFile(), try temporaryFile())
        defer {
            close(output)
            close(errors)
        }
        let input = open("/dev/null", O_RDONLY)
        defer { close(input) }
        let child = try spawn(arguments, input: input, output: output, errors: errors)
        return Answer(
            code: try wait(for: child),
            output: contents(of: output),
            errors: contents(of: errors)
        )
    }

    /// Runs with pipes; the input is empty.
    func run(_ arguments: String...) throws -> Answer {
        try run(bytes: arguments.map { Array($0.utf8) })
    }

    /// Runs on a pseudo terminal of 100 columns, with `typed` as what is typed.
    func runOnTerminal(_ arguments: String..., typed: String = "") throws -> Answer {
        let (terminal, side) = try openTerminal()
        var size = winsize(ws_row: 40, ws_col: 100, ws_xpixel: 0, ws_ypixel: 0)
        _ = ioctl(side, UInt(TIOCSWINSZ), &size)
        let child = try spawn(
            arguments.map { Array($0.utf8) },
            input: side,
            output: side,
            errors: side
        )
        close(side)
        var bytes = Array(typed.utf8)
        _ = Glibc.write(terminal, &bytes, bytes.count)
        var shown: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4_096)
        while true {
            let count = read(terminal, &buffer, buffer.count)
            if count <= 0 { break }
            shown += buffer[..<count]
        }
        close(terminal)
        return Answer(
            code: try wait(for: child),
            output: String(decoding: shown, as: UTF8.self),
            errors: ""
        )
    }

    /// Opens a pseudo terminal by the kernel's own calls: `TIOCSPTLCK` unlocks it, `TIOCGPTN` numbers it.
    private func openTerminal() throws -> (terminal: Int32, side: Int32) {
        let terminal = open("/dev/ptmx", O_RDWR | O_NOCTTY)
        var locked: Int32 = 0
        var number: UInt32 = 0
        guard terminal >= 0, ioctl(terminal, 0x4004_5431, &locked) == 0,
            ioctl(terminal, 0x8004_5430, &number) == 0
        else { throw POSIXError(.ENXIO) }
        let side = open("/dev/pts/\(number)", O_RDWR | O_NOCTTY)
        guard side >= 0 else { throw POSIXError(.ENXIO) }
        return (terminal, side)
    }

    private func spawn(_ arguments: [[UInt8]], input: Int32, output: Int32, errors: Int32) throws
        -> pid_t
    {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, input, 0)
        posix_spawn_file_actions_adddup2(&actions, output, 1)
        posix_spawn_file_actions_adddup2(&actions, errors, 2)
        let words = [Array(Self.program.utf8)] + arguments
        var argv = words.map(Self.cString) + [UnsafeMutablePointer<CChar>?.none]
        var variables =
            environment.map { Self.cString(Array("\($0)=\($1)".utf8)) }
            + [UnsafeMutablePointer<CChar>?.none]
        defer { (argv + variables).forEach { free($0) } }
        var child = pid_t()
        let code = posix_spawn(&child, Self.program, &actions, nil, &argv, &variables)
        guard code == 0 else { throw POSIXError(POSIXError.Code(rawValue: code) ?? .ENOENT) }
        return child
    }

    private static func cString(_ bytes: [UInt8]) -> UnsafeMutablePointer<CChar>? {
        (bytes + [0]).map { CChar(bitPattern: $0) }.withUnsafeBufferPointer { buffer in
            buffer.baseAddress.flatMap { strdup($0) }
        }
    }

    private func wait(for child: pid_t) throws -> Int32 {
        var status: Int32 = 0
        while waitpid(child, &status, 0) < 0 {
            guard errno == EINTR else { throw POSIXError(.ECHILD) }
        }
        return status & 0x7F == 0 ? status >> 8 & 0xFF : -(status & 0x7F)
    }

    private func temporaryFile() throws -> Int32 {
        var template = Array("/tmp/sluis-test-XXXXXX".utf8CString)
        let descriptor = mkstemp(&template)
        guard descriptor >= 0 else { throw POSIXError(.EIO) }
        unlink(template)
        return descriptor
    }

    private func contents(of descriptor: Int32) -> String {
        lseek(descriptor, 0, SEEK_SET)
        return FileHandle(fileDescriptor: descriptor, closeOnDealloc: false).readDataToEndOfFile()
            .withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
    }
}
