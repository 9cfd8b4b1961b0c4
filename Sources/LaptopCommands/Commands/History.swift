import ArgumentParser
import Casework
import SyncModel
import SyncStore

/// Shows what this laptop knows of the history of one field, oldest first.
struct History: LaptopCommand {
    static var configuration: CommandConfiguration {
        .command("history", .helpHistory, aliases: ["geschiedenis"])
    }

    @Argument(help: .message(.argCase, valueName: "case"))
    var caseText: String

    @Argument(help: .message(.argHistoryField, valueName: "field"))
    var fieldText: String

    @OptionGroup
    var answer: AnswerOptions

    var isJSON: Bool { answer.isJSON }

    func perform(_ session: Session) async throws {
        let address = try FieldAddress(fieldText)
        _ = try session.member()
        let (entries, json) = try session.withStore { store in
            let file = try CaseReading.file(caseText, in: store)
            let (record, unit) = try Self.unit(address, in: file, store.schema)
            let entries = try store.history(file.summary.id, record: record, field: unit)
            let json = entries.map {
                JSONValue($0, of: unit, in: record.kind, by: store.schema)
            }
            return (entries, json)
        }
        try session.answer(.array(json), lines(entries, session))
    }

    /// The record and merge unit that the address names: a field, a group or `alive`.
    private static func unit(_ address: FieldAddress, in file: CaseFile, _ schema: Schema) throws
        -> (RecordAddress, String)
    {
        let record: RecordAddress
        switch address.record {
        case .caseFile: record = .caseFile
        case .other(let kind, let key):
            record = try DraftBuilder.existingAddress(key, kind: kind, in: schema)
            guard file.records.contains(where: { $0.address == record }) else {
                throw CommandFailure(
                    .data,
                    .recordUnknown,
                    ["record": record.description],
                    next: .lookAtCase
                )
            }
        }
        let name = address.field
        if name.utf8.elementsEqual(Schema.aliveUnit.utf8) { return (record, Schema.aliveUnit) }
        let kind = try DraftBuilder.kind(record.kind, in: schema)
        if let unit = kind.unit(name) ?? kind.unit(holding: name) { return (record, unit.name) }
        let isUnknownButHeld =
            file.records.first { $0.address == record }?.fields
            .contains { $0.name.utf8.elementsEqual(name.utf8) } ?? false
        if isUnknownButHeld { return (record, name) }
        _ = try DraftBuilder.field(name, of: kind, at: record)
        return (record, name)
    }

    private func lines(_ entries: [HistoryEntry], _ session: Session) -> [String] {
        guard !entries.isEmpty else { return [session.text(.noHistory, ["field": fieldText])] }
        var table = Table([
            session.text(.headWritten), session.text(.headAuthor), session.text(.headValue),
            session.text(.headState),
        ])
        for entry in entries {
            table.add([
                Table.Cell(ValueText.time(entry.written), .dim), Table.Cell(entry.author),
                Table.Cell(
                    ValueText.text(
                        entry.value,
                        of: fieldText.split(separator: ":").last.map(String.init) ?? "",
                        session
                    ),
                    .bold
                ),
                Table.Cell(
                    entry.status?.rawValue ?? "\(Symbol.pending) \(session.text(.markUnsent))"
                ),
            ])
        }
        return table.lines(columns: session.console.columns, colour: session.console.colour)
    }
}
