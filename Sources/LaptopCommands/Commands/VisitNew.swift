import ArgumentParser
import Casework
import SyncModel
import SyncStore

/// Records a visit; on a terminal and without options it asks, question by question.
struct VisitNew: LaptopCommand {
    static var configuration: CommandConfiguration {
        .command("new", .helpVisitNew, discussion: .helpVisitNewMore, aliases: ["nieuw"])
    }

    @Argument(help: .message(.argCase, valueName: "case"))
    var caseText: String

    @Option(help: .message(.argOn, valueName: "date"))
    var on: String?

    @Option(help: .message(.argKind, valueName: "kind"))
    var kind: String?

    @Option(help: .message(.argResult, valueName: "result"))
    var result: String?

    @Option(parsing: .unconditional, help: .message(.argFacility, valueName: "facility"))
    var facility: String?

    @Option(
        name: .customLong("section"),
        parsing: .unconditionalSingleValue,
        help: .message(.argSection, valueName: "condition=text")
    )
    var sections: [String] = []

    @Option(parsing: .unconditional, help: .message(.argNote, valueName: "text|-"))
    var note: String?

    @Option(parsing: .unconditional, help: .message(.argVisitReason, valueName: "text"))
    var reason: String?

    @OptionGroup
    var answer: AnswerOptions

    var isJSON: Bool { answer.isJSON }

    func perform(_ session: Session) async throws {
        _ = try session.member()
        let isBare =
            on == nil && kind == nil && result == nil && facility == nil && sections.isEmpty
            && note == nil && reason == nil
        var form = try isBare && session.console.canAsk ? ask(session) : given(session)
        try askReason(&form, session)
        let saved = try save(form, session)
        try session.answer(
            .object([
                "visit": .string(saved.visit.key.description),
                "changes": .integer(Int64(saved.changes)),
            ]),
            SavedLines.lines(
                .visitSaved,
                saved.changes,
                ["case": saved.number],
                [saved.visit],
                session
            )
        )
    }

    /// The form as the options fill it.
    private func given(_ session: Session) throws(CommandFailure) -> VisitForm {
        let missing = [("--on", on), ("--kind", kind), ("--result", result)]
            .filter { $0.1 == nil }.map(\.0)
        guard missing.isEmpty else {
            throw CommandFailure(
                .usage,
                .optionsMissing,
                ["options": missing.joined(separator: ", ")],
                safety: .nothingWritten,
                next: .visitForm
            )
        }
        var form = VisitForm()
        form.set("on", on)
        form.set("kind", kind)
        form.set("result", result)
        form.set("facility", facility)
        for section in sections {
            guard let equals = section.firstIndex(of: "="), equals != section.startIndex else {
                throw CommandFailure(
                    .usage,
                    .sectionWithoutEquals,
                    ["text": section],
                    safety: .nothingWritten
                )
            }
            form.set(
                JSONValue.sectionPrefix + section[..<equals],
                String(section[section.index(after: equals)...])
            )
        }
        form.set("note", try NoteInput.read(note))
        form.set("reason", reason)
        return form
    }

    private func ask(_ session: Session) throws -> VisitForm {
        let opened = try session.withStore { store in
            let file = try CaseReading.file(caseText, in: store)
            return (file, store.schema, try store.head(), try session.today(store))
        }
        var form = try VisitQuestions(
            schema: opened.1,
            session: session,
            today: opened.3,
            prompt: Prompt(console: session.console, language: session.language)
        ).ask(about: opened.0.summary)
        form.openedAt = opened.0.position
        form.openedHead = opened.2.seq
        return form
    }

    /// On a terminal, asks why a visit is recorded more than three days later.
    private func askReason(_ form: inout VisitForm, _ session: Session) throws {
        guard session.console.canAsk, form.text("reason") == nil,
            let day = form.text("on").flatMap({ CivilDate($0) }),
            try session.withStore({ try session.today($0) }).dayNumber - day.dayNumber > 3
        else { return }
        let prompt = Prompt(console: session.console, language: session.language)
        let reason = try prompt.ask(session.text(.askReason)) { $0 }
        form.set("reason", reason.isEmpty ? nil : reason)
    }

    private func save(_ form: VisitForm, _ session: Session) throws -> (
        visit: RecordAddress, changes: Int, number: String
    ) {
        let (_, membership) = try session.member()
        return try session.withStore { store in
            let summary = try CaseLookup.find(caseText, in: store)
            var builder = DraftBuilder(
                schema: store.schema,
                today: try session.today(store),
                language: session.language
            )
            let kind = try DraftBuilder.kind(Schema.visitKind, in: store.schema)
            let visit = builder.newRecord(of: kind)
            for (name, text) in form.fields where !text.isEmpty {
                try builder.add(visit, kind: kind, field: name, text: text)
            }
            try builder.checkRequired(of: visit)
            let draft = SaveDraft(
                caseID: summary.id,
                author: membership.user,
                role: membership.role,
                zoneMinutes: Outside.local(Outside.now()).zoneMinutes,
                edits: builder.edits,
                newRecords: builder.newRecords,
                openedAt: form.openedAt,
                openedHead: form.openedHead
            )
            let made = MadeRecords(edits: draft.edits, fresh: draft.newRecords, missing: [])
            let changes = made.changes(recorded: try store.save(draft))
            return (visit, changes, summary.number)
        }
    }
}
