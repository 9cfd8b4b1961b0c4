internal import SyncModel

/// Where a record of a purged case belongs.
struct GoneRecord {
    var caseID: CaseID
    var caseNumber: String
    var address: RecordAddress
}

// Own changes outlive the rows of a purged case: `gone` remembers where the quarantined ones belong.
extension Session {
    /// Where a record of a purged case belongs; `nil` when it was not purged.
    func gone(_ record: RecordReference) throws -> GoneRecord? {
        let table = try kinds.table(of: record)
        let row = try prepare("SELECT \"case\", number, key FROM gone WHERE record = ?")
        return try row.bind(1, record.packed).first { row in
            GoneRecord(
                caseID: CaseID(try row.identifier(0)),
                caseNumber: row.text(1),
                address: RecordAddress(kind: table.name, key: try table.key(row, 2))
            )
        }
    }

    /// Remembers where a record of a case that is purged now belongs.
    func rememberGone(_ record: RecordReference, caseID: CaseID, caseNumber: String) throws {
        let insert = try prepare(
            "INSERT OR REPLACE INTO gone (record, \"case\", number, key) VALUES (?, ?, ?, ?)"
        )
        insert.bind(1, record.packed).bind(2, caseID.bits).bind(3, text: caseNumber)
        switch try address(of: record).address.key {
        case .caseFile: insert.bind(4, caseID.bits)
        case .unique(let key): insert.bind(4, key)
        case .natural(let key): insert.bind(4, text: key)
        }
        try insert.run()
    }
}
