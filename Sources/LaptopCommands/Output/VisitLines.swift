import Casework
import SyncModel

/// The visits of a case as people read them, by day.
struct VisitLines {
    let file: CaseFile
    let schema: Schema
    let session: Session

    private var console: Console { session.console }

    /// The lines; empty when there is no visit.
    func lines() -> [String] {
        let visits = file.records.filter { $0.address.kind == Schema.visitKind }
        let sorted = visits.sorted {
            (Text(text(of: "on", $0)), $0.address.key) < (Text(text(of: "on", $1)), $1.address.key)
        }
        var lines: [String] = []
        for visit in sorted {
            if !lines.isEmpty { lines.append("") }
            lines.append(title(of: visit))
            lines += body(of: visit)
            let key = visit.address.key.description
            for record in file.records where record.address.kind == Schema.amendmentKind {
                if text(of: "visit", record).utf8.elementsEqual(key.utf8) {
                    lines += amendment(record)
                }
            }
        }
        return lines
    }

    private func title(of visit: ShownRecord) -> String {
        let parts = ["on", "kind", "result", "facility"].map { text(of: $0, visit) }
        var line = Style.bold.apply(
            to: Sanitise.line(parts.filter { !$0.isEmpty }.joined(separator: " · ")),
            colour: console.colour
        )
        line += "  " + Style.dim.apply(to: Sanitise.line(visit.author), colour: console.colour)
        if visit.fields.contains(where: \.isPending) {
            line += "  \(Symbol.pending) \(session.text(.markUnsent))"
        }
        if !visit.isAlive { line += "  \(Symbol.deleted) \(session.text(.markDeleted))" }
        if visit.deletionAsked {
            line += "  \(Symbol.contested) \(session.text(.deletionAsked))"
        }
        return line
    }

    private func body(of visit: ShownRecord) -> [String] {
        var lines = [
            Style.dim.apply(to: "  \(visit.address.key)", colour: console.colour)
        ]
        let kind = schema.kind(Schema.visitKind)
        let named = ["on", "kind", "result", "facility"]
        for field in visit.fields where !named.contains(field.name) {
            guard field.value != .null, field.name != Schema.aliveUnit else { continue }
            let label = kind?.field(field.name)?.label(session.language) ?? field.name
            lines.append(
                "  " + Style.dim.apply(to: Sanitise.line(label), colour: console.colour)
            )
            lines += Wrap.lines(
                ValueText.text(field.value, session),
                columns: console.columns,
                indent: "    "
            )
        }
        return lines
    }

    private func amendment(_ record: ShownRecord) -> [String] {
        let values = [
            "author": record.author, "when": ValueText.time(record.written),
            "reason": text(of: "reason", record),
        ]
        var lines = ["  ↳ " + session.text(.amendedBy, values)]
        if record.fields.contains(where: \.isPending) {
            lines[0] += "  \(Symbol.pending) \(session.text(.markUnsent))"
        }
        lines += Wrap.lines(text(of: "note", record), columns: console.columns, indent: "    ")
        return lines
    }

    private func text(of name: String, _ record: ShownRecord) -> String {
        guard let field = record.fields.first(where: { $0.name == name }), field.value != .null
        else { return "" }
        return ValueText.text(field.value, session)
    }
}
