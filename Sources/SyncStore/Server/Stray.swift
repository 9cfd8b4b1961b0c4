internal import GRDBSQLite
internal import SyncModel

/// A change that is not accepted: void, or kept aside.
struct Stray {
    /// Which rows still wait for a person.
    static let waiting = "reason NOT NULL AND outcome IS NULL"

    /// The log row; also its id in the quarantine.
    var log: Int64
    /// The change.
    var change: Change
    /// Its save, as far as the merge needs it.
    var save: Save
    /// The save's row.
    var row: SaveRow
    /// The device.
    var device: ReplicaID
    /// Whether it arrived before, under the dot that it had in an earlier incarnation.
    var isDuplicate: Bool
    /// Why it is kept aside; `nil` when it is void or a duplicate.
    var reason: String?
    /// How it ended; `nil` while it waits.
    var outcome: ReceiptStatus?
    /// When it arrived.
    var received: Instant

    /// The change as people see it in the quarantine.
    func shown(_ session: Session) throws -> QuarantinedChange {
        let number = try session.prepare(
            """
            SELECT cases.number FROM kind_case JOIN cases ON cases.n = kind_case._n
            WHERE kind_case.id = ?
            """
        )
        .bind(1, save.caseID.bits).first { $0.text(0) }
        return QuarantinedChange(
            id: UInt64(log),
            device: device,
            author: save.author,
            caseName: number ?? save.caseID.description,
            record: change.record,
            unit: change.unit,
            value: change.value,
            reason: reason ?? "",
            received: received,
            outcome: outcome
        )
    }
}

extension Session {
    /// The strays that a condition on the table's columns selects, oldest first.
    ///
    /// `bind`: Binds the condition's parameters.
    func strays(_ condition: String, _ bind: (Prepared) -> Void) throws -> [Stray] {
        let rows = try prepare(
            """
            SELECT strays.log, strays."case", strays.kind, strays."key", strays.unit, strays.reason,
                strays.outcome, log.value, log.context, log.status, log.save, saves.number,
                saves.operation, saves.role, saves.zone, saves.segment, saves.hlc, saves.schema,
                saves.received
            FROM strays JOIN log ON log.id = strays.log JOIN saves ON saves.id = log.save
            WHERE strays.log IN (SELECT log FROM strays WHERE \(condition)) ORDER BY strays.log
            """
        )
        bind(rows)
        return try rows.all(stray)
    }

    private func stray(_ row: Prepared) throws -> Stray {
        let saveRow = try saveRow(row.integer(10))
        let incarnation = try names.incarnation(saveRow.incarnation)
        let log = row.integer(0)
        let key = try row.recordKey(3)
        let change = Change(
            dot: Dot(incarnation: incarnation, seq: saveRow.seq(at: log)),
            record: RecordAddress(kind: row.text(2), key: key),
            unit: row.text(4),
            value: try row.any(7),
            context: Position(packed: row.integer(8)),
            isVoid: row.integer(9) == ReceiptStatus.void.stored
        )
        guard let role = Role(rawValue: row.text(13)) else {
            throw StoreError(.corrupt, "the role of save \(saveRow.id) is not one of the roles")
        }
        let save = Save(
            caseID: CaseID(try row.identifier(1)),
            caseNumber: row.optionalText(11),
            operation: OperationID(try row.identifier(12)),
            author: try names.text(saveRow.author),
            role: role,
            wallClock: saveRow.written,
            zoneMinutes: Int16(truncatingIfNeeded: row.integer(14)),
            clockSegment: UInt32(truncatingIfNeeded: row.integer(15)),
            hlc: HLC(packed: row.integer(16)),
            schemaVersion: UInt32(truncatingIfNeeded: row.integer(17)),
            changes: [change]
        )
        return Stray(
            log: log,
            change: change,
            save: save,
            row: saveRow,
            device: try replica(of: incarnation) ?? ReplicaID(Identifier128(high: 0, low: 0)),
            isDuplicate: row.integer(9) == ReceiptStatus.duplicate.stored,
            reason: row.optionalText(5),
            outcome: row.optionalInteger(6).flatMap { ReceiptStatus(stored: $0) },
            received: Instant(milliseconds: row.integer(18))
        )
    }
}

extension Prepared {
    /// The record's key in a column, as `bind(_:key:)` stored it.
    func recordKey(_ column: Int32) throws -> RecordKey {
        if isNull(column) { return .caseFile }
        return isBlob(column) ? .unique(try identifier(column)) : .natural(text(column))
    }

    private func isBlob(_ column: Int32) -> Bool {
        sqlite3_column_type(handle, column) == SQLITE_BLOB
    }
}
