import Glibc

/// Standard input, output and error of this process.
struct Console: Sendable {
    /// Whether a person can be asked: input and error are a terminal.
    let canAsk: Bool
    /// The columns of the terminal on standard output; `nil` when that is a pipe or a file.
    let columns: Int?
    /// Whether standard output shows colour.
    let colour: Bool
    /// Whether standard error is a terminal.
    let errorIsTerminal: Bool
    /// Whether standard error shows colour.
    let errorColour: Bool

    /// Looks at what the process was started with.
    init(environment: [String: String]) {
        let outputIsTerminal = isatty(STDOUT_FILENO) == 1
        errorIsTerminal = isatty(STDERR_FILENO) == 1
        canAsk = isatty(STDIN_FILENO) == 1 && errorIsTerminal
        let wantsColour =
            environment["NO_COLOR", default: ""].isEmpty && environment["TERM"] != "dumb"
        colour = outputIsTerminal && wantsColour
        errorColour = errorIsTerminal && wantsColour
        columns = outputIsTerminal ? Self.terminalColumns(environment) : nil
    }

    /// Prints lines on standard output.
    ///
    /// - Throws: ``CommandFailure`` `disk` when the output cannot be written.
    func print(_ lines: [String]) throws {
        let text = lines.map { $0 + "\n" }.joined()
        guard Self.write(text, to: STDOUT_FILENO) else {
            throw CommandFailure(.disk, .outputFailed, next: .outputFailedNext)
        }
    }

    /// Prints lines on standard error; what cannot be written there has nowhere else to go.
    func note(_ lines: [String]) {
        _ = Self.write(lines.map { $0 + "\n" }.joined(), to: STDERR_FILENO)
    }

    /// Writes to standard error without a line break, for a line that changes in place.
    func noteInPlace(_ text: String) { _ = Self.write(text, to: STDERR_FILENO) }

    private static func write(_ text: String, to descriptor: Int32) -> Bool {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0 {
                if errno == EINTR { continue }
                return false
            }
            rest = rest.dropFirst(count)
        }
        return true
    }

    private static func terminalColumns(_ environment: [String: String]) -> Int {
        if let given = environment["COLUMNS"].flatMap({ Int($0) }), given >= 20 { return given }
        var size = winsize()
        if ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col >= 20 {
            return Int(size.ws_col)
        }
        return 80
    }
}
