internal import SyncModel

extension Session {
    /// A unit's history on the server, oldest first.
    func serverHistory(_ id: CaseID, record: RecordAddress, field: String) throws -> [HistoryEntry] {
        []
    }

    /// The invariants that only a server's tables have.
    func checkServerTables() throws -> [InvariantReport] { [] }
}
