public import SyncModel

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
