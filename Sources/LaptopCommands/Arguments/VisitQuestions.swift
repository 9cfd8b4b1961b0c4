import Casework
import SyncModel

/// The guided form of `visit new`: one question a field, from the schema.
struct VisitQuestions {
    let schema: Schema
    let session: Session
    /// What `notAfter: today` and "today" refer to.
    let today: CivilDate
    let prompt: Prompt

    /// Asks everything that a visit has, required fields first.
    ///
    /// - Throws: ``CommandFailure`` `usage` when the input ends before the form is complete.
    func ask(about summary: CaseSummary) throws(CommandFailure) -> VisitForm {
        let kind = try DraftBuilder.kind(Schema.visitKind, in: schema)
        prompt.console.note([
            session.text(.formTitle, ["case": summary.number, "name": summary.name]),
            session.text(.formHint),
        ])
        var form = VisitForm()
        let fields = kind.fields.filter { !$0.isRetired && $0.name != "reason" }
        for field in fields.filter(\.isRequired) + fields.filter({ !$0.isRequired }) {
            form.set(field.name, try answer(to: field))
        }
        return form
    }

    private func answer(to field: Field) throws(CommandFailure) -> String? {
        let label = Sanitise.line(field.label(session.language))
        if case .code(let codes) = field.type, field.isRequired {
            return try prompt.choose(label, among: codes.map { ($0, $0) })
        }
        if field.name == "note" {
            let text = prompt.paragraphs(session.text(.askParagraphs, ["label": label]))
            return text.isEmpty ? nil : text
        }
        var hint = ""
        if case .date = field.type { hint = " (\(session.text(.hintDate)))" }
        let text = try prompt.ask(label + hint) { typed throws(CommandFailure) in
            try check(typed, field)
        }
        return text.isEmpty ? nil : text
    }

    /// Reads the answer as the save will, so that a mistake is told at once.
    private func check(_ typed: String, _ field: Field) throws(CommandFailure) -> String {
        let text: String
        if case .date = field.type {
            text = DateWord.date(
                typed.isEmpty && field.isRequired ? "today" : typed,
                today: today
            )
        } else {
            text = typed
        }
        if text.isEmpty, !field.isRequired { return text }
        var builder = DraftBuilder(
            schema: schema,
            today: today,
            language: session.language
        )
        let kind = try DraftBuilder.kind(Schema.visitKind, in: schema)
        let record = builder.newRecord(of: kind)
        try builder.add(record, kind: kind, field: field.name, text: text)
        return text
    }
}
