internal import SyncModel

// Records that this laptop makes: negative numbers, until the feed brings them.
extension Session {
    /// A number for a new record of this laptop: below all that are in the table, or were in it when their case was
    /// purged.
    ///
    /// The log goes on naming those.
    func nextLocalNumber(of table: KindTable) throws -> Int64 {
        let lowest = try prepare("SELECT min(_n) FROM \(table.table)").first { $0.integer(0) } ?? 0
        let purged = try integerSetting(Setting.purgedNumber) ?? 0
        return min(lowest, purged, 0) - 1
    }

    /// Remembers that the number of a record that is taken away may not be used again.
    func retireLocalNumber(_ n: Int64) throws {
        guard try n < integerSetting(Setting.purgedNumber) ?? 0 else { return }
        try setSetting(Setting.purgedNumber, to: String(n))
    }

    /// Makes a case of this laptop, with its number.
    func makeCase(_ id: CaseID, number: String) throws -> Int64 {
        let table = try kinds.cases()
        let n = try nextLocalNumber(of: table)
        try insertRecord(
            table,
            n: n,
            caseN: n,
            id: id.bits,
            naturalKey: nil,
            isAlive: true,
            version: 0
        )
        try insertCase(n: n, number: number, position: .zero)
        try useUpNumber(number)
        return n
    }

    /// Makes a record of this laptop.
    func makeRecord(_ address: RecordAddress, table: KindTable, n: Int64, caseN: Int64) throws {
        var id: Identifier128?
        var naturalKey: String?
        switch address.key {
        case .unique(let key): id = key
        case .natural(let key): naturalKey = key
        case .caseFile: break
        }
        try insertRecord(
            table,
            n: n,
            caseN: caseN,
            id: id,
            naturalKey: naturalKey,
            isAlive: true,
            version: 0
        )
    }
}
