public import SyncModel

/// A case in a list.
public struct CaseSummary: Hashable, Sendable {
    /// The case.
    public var id: CaseID
    /// Its number; `TMP-…` until the server gives one.
    public var number: String
    /// The person's name from the schema's `person.givenNames`, `person.prefix`, `person.familyName` as far
    /// as they exist; empty when unknown.
    public var name: String
    /// The number of this laptop's unreceipted changes in the case; 0 on the server.
    public var pending: Int
    /// The number of open conflicts in the case.
    public var contested: Int
    /// Whether it exists; false when deleted.
    public var isAlive: Bool
}

/// A shown value of a field, or of `alive`.
public struct ShownField: Hashable, Sendable {
    /// The field's name.
    public var name: String
    /// The value; never null unless it was cleared.
    public var value: Value
    /// Who wrote it.
    public var author: String
    /// When, by the author's clock.
    public var written: Instant
    /// Whether it is an own change without receipt, or one in quarantine.
    public var isPending: Bool
    /// Whether an open conflict waits on its unit.
    public var isContested: Bool
    /// A newer server value beneath an own pending change; `nil` when there is none.
    public var beneath: Value?
}

/// A record as shown.
public struct ShownRecord: Hashable, Sendable {
    /// The address in its case.
    public var address: RecordAddress
    /// Whether it exists.
    public var isAlive: Bool
    /// Whether a conflict on its deletion waits.
    public var deletionAsked: Bool
    /// Who made it.
    public var author: String
    /// When, by the author's clock.
    public var written: Instant
    /// The fields that were ever written, in the order of the schema; unknown fields last.
    public var fields: [ShownField]
}

/// A case as shown.
public struct CaseFile: Hashable, Sendable {
    /// The case in short.
    public var summary: CaseSummary
    /// What revision is on screen: the context of an edit that begins here.
    public var position: Position
    /// The case file first, then the others by kind and key.
    public var records: [ShownRecord]
}

/// One entry of a field's history, oldest first.
public struct HistoryEntry: Hashable, Sendable {
    /// The change.
    public var dot: Dot
    /// What it wrote.
    public var value: Value
    /// The user's name.
    public var author: String
    /// The device.
    public var device: ReplicaID
    /// The author's clock.
    public var written: Instant
    /// The context.
    public var context: Position
    /// Where it was accepted; `nil` when pending, void, quarantined or refused.
    public var position: Position?
    /// The receipt; `nil` while pending.
    public var status: ReceiptStatus?
}

/// A place where a text was found.
public struct SearchHit: Hashable, Sendable {
    /// The case's number.
    public var caseNumber: String
    /// The case.
    public var caseID: CaseID
    /// The record.
    public var record: RecordAddress
    /// The field.
    public var field: String
    /// The text around the hit, at most 80 scalars.
    public var excerpt: String
}

extension Store {
    /// The cases, by number.
    public func cases(includingDeleted: Bool) throws(StoreError) -> [CaseSummary] { [] }

    /// The cases whose number (also an old one, or a `TMP-` one), or whose id, begins with `prefix`; at most 2.
    public func findCases(_ prefix: String) throws(StoreError) -> [CaseSummary] { [] }

    /// A case as shown; `nil` when this store does not hold it.
    public func caseFile(_ id: CaseID) throws(StoreError) -> CaseFile? { nil }

    /// What this store holds of a unit's history, oldest first; `field` may be a field, a group or `alive`.
    public func history(
        _ id: CaseID,
        record: RecordAddress,
        field: String
    ) throws(StoreError) -> [HistoryEntry] { [] }

    /// The conflicts after id `after` in order of id; only open ones unless `includingClosed`.
    public func conflicts(
        includingClosed: Bool,
        limit: Int,
        after: UInt64
    ) throws(StoreError) -> [Conflict] { [] }

    /// One conflict; `nil` when there is none of that id.
    public func conflict(_ id: UInt64) throws(StoreError) -> Conflict? { nil }

    /// Searches all text of all records, folded (case, diacritics).
    public func search(_ text: String, limit: Int) throws(StoreError) -> [SearchHit] { [] }
}
