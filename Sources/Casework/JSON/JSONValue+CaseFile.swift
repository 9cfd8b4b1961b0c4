public import SyncModel

extension JSONValue {
    /// A case as `case show` prints it.
    ///
    /// Visits stand under `visits` only, newest day last; every other record but the case file under its kind.
    /// A field without a value is left out, unless it waits for a receipt or for a decision.
    ///
    /// - Parameters:
    ///   - file: The case.
    ///   - schema: What declares the types of its fields.
    public init(_ file: CaseFile, by schema: Schema) {
        var object: [String: JSONValue] = [
            "case": .string(file.summary.number),
            "id": .string(file.summary.id.description),
            "alive": .bool(file.summary.isAlive),
            "fields": .object([:]),
            "visits": Self.visits(of: file, by: schema),
        ]
        var kinds: [String: [JSONValue]] = [:]
        for record in file.records {
            if record.address == .caseFile {
                object["fields"] = Self.fields(of: record, by: schema)
                if record.deletionAsked { object["deletionAsked"] = .bool(true) }
            } else if record.address.kind != Schema.visitKind {
                kinds[record.address.kind, default: []].append(Self.record(record, by: schema))
            }
        }
        object["records"] = .object(kinds.mapValues { .array($0) })
        self = .object(object)
    }

    private static func record(_ record: ShownRecord, by schema: Schema) -> JSONValue {
        var object: [String: JSONValue] = [
            "key": .string(record.address.key.description),
            "alive": .bool(record.isAlive),
            "fields": fields(of: record, by: schema),
        ]
        if record.deletionAsked { object["deletionAsked"] = .bool(true) }
        return .object(object)
    }

    private static func fields(of record: ShownRecord, by schema: Schema) -> JSONValue {
        func json(_ value: Value, _ field: ShownField) -> JSONValue {
            JSONValue(value, of: field.name, in: record.address.kind, by: schema)
        }
        var fields: [String: JSONValue] = [:]
        for field in record.fields where field.name != Schema.aliveUnit {
            if field.value == .null, !field.isPending, !field.isContested { continue }
            var object: [String: JSONValue] = [
                "value": json(field.value, field),
                "author": .string(field.author),
                "written": .string(field.written.description),
                "pending": .bool(field.isPending),
                "contested": .bool(field.isContested),
            ]
            if let beneath = field.beneath { object["server"] = json(beneath, field) }
            fields[field.name] = .object(object)
        }
        return .object(fields)
    }
}
