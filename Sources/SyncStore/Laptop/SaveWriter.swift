// Writing one save: what the draft really changes, with which context, over which own changes (DESIGN.md §2).
internal import Crypto
internal import SyncModel

/// Writes drafts, each as one save, inside a write transaction.
struct SaveWriter {
    let session: Session
    let incarnation: IncarnationID
    let now: Instant
    /// ``now`` by the server's clock, as far as that is known.
    let likelyTime: Instant
    let clockSegment: UInt32
    let schemaVersion: UInt32

    /// A change that the draft makes, before it has a number.
    struct Planned {
        var place: UnitPlace
        var address: RecordAddress
        /// What the change says: for a set a difference.
        var value: Value
        /// What is shown after it.
        var shown: Value
        /// What was acknowledged, when no own change of the unit is open.
        var base: Value
        /// The packed context.
        var context: Int64
        var isVoid: Bool
    }

    /// A case or record as the draft finds or makes it.
    struct Target {
        var table: KindTable
        var n: Int64
        var address: RecordAddress
        var isNew: Bool
    }

    /// Writes one draft.
    mutating func write(_ draft: SaveDraft) throws -> Int {
        var planner = try SavePlanner(writer: self, draft: draft)
        let planned = try planner.plan()
        guard !planned.isEmpty else { return 0 }
        guard planned.count <= Limits.saveChangesMax else {
            throw StoreError(.invalid, "more than \(Limits.saveChangesMax) changes in one save")
        }
        try append(planned, of: draft, makesCase: planner.makesCase)
        return planned.count
    }

    /// Numbers, chains and logs the changes, and puts them in the rows and the index.
    private func append(_ planned: [Planned], of draft: SaveDraft, makesCase: Bool) throws {
        let tip = session.pending.tip
        let hlc = tip.hlc.next(at: now)
        let operation =
            draft.operation
            ?? OperationID(startingAt: Dot(incarnation: incarnation, seq: tip.seq + 1))
        let save = Save(
            caseID: draft.caseID,
            caseNumber: makesCase ? draft.newCaseNumber : nil,
            operation: operation,
            author: draft.author,
            role: draft.role,
            wallClock: now,
            zoneMinutes: draft.zoneMinutes,
            clockSegment: clockSegment,
            hlc: hlc,
            schemaVersion: schemaVersion,
            changes: []
        )
        let hash = chainHash(of: save, planned, after: tip)
        let header = SaveHeader(
            caseID: draft.caseID,
            operation: operation,
            chainHash: hash,
            count: planned.count,
            author: try session.authorID(draft.author),
            role: draft.role,
            wallClock: now,
            zoneMinutes: draft.zoneMinutes,
            clockSegment: clockSegment,
            hlc: hlc,
            schemaVersion: schemaVersion,
            caseNumber: save.caseNumber
        )
        try log(planned, header: header, after: tip.seq)
        if planned.contains(where: \.place.isAlive) { session.savedCases = [:] }
        session.pending.tip = ChainTip(seq: tip.seq + UInt64(planned.count), hash: hash, hlc: hlc)
    }

    /// The hash of the chain at the end of a save.
    private func chainHash(of save: Save, _ planned: [Planned], after tip: ChainTip) -> [UInt8] {
        var canonical = CanonicalBytes(of: save, after: tip.hash)
        var seq = tip.seq
        for change in planned {
            seq += 1
            canonical.append(
                seq: seq,
                record: change.address,
                unit: change.place.name,
                value: change.value,
                context: Position(packed: change.context)
            )
        }
        // Not `hash(data:)`: that is generic, and slow for a few hundred bytes.
        var hasher = SHA256()
        canonical.bytes.withUnsafeBytes { hasher.update(bufferPointer: $0) }
        return hasher.finalize().withUnsafeBytes { Array($0) }
    }

    private func log(_ planned: [Planned], header: SaveHeader, after seq: UInt64) throws {
        let insert = try session.prepare(.insertLog)
        var rows = RowWrites(session)
        var next = seq
        for (index, change) in planned.enumerated() {
            next += 1
            insert.bind(1, next).bind(2, change.place.record.packed).bind(3, change.place.id)
                .bind(4, any: change.value).bind(5, any: change.base).bind(6, change.context)
                .bind(7, change.isVoid ? LogState.void : nil)
            if index == 0 {
                insert.bind(8, blob: header.encode())
            } else {
                insert.bindNull(8)
            }
            try insert.run()
            try apply(change, seq: next, &rows)
        }
        try rows.flush()
    }

    private func apply(_ change: Planned, seq: UInt64, _ rows: inout RowWrites) throws {
        if change.isVoid {
            for open in session.pending.units[change.place.key]?.all ?? [] {
                try session.prepare("UPDATE log SET state = ? WHERE seq = ?")
                    .bind(1, LogState.void).bind(2, open.seq).run()
            }
            try session.close(change.place) { _ in true }
            return
        }
        try session.completeAcknowledged(change.place)
        try rows.set(change.place, to: change.shown)
        session.pending.add(
            OpenChange(seq: seq, context: change.context, answer: .none),
            to: change.place.key
        )
    }
}

/// Collects the fields of one record after the other, and writes those of a record together.
private struct RowWrites {
    private let session: Session
    private var table: KindTable?
    private var n: Int64 = 0
    private var fields: [(column: Int, value: Value)] = []

    init(_ session: Session) { self.session = session }

    /// Writes what is shown of a unit, now or with the record's other fields.
    mutating func set(_ place: UnitPlace, to value: Value) throws {
        guard let columns = place.columns else { return try session.setShown(place, to: value) }
        if place.n != n || place.table !== table {
            try flush()
            (table, n) = (place.table, place.n)
        }
        guard case .group(let members) = value else {
            fields.append((columns.members[0], value))
            return
        }
        for member in members {
            guard let column = place.table.columnIndex[member.name] else {
                throw StoreError(.invalid, "\(place.table.name) has no field \(member.name)")
            }
            fields.append((column, member.value))
        }
    }

    /// Writes what was collected.
    mutating func flush() throws {
        guard let table else { return }
        if fields.count < KindTable.manyFieldsWritten {
            for (column, value) in fields { try table.setValue(column, of: n, to: value) }
        } else {
            try table.setValues(fields, of: n, in: session)
        }
        fields.removeAll(keepingCapacity: true)
    }
}
