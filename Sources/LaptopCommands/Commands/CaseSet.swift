import ArgumentParser
import Casework
import SyncModel
import SyncStore

/// Writes fields of a case file, all of them or none.
struct CaseSet: LaptopCommand {
    static var configuration: CommandConfiguration {
        .command("set", .helpCaseSet, discussion: .helpAddressing, aliases: ["zet"])
    }

    @Argument(help: .message(.argCase, valueName: "case"))
    var caseText: String

    @Argument(help: .message(.argAssignments, valueName: "field=value"))
    var assignments: [String]

    @OptionGroup
    var answer: AnswerOptions

    var isJSON: Bool { answer.isJSON }

    func perform(_ session: Session) async throws {
        let parsed = try assignments.map { text throws(CommandFailure) in try Assignment(text) }
        let (_, membership) = try session.member()
        let done = try session.withStore { store in
            let summary = try CaseLookup.find(caseText, in: store)
            var builder = DraftBuilder(
                schema: store.schema,
                today: try session.today(store),
                language: session.language
            )
            for assignment in parsed { try builder.add(assignment) }
            for record in builder.newRecords { try builder.checkRequired(of: record) }
            let made = MadeRecords(
                edits: builder.edits,
                fresh: builder.newRecords,
                missing: try Self.missingRecords(builder, summary.id, store)
            )
            let draft = SaveDraft(
                caseID: summary.id,
                author: membership.user,
                role: membership.role,
                zoneMinutes: Outside.local(Outside.now()).zoneMinutes,
                edits: made.edits,
                newRecords: builder.newRecords
            )
            let changes = made.changes(recorded: try store.save(draft))
            return (summary, changes: changes, records: builder.newRecords)
        }
        var document: [String: JSONValue] = ["changes": .integer(Int64(done.changes))]
        if !done.records.isEmpty {
            document["records"] = .array(done.records.map { .string($0.description) })
        }
        try session.answer(
            .object(document),
            SavedLines.lines(
                .caseChanged,
                done.changes,
                ["case": done.0.number],
                done.records,
                session
            )
        )
    }

    /// The records with natural keys that do not exist yet; those named by their UUID must exist.
    private static func missingRecords(_ builder: DraftBuilder, _ id: CaseID, _ store: Store)
        throws -> Set<RecordAddress>
    {
        let named = Set(builder.edits.map(\.record)).subtracting(builder.newRecords)
            .subtracting([.caseFile])
        guard !named.isEmpty, let file = try store.caseFile(id) else { return [] }
        let missing = named.subtracting(file.records.map(\.address))
        for record in missing.sorted() {
            switch record.key {
            case .natural: try builder.checkRequired(of: record)
            case .caseFile, .unique:
                throw CommandFailure(
                    .data,
                    .recordUnknown,
                    ["record": record.description],
                    safety: .nothingWritten,
                    next: .lookAtCase
                )
            }
        }
        return missing
    }
}
