// Finding cases and records.
//
//     let found = try session.findCase(caseID)                    number, position, alive; nil when not here
//     let record = try session.findRecord(address, in: found.n)    reference, alive, version; nil when not here
//     let address = try session.address(of: reference)             the way back
//     let n = try session.insertRecord(…)                          makes a row without fields
internal import SyncModel

/// A case as the store finds it.
struct FoundCase {
    /// Its record number in kind `case`.
    var n: Int64
    /// Whether it is shown as existing.
    var isAlive: Bool
    /// Where it stands.
    var position: Position
}

/// A record as the store finds it.
struct FoundRecord {
    /// The record.
    var reference: RecordReference
    /// Whether it is shown as existing.
    var isAlive: Bool
    /// The stamp that wrote it whole; 0 when nothing of it was accepted yet.
    var version: Int64
}

extension Session {
    /// The case of that id; `nil` when it is not here.
    func findCase(_ id: CaseID) throws -> FoundCase? {
        try prepare(.findCase).bind(1, id.bits).first { row in
            guard let position = row.optionalInteger(2) else {
                throw StoreError(.corrupt, "case \(row.integer(0)) is not in the table cases")
            }
            return FoundCase(
                n: row.integer(0),
                isAlive: row.integer(1) != 0,
                position: Position(packed: position)
            )
        }
    }

    /// The record at that address of case `caseN`; `nil` when it is not here.
    func findRecord(_ address: RecordAddress, in caseN: Int64) throws -> FoundRecord? {
        guard let table = kinds.find(address.kind) else { return nil }
        let statement: Prepared
        switch address.key {
        case .caseFile:
            guard table.isCase else { return nil }
            statement = try prepare("SELECT _n, alive, version FROM kind_case WHERE _n = ?")
            statement.bind(1, caseN)
        case .unique(let key):
            guard !table.isNatural, !table.isCase else { return nil }
            statement = try prepare(table.finding).bind(1, caseN).bind(2, key)
        case .natural(let key):
            guard table.isNatural else { return nil }
            statement = try prepare(table.finding).bind(1, caseN).bind(2, text: key)
        }
        return try statement.first { row in
            FoundRecord(
                reference: RecordReference(kind: table.number, n: row.integer(0)),
                isAlive: row.integer(1) != 0,
                version: row.integer(2)
            )
        }
    }

    /// The address of a record, and the number of its case.
    ///
    /// - Throws: ``StoreError`` `corrupt` when there is no such record.
    func address(of record: RecordReference) throws -> (address: RecordAddress, caseN: Int64) {
        let table = try kinds.table(of: record)
        if table.isCase { return (.caseFile, record.n) }
        let found = try prepare(table.addressing).bind(1, record.n).first { row in
            (try table.key(row, 0), row.integer(1))
        }
        guard let (key, caseN) = found else {
            throw StoreError(.corrupt, "record \(record.n) of \(table.name) is not in its table")
        }
        return (RecordAddress(kind: table.name, key: key), caseN)
    }

    /// The number of a record's case; `nil` when the record is not here.
    func caseNumber(of record: RecordReference) throws -> Int64? {
        let table = try kinds.table(of: record)
        return try prepare(table.casing).bind(1, record.n).first { $0.integer(0) }
    }

    /// The id of case `n`.
    ///
    /// - Throws: ``StoreError`` `corrupt` when there is no such case.
    func caseID(_ n: Int64) throws -> CaseID {
        let found = try prepare("SELECT id FROM kind_case WHERE _n = ?").bind(1, n)
            .first { CaseID(try $0.identifier(0)) }
        guard let found else { throw StoreError(.corrupt, "case \(n) is not in kind_case") }
        return found
    }

    /// Makes a row without fields; a case also needs ``insertCase(n:number:position:)``.
    ///
    /// `version` is the stamp that writes it whole; 0 for this laptop's own, unaccepted record.
    func insertRecord(
        _ table: KindTable,
        n: Int64,
        caseN: Int64,
        id: Identifier128?,
        naturalKey: String?,
        isAlive: Bool,
        version: Int64
    ) throws {
        let statement = try prepare(
            "INSERT INTO \(table.table) (_n, _case, id, alive, version) VALUES (?, ?, ?, ?, ?)"
        )
        statement.bind(1, n).bind(2, caseN).bind(4, Int64(isAlive ? 1 : 0)).bind(5, version)
        if let id {
            statement.bind(3, id)
        } else {
            statement.bind(3, text: naturalKey ?? "")
        }
        try statement.run()
    }

    /// Makes the row of a case in `cases`, and remembers its number.
    func insertCase(n: Int64, number: String, position: Position) throws {
        try prepare("INSERT INTO cases (n, number, position, hash) VALUES (?, ?, ?, 0)")
            .bind(1, n).bind(2, text: number).bind(3, position.packed).run()
        try rememberNumber(number, of: n)
    }

    /// Remembers a number by which a case can be found.
    func rememberNumber(_ number: String, of caseN: Int64) throws {
        try prepare("INSERT OR IGNORE INTO case_numbers (number, \"case\") VALUES (?, ?)")
            .bind(1, text: number).bind(2, caseN).run()
    }
}

extension KindTable {
    /// `SELECT _n, alive, version … WHERE _case = ?1 AND id = ?2`.
    var finding: String { "SELECT _n, alive, version FROM \(table) WHERE _case = ? AND id = ?" }

    /// `SELECT id, _case … WHERE _n = ?1`.
    var addressing: String { "SELECT id, _case FROM \(table) WHERE _n = ?" }

    /// `SELECT _case … WHERE _n = ?1`.
    var casing: String { "SELECT _case FROM \(table) WHERE _n = ?" }

    /// The key in a column that holds `id`.
    func key(_ row: Prepared, _ column: Int32) throws -> RecordKey {
        if isCase { return .caseFile }
        return isNatural ? .natural(row.text(column)) : .unique(try row.identifier(column))
    }
}
