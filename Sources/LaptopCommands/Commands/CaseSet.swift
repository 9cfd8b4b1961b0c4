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
                today: session.today,
                language: session.language
            )
            for assignment in parsed { try builder.add(assignment) }
            for record in builder.newRecords { try builder.checkRequired(of: record) }
            try Self.checkNamedRecords(builder, summary.id, store)
            let draft = SaveDraft(
                caseID: summary.id,
                operation: OperationID(Outside.newIdentifier()),
                author: membership.user,
                role: membership.role,
                zoneMinutes: Outside.local(Outside.now()).zoneMinutes,
                edits: builder.edits,
                newRecords: builder.newRecords
            )
            return (summary, changes: try store.save(draft), records: builder.newRecords)
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

    /// Checks that records named by their UUID are here, and that records made by a natural key are whole.
    private static func checkNamedRecords(_ builder: DraftBuilder, _ id: CaseID, _ store: Store)
        throws
    {
        let named = Set(builder.edits.map(\.record)).subtracting(builder.newRecords)
            .subtracting([.caseFile])
        guard !named.isEmpty, let file = try store.caseFile(id) else { return }
        let present = Set(file.records.map(\.address))
        for record in named.sorted() where !present.contains(record) {
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
    }
}
