import ArgumentParser
import Casework
import SyncModel
import SyncStore

/// Makes a case file, with the fields that are given.
struct CaseNew: LaptopCommand {
    static var configuration: CommandConfiguration {
        .command("new", .helpCaseNew, discussion: .helpAddressing, aliases: ["nieuw"])
    }

    @Argument(help: .message(.argAssignments, valueName: "field=value"))
    var assignments: [String] = []

    @OptionGroup
    var answer: AnswerOptions

    var isJSON: Bool { answer.isJSON }

    func perform(_ session: Session) async throws {
        let parsed = try assignments.map { text throws(CommandFailure) in try Assignment(text) }
        let (_, membership) = try session.member()
        let id = CaseID(Outside.newIdentifier())
        let made = try session.withStore { store in
            var builder = DraftBuilder(
                schema: store.schema,
                today: try session.today(store),
                language: session.language
            )
            for assignment in parsed { try builder.add(assignment) }
            try builder.checkRequired(of: .caseFile)
            for record in builder.newRecords { try builder.checkRequired(of: record) }
            let made = MadeRecords(
                edits: builder.edits,
                fresh: builder.newRecords,
                missing: Set(builder.edits.map(\.record)).subtracting([.caseFile])
                    .subtracting(builder.newRecords)
            )
            let number = try Self.nextNumber(id, store)
            let draft = SaveDraft(
                caseID: id,
                newCaseNumber: number,
                author: membership.user,
                role: membership.role,
                zoneMinutes: Outside.local(Outside.now()).zoneMinutes,
                edits: made.edits,
                newRecords: [.caseFile] + builder.newRecords
            )
            let changes = made.changes(recorded: try store.save(draft))
            return (number: number, changes: changes, records: builder.newRecords)
        }
        var document: [String: JSONValue] = [
            "case": .string(made.number),
            "id": .string(id.description),
            "changes": .integer(Int64(made.changes)),
        ]
        if !made.records.isEmpty {
            document["records"] = .array(made.records.map { .string($0.description) })
        }
        try session.answer(
            .object(document),
            SavedLines.lines(.caseMade, made.changes, ["case": made.number], made.records, session)
        )
    }

    /// The next reserved number of this year, else a temporary one from the case's id.
    private static func nextNumber(_ id: CaseID, _ store: Store) throws -> String {
        let day = Int(try store.likelyTime().milliseconds / 86_400_000)
        let year = CivilDate(dayNumber: day).year
        if let (prefix, serial) = try store.nextNumber(year: year) {
            return CaseNumber(prefix: prefix, year: year, serial: serial).description
        }
        return TemporaryNumber.text(for: id)
    }
}
