public import SyncModel

extension JSONValue {
    /// A case in a list, as `case list` prints it.
    public init(_ summary: CaseSummary) {
        self = .object([
            "case": .string(summary.number),
            "id": .string(summary.id.description),
            "name": .string(summary.name),
            "pending": .integer(Int64(summary.pending)),
            "contested": .integer(Int64(summary.contested)),
            "alive": .bool(summary.isAlive),
        ])
    }

    /// One entry of `history`: `position` is null while pending; `status` is the receipt, or `pending`.
    ///
    /// - Parameters:
    ///   - entry: The entry.
    ///   - unit: The field or group that it is of.
    ///   - kind: The kind of the record.
    ///   - schema: What declares the type of the value.
    public init(_ entry: HistoryEntry, of unit: String, in kind: String, by schema: Schema) {
        self = .object([
            "dot": .string(entry.dot.description),
            "value": JSONValue(entry.value, of: unit, in: kind, by: schema),
            "author": .string(entry.author),
            "device": .string(entry.device.description),
            "written": .string(entry.written.description),
            "context": .integer(Int64(clamping: entry.context.revision)),
            "position": .optional(entry.position.map { Int64(clamping: $0.revision) }),
            "status": .string(entry.status?.rawValue ?? "pending"),
        ])
    }

    /// A place where a text was found, as `search` prints it.
    public init(_ hit: SearchHit) {
        self = .object([
            "case": .string(hit.caseNumber),
            "caseId": .string(hit.caseID.description),
            "record": .string(hit.record.description),
            "field": .string(hit.field),
            "excerpt": .string(hit.excerpt),
        ])
    }

    /// A decision about a value of this user, as `notices` prints it.
    ///
    /// - Parameters:
    ///   - notice: The notice.
    ///   - caseNumber: The case's number; its id when this store does not hold it.
    ///   - schema: What declares the types of the values.
    public init(_ notice: Notice, caseNumber: String, by schema: Schema) {
        func json(_ value: Value) -> JSONValue {
            JSONValue(value, of: notice.unit, in: notice.record.kind, by: schema)
        }
        self = .object([
            "case": .string(caseNumber),
            "caseId": .string(notice.caseID.description),
            "record": .string(notice.record.description),
            "field": .string(notice.unit),
            "mine": json(notice.mine),
            "chosen": json(notice.chosen),
            "by": .string(notice.by),
            "reason": .string(notice.reason),
            "at": .string(notice.at.description),
        ])
    }
}
