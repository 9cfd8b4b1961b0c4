/// How a command ends when it does not end well: what happened, what is known of the data, what to do now.
struct CommandFailure: Error, Hashable {
    /// The exit codes of `CONTRACT.md`.
    enum Exit: Int32, Sendable {
        /// The command line is wrong.
        case usage = 64
        /// The data is wrong.
        case data = 65
        /// The server is not there.
        case unavailable = 69
        /// A bug in the program.
        case bug = 70
        /// The disk failed or is full.
        case disk = 74
        /// Somebody else has it, or changed it.
        case busy = 75
        /// Not allowed.
        case notAllowed = 77
    }

    /// The exit code.
    var exit: Exit
    /// What happened.
    var what: Message
    /// What is known of the data; `nil` when `what` says it.
    var safety: Message?
    /// What to do now; `nil` when nothing helps.
    var next: Message?
    /// What fills the messages' places.
    var values: [String: String]

    init(
        _ exit: Exit,
        _ what: Message,
        _ values: [String: String] = [:],
        safety: Message? = nil,
        next: Message? = nil
    ) {
        self.exit = exit
        self.what = what
        self.safety = safety
        self.next = next
        self.values = values
    }

    /// The lines for standard error.
    func lines(_ language: Language, colour: Bool) -> [String] {
        let mark = Style.bad.apply(to: "sluis:", colour: colour)
        var lines = ["\(mark) \(what.text(language, values))"]
        if let safety { lines.append("  \(safety.text(language, values))") }
        if let next {
            lines.append("  \(Style.bold.apply(to: next.text(language, values), colour: colour))")
        }
        return lines
    }
}
