import Foundation
import Glibc

/// A process that a test started, with its output in files.
struct Child {
    /// The process id.
    let id: pid_t
    private let output: URL
    private let messages: URL

    /// Starts a program.
    ///
    /// `tracer`: A program, with its arguments, that starts it and stays beside it.
    init(
        _ program: String,
        _ arguments: [[UInt8]],
        under tracer: [String] = [],
        environment: [String: String],
        input: [UInt8] = [],
        folder: URL
    ) throws {
        let name = UUID().uuidString
        output = folder.appending(path: "\(name).out")
        messages = folder.appending(path: "\(name).err")
        let inputFile = folder.appending(path: "\(name).in")
        try Data(input).write(to: inputFile)

        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        let writing = O_WRONLY | O_CREAT | O_TRUNC
        posix_spawn_file_actions_addopen(&actions, 0, inputFile.path, O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, output.path, writing, 0o600)
        posix_spawn_file_actions_addopen(&actions, 2, messages.path, writing, 0o600)
        let first = tracer.isEmpty ? program : "/usr/bin/env"
        let before = tracer.isEmpty ? [] : [first] + tracer
        let words = CStrings((before + [program]).map { Array($0.utf8) } + arguments)
        let variables = CStrings(environment.map { Array("\($0)=\($1)".utf8) })
        var child: pid_t = 0
        let failure = posix_spawn(&child, first, &actions, nil, words.list, variables.list)
        guard failure == 0 else {
            throw HarnessError(description: "cannot start \(first): \(failure)")
        }
        id = child
    }

    /// Waits for the end and collects the output.
    func answer() throws -> Answer {
        var status: Int32 = 0
        while waitpid(id, &status, 0) < 0, errno == EINTR {}
        let signal = status & 0x7F
        return Answer(
            code: signal == 0 ? (status >> 8) & 0xFF : -signal,
            output: try Data(contentsOf: output),
            messages: String(decoding: try Data(contentsOf: messages), as: UTF8.self)
        )
    }

    /// Whether it has not ended yet.
    var isRunning: Bool {
        var info = siginfo_t()
        let flags = WEXITED | WNOHANG | WNOWAIT
        return waitid(P_PID, id_t(id), &info, flags) != 0 || info.si_signo == 0
    }

    /// Sends a signal.
    func signal(_ signal: Int32) {
        kill(id, signal)
    }

    /// What the program printed so far.
    func outputSoFar() throws -> String {
        String(decoding: try Data(contentsOf: output), as: UTF8.self)
    }
}

/// What a command answered.
struct Answer: CustomStringConvertible {
    /// The exit code; the negative signal when a signal ended it.
    let code: Int32
    /// Standard output.
    let output: Data
    /// Standard error.
    let messages: String

    /// Standard output as text.
    var text: String { String(decoding: output, as: UTF8.self) }

    /// Standard output as one JSON document.
    var json: JSON {
        get throws { try JSON(output) }
    }

    var description: String { "exit \(code)\n\(text.prefix(2_000))\n\(messages.prefix(2_000))" }
}

/// An array of C strings that ends with null, as `posix_spawn` wants it.
private final class CStrings {
    let list: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>
    private let count: Int

    init(_ texts: [[UInt8]]) {
        count = texts.count
        list = .allocate(capacity: count + 1)
        for (index, text) in texts.enumerated() {
            let copy = UnsafeMutablePointer<CChar>.allocate(capacity: text.count + 1)
            for (offset, byte) in text.enumerated() { copy[offset] = CChar(bitPattern: byte) }
            copy[text.count] = 0
            list[index] = copy
        }
        list[count] = nil
    }

    deinit {
        for index in 0..<count { list[index]?.deallocate() }
        list.deallocate()
    }
}

/// A failure of the harness itself, not of the programs.
struct HarnessError: Error, CustomStringConvertible {
    let description: String
}
