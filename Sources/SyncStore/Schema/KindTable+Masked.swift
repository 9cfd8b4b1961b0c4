internal import SyncModel

// Many fields of one record at once: one statement a kind, whatever the fields.
extension KindTable {
    /// From how many fields of a record on the whole row is read by one statement.
    static let manyFieldsRead = 5
    /// From how many fields of a record on they are written by one statement: each statement rewrites the row.
    static let manyFieldsWritten = 2

    /// The fields of record `n`, in the order of ``columns``; all null when there is no such record.
    func values(of n: Int64, in session: Session) throws -> [Value] {
        let row = try session.prepare("SELECT 0\(columnList) FROM \(table) WHERE _n = ?")
        let values = try row.bind(1, n).first { row in
            try columns.enumerated().map { index, column in
                try row.stored(Int32(index + 1), as: column.storage)
            }
        }
        return values ?? Array(repeating: .null, count: columns.count)
    }

    /// Writes some fields of record `n` by one statement.
    func setValues(
        _ fields: [(column: Int, value: Value)],
        of n: Int64,
        in session: Session
    ) throws {
        let maskCount = (columns.count + 61) / 62
        let statement = try session.prepare(masked(maskCount))
        var masks: [Int64] = Array(repeating: 0, count: maskCount)
        for (column, value) in fields {
            masks[column / 62] |= 1 << Int64(column % 62)
            try statement.bind(Int32(maskCount + column + 1), stored: value)
        }
        for (index, mask) in masks.enumerated() { statement.bind(Int32(index + 1), mask) }
        statement.bind(Int32(maskCount + columns.count + 1), n)
        try statement.run()
        for (column, _) in fields { statement.bindNull(Int32(maskCount + column + 1)) }
    }

    /// `UPDATE … SET <column> = iif(<its bit>, <its value>, <column>), … WHERE _n = …`.
    private func masked(_ maskCount: Int) -> String {
        if let maskedSQL { return maskedSQL }
        let assignments = columns.enumerated().map { index, column in
            "\(column.quoted) = iif(?\(index / 62 + 1) & \(Int64(1) << Int64(index % 62)), "
                + "?\(maskCount + index + 1), \(column.quoted))"
        }
        let sql =
            "UPDATE \(table) SET \(assignments.joined(separator: ", ")) "
            + "WHERE _n = ?\(maskCount + columns.count + 1)"
        maskedSQL = sql
        return sql
    }
}
