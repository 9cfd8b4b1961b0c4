import ArgumentParser
import Casework
import SyncModel
import SyncStore

/// Shows a case file: what stands, who wrote it, and what waits.
struct CaseShow: LaptopCommand {
    static var configuration: CommandConfiguration {
        .command("show", .helpCaseShow, aliases: ["toon"])
    }

    @Argument(help: .message(.argCase, valueName: "case"))
    var caseText: String

    @OptionGroup
    var answer: AnswerOptions

    var isJSON: Bool { answer.isJSON }

    func perform(_ session: Session) async throws {
        _ = try session.member()
        let shown = try session.withStore { store in
            let file = try CaseReading.file(caseText, in: store)
            return (file, store.schema, try Quarantine(of: file, in: store))
        }
        try session.answer(
            shown.2.marked(JSONValue(shown.0, by: shown.1)),
            CaseLines(file: shown.0, schema: shown.1, quarantine: shown.2, session: session).lines()
        )
    }
}
