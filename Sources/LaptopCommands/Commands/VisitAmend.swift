import ArgumentParser
import Casework
import SyncModel
import SyncStore

/// Adds a correction to a visit; the visit itself stays as it was written.
struct VisitAmend: LaptopCommand {
    static var configuration: CommandConfiguration {
        .command("amend", .helpVisitAmend, aliases: ["aanvullen"])
    }

    @Argument(help: .message(.argCase, valueName: "case"))
    var caseText: String

    @Argument(help: .message(.argVisit, valueName: "visit"))
    var visitText: String

    @Option(parsing: .unconditional, help: .message(.argAmendReason, valueName: "text"))
    var reason: String

    @Option(parsing: .unconditional, help: .message(.argNote, valueName: "text|-"))
    var note: String

    @OptionGroup
    var answer: AnswerOptions

    var isJSON: Bool { answer.isJSON }

    func perform(_ session: Session) async throws {
        let (_, membership) = try session.member()
        let note = try NoteInput.read(note) ?? ""
        guard !reason.isEmpty, !note.isEmpty else {
            throw CommandFailure(.data, .amendmentEmpty, safety: .nothingWritten)
        }
        let saved = try session.withStore { store in
            let file = try CaseReading.file(caseText, in: store)
            let visit = try CaseReading.visit(visitText, in: file)
            guard visit.isAlive else {
                throw CommandFailure(
                    .data,
                    .isDeleted,
                    safety: .nothingWritten,
                    next: .restoreFirst
                )
            }
            var builder = DraftBuilder(
                schema: store.schema,
                today: try session.today(store),
                language: session.language
            )
            let kind = try DraftBuilder.kind(Schema.amendmentKind, in: store.schema)
            let amendment = builder.newRecord(of: kind)
            let key = visit.address.key.description
            for (name, text) in [("visit", key), ("reason", reason), ("note", note)] {
                try builder.add(amendment, kind: kind, field: name, text: text)
            }
            try builder.checkRequired(of: amendment)
            let draft = SaveDraft(
                caseID: file.summary.id,
                author: membership.user,
                role: membership.role,
                zoneMinutes: Outside.local(Outside.now()).zoneMinutes,
                edits: builder.edits,
                newRecords: builder.newRecords
            )
            let made = MadeRecords(edits: draft.edits, fresh: draft.newRecords, missing: [])
            let changes = made.changes(recorded: try store.save(draft))
            return (amendment, changes: changes, number: file.summary.number)
        }
        try session.answer(
            .object([
                "amendment": .string(saved.0.key.description),
                "changes": .integer(Int64(saved.changes)),
            ]),
            SavedLines.lines(
                .amendmentSaved,
                saved.changes,
                ["case": saved.number],
                [saved.0],
                session
            )
        )
    }
}
