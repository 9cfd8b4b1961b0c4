import ArgumentParser
import Casework
import SyncModel
import SyncStore

/// Lists the case files on this laptop.
struct CaseList: LaptopCommand {
    static var configuration: CommandConfiguration {
        .command("list", .helpCaseList, aliases: ["lijst"])
    }

    @Flag(name: .customLong("all"), help: .message(.argAllCases))
    var includesDeleted = false

    @OptionGroup
    var answer: AnswerOptions

    var isJSON: Bool { answer.isJSON }

    func perform(_ session: Session) async throws {
        _ = try session.member()
        let cases = try session.withStore { try $0.cases(includingDeleted: includesDeleted) }
        try session.answer(.array(cases.map { JSONValue($0) }), lines(cases, session))
    }

    private func lines(_ cases: [CaseSummary], _ session: Session) -> [String] {
        let console = session.console
        var table = Table([
            session.text(.headCase), session.text(.headName), session.text(.headState),
        ])
        for summary in cases {
            table.add([
                Table.Cell(summary.number, summary.isAlive ? .bold : .dim),
                Table.Cell(summary.name.isEmpty ? "–" : summary.name),
                Table.Cell(
                    Marks.text(summary, session),
                    summary.contested > 0 ? .attention : .plain
                ),
            ])
        }
        guard !table.isEmpty else {
            return [session.text(.noCases), "  " + session.text(.noCasesNext)]
        }
        let lines = table.lines(columns: console.columns, colour: console.colour)
        guard console.columns != nil else { return lines }
        return lines + ["", session.text(.caseCount, ["count": String(cases.count)])]
    }
}
