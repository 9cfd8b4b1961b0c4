public import SyncModel

extension Store {
    /// What this store holds of a unit's history.
    ///
    /// - Parameters:
    ///   - id: The case.
    ///   - record: The record.
    ///   - field: A field, a group or `alive`; a member of a group gives the group's history.
    /// - Returns: Oldest first. On a laptop: its own changes, what is acknowledged, and the candidates of conflicts.
    /// - Throws: ``StoreError`` `notFound` for a case or record that is not here, `invalid` for an unknown field.
    public func history(
        _ id: CaseID,
        record: RecordAddress,
        field: String
    ) throws(StoreError) -> [HistoryEntry] {
        let (side, replica) = (side, replica)
        return try read { session in
            switch side {
            case .server: return try session.serverHistory(id, record: record, field: field)
            case .laptop:
                try session.loadPending()
                guard let found = try session.findCase(id),
                    let target = try session.findRecord(record, in: found.n)
                else { throw StoreError(.notFound, "there is no \(record) here") }
                let table = try session.kinds.table(of: target.reference)
                var unit = field
                if let column = table.columnIndex[field] {
                    unit = table.unitOfColumn[column].unit.name
                }
                guard let unitID = session.names.id(.unit, unit),
                    unit == Schema.aliveUnit || table.units[unit] != nil
                        || table.kind?.field(unit) == nil
                else { throw StoreError(.invalid, "\(record.kind) has no field \(field)") }
                let reader = HistoryReader(
                    session: session,
                    replica: replica,
                    chain: try session.ownChain(),
                    key: UnitKey(record: target.reference.packed, unit: unitID),
                    version: target.version
                )
                return try reader.entries()
            }
        }
    }
}

/// Reads what a laptop holds of a unit's history.
struct HistoryReader {
    let session: Session
    let replica: ReplicaID
    let chain: OwnChain
    let key: UnitKey
    /// The stamp that wrote the record whole.
    let version: Int64

    /// The entries, oldest first: by the author's clock, the own chain in its own order.
    func entries() throws -> [HistoryEntry] {
        var entries = try own()
        var known = Set(entries.map(\.dot))
        for entry in try candidates() where known.insert(entry.dot).inserted {
            entries.append(entry)
        }
        if let (entry, isExact) = try acknowledged(), known.insert(entry.dot).inserted,
            isExact || !entries.contains(where: { $0.isWrite(of: entry) })
        {
            entries.append(entry)
        }
        var latest = Instant(milliseconds: .min)
        let keyed = entries.enumerated().map { index, entry -> (Instant, Int, HistoryEntry) in
            guard chain.holds(entry.dot) else { return (entry.written, index, entry) }
            latest = max(latest, entry.written)
            return (latest, index, entry)
        }
        return keyed.sorted { ($0.0, $0.1) < ($1.0, $1.1) }.map(\.2)
    }

    private func own() throws -> [HistoryEntry] {
        var authors = AuthorReader()
        let rows = try session.prepare(
            """
            SELECT seq, value, context, state, position FROM log
            WHERE record = ? AND unit = ? ORDER BY seq
            """
        )
        let raw = try rows.bind(1, key.record).bind(2, key.unit).all { row in
            (
                row.unsigned(0), try row.any(1), row.integer(2), row.optionalInteger(3),
                row.optionalInteger(4)
            )
        }
        return try raw.map { seq, value, context, state, position in
            let writer = try authors.own(seq, in: session)
            return HistoryEntry(
                dot: chain.dot(seq),
                value: value,
                author: writer.author,
                device: replica,
                written: writer.written,
                context: Position(packed: context),
                position: position.map { Position(packed: $0) },
                status: state == LogState.void
                    ? .void : LogState.status(state) ?? LogState.claim(state)
            )
        }
    }

    private func candidates() throws -> [HistoryEntry] {
        let conflicts = try session.conflicts(where: "record = ?1 AND unit = ?2") {
            $0.bind(1, key.record).bind(2, key.unit)
        }
        return conflicts.flatMap { conflict in
            conflict.candidates.map { candidate in
                HistoryEntry(
                    dot: candidate.dot,
                    value: candidate.value,
                    author: candidate.author,
                    device: candidate.device,
                    written: candidate.written,
                    context: .zero,
                    position: nil,
                    status: candidate.isShown ? .conflictShown : .conflictBeaten
                )
            }
        }
    }

    /// What the server says is shown, and who wrote it; `nil` when nothing was acknowledged.
    ///
    /// Of a record that was written whole only the first number of its save is known here: the dot is exact only
    /// where the unit has a version of its own.
    private func acknowledged() throws -> (entry: HistoryEntry, isExact: Bool)? {
        let place = try session.place(key)
        let value = try session.acknowledged(place)
        let row = try session.prepare(
            """
            SELECT s.incarnation, coalesce(v.seq, s.first), s.author, s.written, s.position
            FROM stamps s LEFT JOIN versions v ON v.record = ?1 AND v.unit = ?2
            WHERE s.id = coalesce(v.stamp, ?3)
            """
        )
        let wrote = try session.prepare(
            "SELECT stamp FROM versions WHERE record = ? AND unit = ?"
        ).bind(1, key.record).bind(2, key.unit).first { $0.integer(0) }
        guard wrote != nil || (version != 0 && !value.isEmpty) else { return nil }
        return try row.bind(1, key.record).bind(2, key.unit).bind(3, version).first { row in
            let author = try session.names.incarnation(row.integer(0))
            let entry = HistoryEntry(
                dot: Dot(incarnation: author, seq: row.unsigned(1)),
                value: value,
                author: try session.names.text(row.integer(2)),
                device: try session.replica(of: author) ?? ReplicaID(author.bits),
                written: Instant(milliseconds: row.integer(3)),
                context: .zero,
                position: Position(packed: row.integer(4)),
                status: .applied
            )
            return (entry, wrote != nil)
        }
    }
}

extension HistoryEntry {
    /// Whether this is the write that `other` tells of under the first number of its save.
    fileprivate func isWrite(of other: HistoryEntry) -> Bool {
        dot.incarnation == other.dot.incarnation && written == other.written && value == other.value
    }
}
