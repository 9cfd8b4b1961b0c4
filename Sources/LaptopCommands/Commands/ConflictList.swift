import ArgumentParser
import Casework
import SyncModel
import SyncStore

/// Lists the fields of your cases for which several values wait for a decision.
struct ConflictList: LaptopCommand {
    static var configuration: CommandConfiguration {
        .command("list", .helpConflictList, aliases: ["lijst"])
    }

    @Flag(name: .customLong("all"), help: .message(.argAllConflicts))
    var includesClosed = false

    @Option(help: .message(.argLimit, valueName: "n"))
    var limit: Int?

    @Option(help: .message(.argAfter, valueName: "id"))
    var after: UInt64?

    @OptionGroup
    var answer: AnswerOptions

    var isJSON: Bool { answer.isJSON }

    func perform(_ session: Session) async throws {
        if let limit, limit < 1 { throw CommandFailure(.usage, .limitTooLow) }
        _ = try session.member()
        let (conflicts, schema) = try session.withStore { store in
            let conflicts = try store.conflicts(
                includingClosed: includesClosed,
                limit: limit ?? Int(Int32.max),
                after: after ?? 0
            )
            return (conflicts, store.schema)
        }
        try session.answer(
            .array(conflicts.map { JSONValue($0, by: schema) }),
            lines(conflicts, session)
        )
    }

    private func lines(_ conflicts: [Conflict], _ session: Session) -> [String] {
        guard !conflicts.isEmpty else { return [session.text(.noConflicts)] }
        let console = session.console
        var lines: [String] = []
        for conflict in conflicts {
            if !lines.isEmpty { lines.append("") }
            let place = conflict.record == .caseFile ? "" : " \(conflict.record)"
            let title = Style.bold.apply(
                to: Sanitise.line("\(conflict.caseNumber)\(place) · \(conflict.unit)"),
                colour: console.colour
            )
            lines.append("\(Symbol.contested) \(title)  \(state(of: conflict, session))")
            var table = Table()
            for candidate in conflict.candidates {
                let mark = candidate.isShown ? "▸ \(session.text(.markShown))" : ""
                let suspect =
                    candidate.clockSuspect ? session.text(.markClockSuspect) : ""
                table.add([
                    Table.Cell(
                        "  " + ValueText.text(candidate.value, of: conflict.unit, session),
                        .bold
                    ),
                    Table.Cell(candidate.author),
                    Table.Cell(ValueText.time(candidate.written), .dim), Table.Cell(mark, .good),
                    Table.Cell(suspect, .attention),
                ])
            }
            lines += table.lines(columns: console.columns, colour: console.colour)
        }
        return lines
    }

    private func state(of conflict: Conflict, _ session: Session) -> String {
        let values = [
            "by": conflict.resolution?.by ?? "", "reason": conflict.resolution?.reason ?? "",
        ]
        switch conflict.state {
        case .open: return session.text(.conflictOpen)
        case .settled: return session.text(.conflictSettled, values)
        case .resolved: return session.text(.conflictResolved, values)
        }
    }
}
