internal import Casework

extension Printer {
    /// A case: its own fields, its visits, its other records.
    func caseFile(_ document: JSONValue) {
        heading("\(value(document["case"]))  \(marks(of: document))")
        fields(document["fields"], indent: "  ")
        let visits = document["visits"]?.elements ?? []
        if !visits.isEmpty { heading(text(OutputPhrases.visits)) }
        for visit in visits {
            line(
                "  \(value(visit["on"]))  \(value(visit["kind"]))  \(value(visit["result"]))  "
                    + "\(value(visit["author"]))  \(marks(of: visit))"
            )
            if let note = visit["note"], note != .null { line("    \(value(note))") }
        }
        guard case .object(let kinds)? = document["records"] else { return }
        for (kind, records) in kinds.sorted(by: { $0.key < $1.key }) {
            for record in records.elements ?? [] {
                heading("\(SafeText.of(kind))/\(value(record["key"]))  \(marks(of: record))")
                fields(record["fields"], indent: "  ")
            }
        }
    }

    private func fields(_ document: JSONValue?, indent: String) {
        guard case .object(let fields)? = document else { return }
        let width = fields.keys.map { SafeText.width(of: $0) }.max() ?? 0
        for (name, field) in fields.sorted(by: { $0.key < $1.key }) {
            let padding = String(repeating: " ", count: width - SafeText.width(of: name) + 2)
            let contested =
                field["contested"]?.bool == true ? "  (\(text(OutputPhrases.contested)))" : ""
            line(
                "\(indent)\(SafeText.of(name))\(padding)\(value(field["value"]))  "
                    + "\(value(field["author"]))  \(time(field["written"]))\(contested)"
            )
        }
    }

    private func marks(of record: JSONValue) -> String {
        var marks: [String] = []
        if record["alive"]?.bool == false { marks.append(text(OutputPhrases.deleted)) }
        if record["deletionAsked"]?.bool == true {
            marks.append(text(OutputPhrases.deletionAsked))
        }
        return marks.isEmpty ? "" : "(\(marks.joined(separator: ", ")))"
    }

    /// A field's history, oldest first.
    func history(_ document: JSONValue) {
        table(
            [
                OutputPhrases.written, OutputPhrases.author, OutputPhrases.status,
                OutputPhrases.value,
            ],
            (document.elements ?? []).map { entry in
                [
                    time(entry["written"]), value(entry["author"]), value(entry["status"]),
                    value(entry["value"]),
                ]
            }
        )
    }
}
