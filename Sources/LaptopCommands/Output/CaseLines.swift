import SyncModel
import SyncStore

/// A case file as people read it.
struct CaseLines {
    let file: CaseFile
    let schema: Schema
    let quarantine: Quarantine
    let session: Session

    private var console: Console { session.console }

    /// The whole case: heading, fields, records by kind, visits.
    func lines() -> [String] {
        var lines = heading()
        for record in file.records where record.address == .caseFile {
            lines += fields(of: record)
        }
        let others = file.records.filter {
            $0.address.kind != Schema.caseKind && $0.address.kind != Schema.visitKind
                && $0.address.kind != Schema.amendmentKind
        }
        for record in others {
            lines += ["", title(of: record)]
            lines += fields(of: record).map { "  " + $0 }
        }
        let visits = VisitLines(file: file, schema: schema, session: session).lines()
        if !visits.isEmpty {
            lines += [
                "", Style.heading.apply(to: session.text(.headVisits), colour: console.colour),
            ]
            lines += visits
        }
        return lines
    }

    private func heading() -> [String] {
        let number = Style.bold.apply(to: file.summary.number, colour: console.colour)
        let name = Sanitise.line(file.summary.name)
        var line = name.isEmpty ? number : "\(number)  \(name)"
        let marks = Marks.text(file.summary, session)
        if !marks.isEmpty {
            line += "  " + Style.attention.apply(to: marks, colour: console.colour)
        }
        var lines = [line]
        if let columns = console.columns {
            let rule = String(repeating: "─", count: min(columns, 78))
            lines.append(Style.dim.apply(to: rule, colour: console.colour))
        }
        if file.records.contains(where: { $0.address == .caseFile && $0.deletionAsked }) {
            lines.append(
                Style.attention.apply(
                    to: "\(Symbol.contested) " + session.text(.deletionAsked),
                    colour: console.colour
                )
            )
        }
        return lines
    }

    private func title(of record: ShownRecord) -> String {
        var title = Style.heading.apply(
            to: Sanitise.line(record.address.description),
            colour: console.colour
        )
        if !record.isAlive { title += "  \(Symbol.deleted) \(session.text(.markDeleted))" }
        if record.deletionAsked {
            title += "  \(Symbol.contested) \(session.text(.deletionAsked))"
        }
        return title
    }

    private func fields(of record: ShownRecord) -> [String] {
        let kind = schema.kind(record.address.kind)
        var table = Table()
        for field in record.fields {
            guard field.name.utf8.elementsEqual(Schema.aliveUnit.utf8) == false,
                field.value != .null || field.isPending || field.isContested
            else { continue }
            let label = kind?.field(field.name)?.label(session.language) ?? field.name
            let marks = marks(of: field, record)
            table.add([
                Table.Cell(label, .dim),
                Table.Cell(ValueText.text(field.value, session), .bold),
                Table.Cell(marks.text, marks.style),
                Table.Cell(
                    "\(field.author), \(ValueText.time(field.written))",
                    .dim
                ),
                Table.Cell(field.name, .dim),
            ])
        }
        return table.lines(columns: console.columns, colour: console.colour)
    }

    private func marks(of field: ShownField, _ record: ShownRecord) -> (text: String, style: Style)
    {
        var marks: [String] = []
        var style = Style.plain
        if quarantine.contains(record.address, field.name) {
            marks.append("\(Symbol.quarantined) \(session.text(.markQuarantined))")
            style = .bad
        } else if field.isPending {
            marks.append("\(Symbol.pending) \(session.text(.markUnsent))")
        }
        if let beneath = field.beneath {
            let value = ValueText.text(beneath, session)
            marks.append(session.text(.markBeneath, ["value": value]))
            style = .attention
        }
        if field.isContested {
            marks.append("\(Symbol.contested) \(session.text(.markOpen))")
            style = .attention
        }
        return (marks.joined(separator: "  "), style)
    }
}
