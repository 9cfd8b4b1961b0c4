// Conflicts in the table `conflicts`.
//
//     try session.putConflict(conflict, caseN: n, record: reference)     adds or replaces by id
//     let conflicts = try session.conflicts(where: "record = ?1 AND state = 'open'") { $0.bind(1, …) }
internal import SyncModel

extension Session {
    /// Adds a conflict, or replaces the one of that id.
    func putConflict(_ conflict: Conflict, caseN: Int64, record: RecordReference) throws {
        try prepare(
            """
            INSERT OR REPLACE INTO conflicts
            (id, "case", record, unit, version, generation, state, opened, body)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """
        )
        .bind(1, conflict.id).bind(2, caseN).bind(3, record.packed)
        .bind(4, try intern(.unit, conflict.unit))
        .bind(5, conflict.version).bind(6, conflict.generation)
        .bind(7, text: conflict.state.rawValue).bind(8, conflict.opened.milliseconds)
        .bind(9, blob: ConflictBody.encode(conflict))
        .run()
    }

    /// The conflicts that a condition on the table's columns selects, by id; `bind` binds its parameters.
    func conflicts(
        where condition: String,
        bind: (Prepared) -> Void = { _ in }
    ) throws -> [Conflict] {
        let statement = try prepare(
            """
            SELECT id, "case", record, unit, version, generation, state, opened, body
            FROM conflicts WHERE \(condition) ORDER BY id
            """
        )
        bind(statement)
        return try statement.all(conflict)
    }

    private func conflict(_ row: Prepared) throws -> Conflict {
        let caseN = row.integer(1)
        guard let state = Conflict.State(rawValue: row.text(6)) else {
            throw StoreError(.corrupt, "conflict \(row.integer(0)) has no state")
        }
        let number = try prepare("SELECT number FROM cases WHERE n = ?").bind(1, caseN)
            .first { $0.text(0) }
        var conflict = Conflict(
            id: row.unsigned(0),
            version: row.unsigned(4),
            generation: row.unsigned(5),
            state: state,
            caseID: try caseID(caseN),
            caseNumber: number ?? "",
            record: try address(of: RecordReference(packed: row.integer(2))).address,
            unit: try names.text(row.integer(3)),
            policy: "",
            base: .null,
            shown: .null,
            candidates: [],
            opened: Instant(milliseconds: row.integer(7))
        )
        let body = row.blob(8)
        if body.isEmpty, side == .server {
            // The server leaves the body of an ordinary conflict empty until it closes.
            let record = RecordReference(packed: row.integer(2))
            try complete(&conflict, of: record, row.integer(3))
        } else {
            try ConflictBody.decode(body, into: &conflict)
        }
        return conflict
    }
}
