import ArgumentParser
import Casework
import SyncModel
import SyncStore

/// Lists the visits of a case, with their corrections.
struct VisitList: LaptopCommand {
    static var configuration: CommandConfiguration {
        .command("list", .helpVisitList, aliases: ["lijst"])
    }

    @Argument(help: .message(.argCase, valueName: "case"))
    var caseText: String

    @OptionGroup
    var answer: AnswerOptions

    var isJSON: Bool { answer.isJSON }

    func perform(_ session: Session) async throws {
        _ = try session.member()
        let (file, schema) = try session.withStore { store in
            (try CaseReading.file(caseText, in: store), store.schema)
        }
        let lines = VisitLines(file: file, schema: schema, session: session).lines()
        try session.answer(
            JSONValue.visits(of: file, by: schema),
            lines.isEmpty ? [session.text(.noVisits, ["case": file.summary.number])] : lines
        )
    }
}
