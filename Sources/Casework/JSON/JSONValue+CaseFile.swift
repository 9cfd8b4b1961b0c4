public import SyncModel

extension JSONValue {
    /// A case as `case show` prints it.
    ///
    /// Visits stand under `visits` only, newest day last; every other record but the case file under its kind.
    /// A field without a value is left out, unless it waits for a receipt or for a decision.
    public init(_ file: CaseFile) {
        var object: [String: JSONValue] = [
            "case": .string(file.summary.number),
            "id": .string(file.summary.id.description),
            "alive": .bool(file.summary.isAlive),
            "fields": .object([:]),
            "visits": Self.visits(of: file),
        ]
        var kinds: [String: [JSONValue]] = [:]
        for record in file.records {
            if record.address == .caseFile {
                object["fields"] = Self.fields(of: record)
                if record.deletionAsked { object["deletionAsked"] = .bool(true) }
            } else if record.address.kind != Schema.visitKind {
                kinds[record.address.kind, default: []].append(Self.record(record))
            }
        }
        object["records"] = .object(kinds.mapValues { .array($0) })
        self = .object(object)
    }

    private static func record(_ record: ShownRecord) -> JSONValue {
        var object: [String: JSONValue] = [
            "key": .string(record.address.key.description),
            "alive": .bool(record.isAlive),
            "fields": fields(of: record),
        ]
        if record.deletionAsked { object["deletionAsked"] = .bool(true) }
        return .object(object)
    }

    private static func fields(of record: ShownRecord) -> JSONValue {
        var fields: [String: JSONValue] = [:]
        for field in record.fields where field.name != Schema.aliveUnit {
            if field.value == .null, !field.isPending, !field.isContested { continue }
            var object: [String: JSONValue] = [
                "value": JSONValue(field.value),
                "author": .string(field.author),
                "written": .string(field.written.description),
                "pending": .bool(field.isPending),
                "contested": .bool(field.isContested),
            ]
            if let beneath = field.beneath { object["server"] = JSONValue(beneath) }
            fields[field.name] = .object(object)
        }
        return .object(fields)
    }
}
