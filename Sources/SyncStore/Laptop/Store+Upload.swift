public import SyncModel

extension Store {
    /// The oldest saves without a receipt after `seq`, whole; marks them sent, durably, before it returns.
    ///
    /// - Parameters:
    ///   - seq: Where the last upload of this sync ended; 0 for the first.
    ///   - through: Saves after it are left out; `nil` for none. What the server has already goes alone, since its
    ///     receipts may make later void changes real.
    ///   - changesMax: The most changes, at least 1; at least one save is given whole.
    /// - Returns: Saves that follow each other in the chain of one incarnation, oldest first; empty when all have
    ///   receipts.
    /// - Throws: ``StoreError`` `notSaved`, `unknown`, `corrupt` or `busy`.
    public func nextUpload(
        after seq: UInt64,
        through: UInt64? = nil,
        changesMax: Int
    ) throws(StoreError) -> [Save] {
        let (saves, isMarked) = try read { session in
            try session.loadPending()
            let saves = try session.saves(
                after: max(seq, session.pending.receiptedThrough),
                through: through,
                changesMax: changesMax
            )
            let last = saves.last?.changes.last?.dot.seq ?? 0
            return (saves, last <= session.pending.sentThrough)
        }
        guard !isMarked, let last = saves.last?.changes.last?.dot.seq else { return saves }
        try write(confirm: { session, _ in
            try session.loadPending()
            return session.pending.sentThrough >= last
        }) { session in
            try session.loadPending()
            guard last > session.pending.sentThrough else { return }
            try session.setSetting(Setting.sentThrough, to: String(last))
            session.pending.sentThrough = last
        }
        return saves
    }
}

extension Session {
    /// Whole saves of the log after `seq`, of one incarnation.
    func saves(
        after seq: UInt64,
        through: UInt64? = nil,
        changesMax: Int
    ) throws -> [Save] {
        let chain = try ownChain()
        var end = chain.end(of: seq + 1) ?? .max
        if let through, through > seq { end = min(end, through + 1) }
        var saves: [Save] = []
        var count = 0
        var addresses = AddressCache()
        // A server that was restored does not know the numbers that it gave out after the backup.
        let isRecovering = try setting(Setting.recovering) != nil
        let rows = try prepare(
            """
            SELECT seq, record, unit, value, context, state, save FROM log
            WHERE seq > ? ORDER BY seq
            """
        ).bind(1, seq)
        defer { rows.reset() }
        while try rows.step() {
            if !rows.isNull(6) {
                if rows.unsigned(0) >= end { break }
                let header = try SaveHeader.read(rows, 6)
                if count > 0, count + header.count > changesMax { break }
                count += header.count
                saves.append(try save(header))
            }
            guard !saves.isEmpty else {
                throw StoreError(.corrupt, "the log after \(seq) does not begin with a save")
            }
            let state = rows.optionalInteger(5)
            let record = RecordReference(packed: rows.integer(1))
            let found = try addresses.find(record, in: self)
            if found.caseN > 0, !isRecovering {
                saves[saves.count - 1].caseRecordNumber = found.caseN
            }
            saves[saves.count - 1].changes.append(
                Change(
                    dot: chain.dot(rows.unsigned(0)),
                    record: found.address,
                    unit: try names.text(rows.integer(2)),
                    value: try rows.any(3),
                    context: Position(packed: rows.integer(4)),
                    isVoid: state == LogState.void || LogState.status(state) == .void,
                    was: chain.was(rows.unsigned(0)),
                    recordNumber: record.n > 0 && !isRecovering ? record.n : nil
                )
            )
        }
        return saves
    }

    private func save(_ header: SaveHeader) throws -> Save {
        var save = Save(
            caseID: header.caseID,
            caseNumber: header.caseNumber,
            operation: header.operation,
            author: try names.text(header.author),
            role: header.role,
            wallClock: header.wallClock,
            zoneMinutes: header.zoneMinutes,
            clockSegment: header.clockSegment,
            hlc: header.hlc,
            schemaVersion: header.schemaVersion,
            changes: [],
            chainHash: header.chainHash
        )
        save.changes.reserveCapacity(header.count)
        return save
    }
}

/// Remembers the addresses of records while a log is read.
private struct AddressCache {
    /// A record's address, and the server's number of its case; 0 when that is not known.
    struct Found {
        var address: RecordAddress
        var caseN: Int64
    }

    private var known: [Int64: Found] = [:]

    /// The address of a record; of one that was purged, from `gone`.
    mutating func find(_ record: RecordReference, in session: Session) throws -> Found {
        if try session.kinds.table(of: record).isCase {
            return Found(address: .caseFile, caseN: max(0, record.n))
        }
        if let found = known[record.packed] { return found }
        let found: Found
        if let gone = try session.gone(record) {
            found = Found(address: gone.address, caseN: 0)
        } else {
            let (address, caseN) = try session.address(of: record)
            found = Found(address: address, caseN: max(0, caseN))
        }
        known[record.packed] = found
        return found
    }
}
