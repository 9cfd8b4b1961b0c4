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
    public init(_ entry: HistoryEntry) {
        self = .object([
            "dot": .string(entry.dot.description),
            "value": JSONValue(entry.value),
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
    public init(_ notice: Notice, caseNumber: String) {
        self = .object([
            "case": .string(caseNumber),
            "caseId": .string(notice.caseID.description),
            "record": .string(notice.record.description),
            "field": .string(notice.unit),
            "mine": JSONValue(notice.mine),
            "chosen": JSONValue(notice.chosen),
            "by": .string(notice.by),
            "reason": .string(notice.reason),
            "at": .string(notice.at.description),
        ])
    }
}
