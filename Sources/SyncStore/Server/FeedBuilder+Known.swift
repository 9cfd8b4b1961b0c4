internal import SyncModel

// Cases that the device holds: what changed in them.
extension FeedBuilder {
    /// Adds the units of a case that changed after the pull's base, its new records, and its changed conflicts.
    func addKnown(_ caseN: Int64) throws {
        var changed: [RecordReference: Set<Int64>] = [:]
        for (record, unit) in try changedUnits(of: caseN) {
            changed[record, default: []].insert(unit)
        }
        for record in changed.keys.sorted() {
            let table = try session.kinds.table(of: record)
            if try addNewRecord(record, table) {
                try addLaterUnits(of: [record.n], table)
            } else {
                for unit in (changed[record] ?? []).sorted() {
                    try addChanged(unit, of: record, table)
                }
            }
        }
        let conflicts = try session.prepare(
            "SELECT id, record FROM conflicts WHERE \"case\" = ? AND feed > ?"
        )
        .bind(1, caseN).bind(2, start.base)
        .all { ($0.unsigned(0), RecordReference(packed: $0.integer(1))) }
        for (id, record) in conflicts { try addConflict(id, of: record, caseN) }
    }

    /// The units that an accepted change wrote, and those whose conflict changed: a deletion's conflict changes what is
    /// shown without a change of `alive`.
    private func changedUnits(of caseN: Int64) throws -> [(RecordReference, Int64)] {
        try session.prepare(
            """
            WITH RECURSIVE later (id, save, before) AS (
                SELECT stamps.id, stamps.save, stamps.before
                FROM cases JOIN stamps ON stamps.id = cases.feed
                WHERE cases.n = ?1 AND cases.feed > ?2
                UNION ALL
                SELECT stamps.id, stamps.save, stamps.before
                FROM later JOIN stamps ON stamps.id = later.before WHERE later.before > ?2
            )
            SELECT log.record, log.unit FROM later CROSS JOIN saves ON saves.id = later.save
                CROSS JOIN log ON log.id BETWEEN saves.log AND saves.log + saves.count - 1
            WHERE log.stamp = later.id
            UNION SELECT record, unit FROM conflicts WHERE "case" = ?1 AND feed > ?2
            """
        )
        .bind(1, caseN).bind(2, start.base)
        .all { (RecordReference(packed: $0.integer(0)), $0.integer(1)) }
    }

    /// Adds a record whole when it was made after the pull's base.
    private func addNewRecord(_ record: RecordReference, _ table: KindTable) throws -> Bool {
        let rows = try session.prepare(
            """
            SELECT \(RowCollector.lead)\(table.columnList) FROM \(table.table)
            WHERE _n = ? AND version > ?
            """
        )
        defer { rows.reset() }
        rows.bind(1, record.n).bind(2, start.base)
        guard try rows.step() else { return false }
        guard let caseIndex = caseIndexes[rows.integer(1)] else { return true }
        let stamp = try index(ofStamp: rows.integer(4))
        var collector = blocks.removeValue(forKey: table.number) ?? RowCollector(table)
        bytes += collector.append(rows, caseIndex: caseIndex, stampIndex: stamp)
        blocks[table.number] = collector
        return true
    }

    /// Adds what is shown of a changed unit; a unit of which nothing was ever shown has only its conflict.
    private func addChanged(_ unit: Int64, of record: RecordReference, _ table: KindTable) throws {
        let version = try session.prepare(
            "SELECT stamp, seq FROM versions WHERE record = ? AND unit = ?"
        )
        .bind(1, record.packed).bind(2, unit).first { (stamp: $0.integer(0), seq: $0.unsigned(1)) }
        guard let version else { return }
        try addCell(of: record, unit, table, stamp: version.stamp, seq: version.seq)
    }
}
