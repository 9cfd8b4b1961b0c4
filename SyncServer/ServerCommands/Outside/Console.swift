internal import Glibc

/// Standard output and error of this process.
enum Console {
    /// Prints lines on standard output at once; ends the process with 74 when they cannot be written.
    static func print(_ lines: [String]) {
        guard write(lines, to: STDOUT_FILENO) else { exit(74) }
    }

    /// Prints lines on standard error; what cannot be written there has nowhere else to go.
    static func note(_ lines: [String]) { _ = write(lines, to: STDERR_FILENO) }

    /// Whether standard output is a terminal that may show bold letters.
    static var hasStyle: Bool { isatty(STDOUT_FILENO) == 1 && Settings.allowsStyle }

    private static func write(_ lines: [String], to descriptor: Int32) -> Bool {
        var rest = Array(lines.map { $0 + "\n" }.joined().utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }
}
