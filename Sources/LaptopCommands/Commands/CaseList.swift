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
        let (cases, asked) = try session.withStore { store in
            let cases = try store.cases(includingDeleted: includesDeleted)
            let isAnyContested = cases.contains { $0.contested > 0 }
            return (cases, isAnyContested ? try DeletionsAsked(store) : DeletionsAsked())
        }
        try session.answer(
            .array(cases.map { asked.marked(JSONValue($0), $0.id) }),
            lines(cases, asked, session)
        )
    }

    private func lines(_ cases: [CaseSummary], _ asked: DeletionsAsked, _ session: Session)
        -> [String]
    {
        let console = session.console
        var table = Table([
            session.text(.headCase), session.text(.headName), session.text(.headState),
        ])
        for summary in cases {
            table.add([
                Table.Cell(summary.number, summary.isAlive ? .bold : .dim),
                Table.Cell(summary.name.isEmpty ? "–" : summary.name),
                Table.Cell(
                    Marks.text(summary, isDeletionAsked: asked.contains(summary.id), session),
                    summary.contested > 0 ? .attention : .plain
                ),
            ])
        }
        guard !table.isEmpty else {
            return [session.text(.noCases), "  " + session.text(.noCasesNext)]
        }
        let lines = table.lines(columns: console.columns, colour: console.colour)
        guard console.columns != nil else { return lines }
        return lines + [
            "",
            session.text(
                cases.count == 1 ? .caseCountOne : .caseCount,
                ["count": String(cases.count)]
            ),
        ]
    }
}
