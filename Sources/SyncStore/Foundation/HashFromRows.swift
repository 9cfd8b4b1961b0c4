// The hashes of all cases, computed from the rows themselves: what `check` compares, and what `stateHash` answers when
// the file was changed by another program.
internal import GRDBSQLite
internal import SyncModel

extension Session {
    /// The hash of each case's acknowledged values, computed from the rows.
    func hashesFromRows() throws -> [Int64: StateHash] {
        var hashes: [Int64: UInt64] = [:]
        let ids = try caseIDs()
        for table in kinds.all { try addHashes(of: table, ids: ids, to: &hashes) }
        try addUnknown(to: &hashes)
        if side == .laptop { try replacePending(in: &hashes) }
        return hashes.mapValues { StateHash(sum: $0) }
    }

    /// Stores the computed hashes where they differ from the stored ones; in a write transaction.
    func storeHashesFromRows() throws {
        let computed = try hashesFromRows()
        var total: UInt64 = 0
        let stored = try prepare("SELECT n, hash FROM cases").all {
            ($0.integer(0), $0.unsigned(1))
        }
        for (n, hash) in stored {
            let sum = computed[n]?.sum ?? 0
            total &+= sum
            if sum != hash {
                try prepare("UPDATE cases SET hash = ? WHERE n = ?").bind(1, sum).bind(2, n).run()
            }
        }
        try setSetting(Setting.stateHash, to: StateHash(sum: total).description)
    }

    private func caseIDs() throws -> [Int64: CaseID] {
        var ids: [Int64: CaseID] = [:]
        let rows = try prepare("SELECT _n, id FROM kind_case")
        defer { rows.reset() }
        while try rows.step() { ids[rows.integer(0)] = CaseID(try rows.identifier(1)) }
        return ids
    }

    private func addHashes(
        of table: KindTable,
        ids: [Int64: CaseID],
        to hashes: inout [Int64: UInt64]
    ) throws {
        let rows = try prepare(
            """
            SELECT _case, id, alive\(table.columnList) FROM \(table.table) WHERE version <> 0
            """
        )
        defer { rows.reset() }
        while try rows.step() {
            let caseN = rows.integer(0)
            guard let id = ids[caseN] else { continue }
            let address = RecordAddress(kind: table.name, key: try table.key(rows, 1))
            let seed = StateHash.recordSeed(case: id, record: address)
            var sum = StateHash.contribution(
                recordSeed: seed,
                fieldSeed: HashLedger.aliveSeed,
                integer: rows.integer(2)
            )
            for (index, column) in table.columns.enumerated() {
                sum.add(rows.contribution(Int32(index + 3), seed, column.seed))
            }
            hashes[caseN, default: 0] &+= sum.sum
        }
    }

    private func addUnknown(to hashes: inout [Int64: UInt64]) throws {
        let rows = try prepare("SELECT record, field, value FROM unknown_fields")
        defer { rows.reset() }
        while try rows.step() {
            let record = RecordReference(packed: rows.integer(0))
            let seed = try recordSeed(record)
            let (_, caseN) = try address(of: record)
            let fieldSeed = StateHash.fieldSeed(try names.text(rows.integer(1)))
            hashes[caseN, default: 0] &+= rows.contribution(2, seed, fieldSeed).sum
        }
    }
}

extension Prepared {
    /// What the value in a column adds to a hash; nothing for null.
    func contribution(_ column: Int32, _ recordSeed: UInt64, _ fieldSeed: UInt64) -> StateHash {
        switch sqlite3_column_type(handle, column) {
        case SQLITE_NULL: .empty
        case SQLITE_INTEGER:
            .contribution(recordSeed: recordSeed, fieldSeed: fieldSeed, integer: integer(column))
        default:
            withBytes(column) {
                .contribution(recordSeed: recordSeed, fieldSeed: fieldSeed, text: $0)
            }
        }
    }
}
