internal import Casework

extension Printer {
    /// Conflicts as a table.
    func conflicts(_ document: JSONValue) {
        table(
            [
                Phrase("ID", "ID"), OutputPhrases.version, OutputPhrases.caseNumber,
                OutputPhrases.record, OutputPhrases.field, OutputPhrases.state,
                OutputPhrases.candidates, OutputPhrases.shown, OutputPhrases.opened,
            ],
            (document.elements ?? []).map { conflict in
                [
                    value(conflict["id"]), value(conflict["version"]), value(conflict["case"]),
                    value(conflict["record"]), value(conflict["field"]),
                    value(conflict["state"]), String(conflict["candidates"]?.elements?.count ?? 0),
                    value(conflict["shown"]), time(conflict["opened"]),
                ]
            }
        )
    }

    /// One conflict with its candidates, as one decides it.
    func conflict(_ document: JSONValue) {
        heading(
            "\(value(document["case"]))  \(value(document["record"]))  \(value(document["field"]))"
        )
        line(
            "\(value(document["id"]))  \(value(document["state"]))  "
                + "\(text(OutputPhrases.version).lowercased()) \(value(document["version"]))  "
                + "\(value(document["policy"]))"
        )
        line("\(text(OutputPhrases.base)): \(value(document["base"]))")
        for (index, candidate) in (document["candidates"]?.elements ?? []).enumerated() {
            var marks: [String] = []
            if candidate["shown"]?.bool == true { marks.append(text(OutputPhrases.isShown)) }
            if candidate["clockSuspect"]?.bool == true {
                marks.append(text(OutputPhrases.clockSuspect))
            }
            line(
                "  \(index)  \(value(candidate["value"]))  \(value(candidate["author"]))  "
                    + "\(time(candidate["written"]))  \(marks.joined(separator: ", "))"
            )
        }
        guard let resolution = document["resolution"], resolution != .null else { return }
        line(
            "\(text(OutputPhrases.decided)): \(value(resolution["value"]))  "
                + "\(text(OutputPhrases.by)) \(value(resolution["by"]))  "
                + "\(time(resolution["at"]))  \(value(resolution["reason"]))"
        )
    }
}
