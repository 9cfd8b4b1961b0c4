internal import SyncModel

/// What the server keeps of a unit that once needed its whole history.
///
/// A unit without such a row has one accepted change that counts: the one that its version names, which is the
/// last accepted, the only live, and no decision.
struct ContestRow: Hashable {
    /// The log row of the last accepted change.
    var last: Int64
    /// The log rows of the live changes, in order of acceptance.
    var live: [Int64]
    /// The open conflict; 0 when none is open.
    var conflict: Int64
    /// The generation of the last conflict; 0 when there was none.
    var generation: Int64
}

extension Session {
    /// The contests of a record, by unit; `statement` is ``RunStatements/contests``.
    func contests(
        of record: RecordReference,
        _ statement: Prepared
    ) throws -> [Int64: ContestRow] {
        var rows: [Int64: ContestRow] = [:]
        statement.bind(1, record.packed)
        defer { statement.reset() }
        while try statement.step() {
            rows[statement.integer(0)] = ContestRow(row: statement, from: 1)
        }
        return rows
    }

    /// The contest of a unit; `nil` when it never needed its history.
    func contest(of record: RecordReference, _ unit: Int64) throws -> ContestRow? {
        try prepare(
            "SELECT last, live, conflict, generation FROM contests WHERE record = ? AND unit = ?"
        )
        .bind(1, record.packed).bind(2, unit).first { ContestRow(row: $0, from: 0) }
    }

    /// Keeps the contest of a unit; `statement` is ``RunStatements/putContest``.
    func setContest(
        _ contest: ContestRow,
        of record: RecordReference,
        _ unit: Int64,
        _ statement: Prepared
    ) throws {
        try statement.bind(1, record.packed).bind(2, unit).bind(3, contest.last)
            .bind(4, blob: contest.liveBytes).bind(5, contest.conflict).bind(6, contest.generation)
            .run()
    }
}

extension ContestRow {
    static let insert = """
        INSERT OR REPLACE INTO contests (record, unit, last, live, conflict, generation)
        VALUES (?, ?, ?, ?, ?, ?)
        """

    fileprivate init(row: Prepared, from column: Int32) {
        last = row.integer(column)
        live = row.withBytes(column + 1) { bytes in
            (0..<bytes.count / 8).map { index in
                Int64(
                    littleEndian: bytes.loadUnaligned(fromByteOffset: index * 8, as: Int64.self)
                )
            }
        }
        conflict = row.integer(column + 2)
        generation = row.integer(column + 3)
    }

    fileprivate var liveBytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(live.count * 8)
        for log in live { withUnsafeBytes(of: log.littleEndian) { bytes.append(contentsOf: $0) } }
        return bytes
    }
}
