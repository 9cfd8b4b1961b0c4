import SyncModel

/// What a command says after a save that is known to be durable.
enum SavedLines {
    /// The lines: what was saved, which records were made, and what comes next.
    static func lines(
        _ message: Message,
        _ changes: Int,
        _ values: [String: String],
        _ records: [RecordAddress],
        _ session: Session
    ) -> [String] {
        let values = values.merging(["count": String(changes)]) { $1 }
        let message = message == .caseChanged && changes == 1 ? .caseChangedOne : message
        guard changes > 0 else { return [session.text(.nothingChanged)] }
        let mark = Style.good.apply(to: Symbol.done, colour: session.console.colour)
        var lines = ["\(mark) " + session.text(message, values)]
        for record in records { lines.append("  \(record)") }
        let next = changes == 1 ? Message.savedOneNext : .savedNext
        lines.append(
            Style.dim.apply(
                to: "  " + session.text(next, values),
                colour: session.console.colour
            )
        )
        return lines
    }
}
