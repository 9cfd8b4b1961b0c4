internal import Crypto
internal import SyncModel

// The invariants of a laptop's log and of what it shows.
extension Session {
    /// The own changes are numbered without a gap.
    func sequenceFault() throws -> String? {
        let floor = try compactedThrough()
        var expected = floor + 1
        var end = expected
        let rows = try prepare("SELECT seq, save FROM log WHERE seq > ? ORDER BY seq")
            .bind(1, floor)
        defer { rows.reset() }
        while try rows.step() {
            let seq = rows.unsigned(0)
            guard seq == expected else { return "the log has a gap before \(seq)" }
            expected = seq + 1
            if rows.isNull(1) {
                guard seq < end else { return "change \(seq) is in no save" }
            } else {
                guard seq == end else { return "the save before \(seq) is not whole" }
                end = seq + UInt64(try SaveHeader.read(rows, 1).count)
            }
        }
        return end == expected ? nil : "the last save is not whole"
    }

    /// Each save's hash follows from the save before and its own changes.
    ///
    /// Saves of purged cases cannot be computed again here; the server has them.
    func chainFault() throws -> String? {
        var after = try compactedThrough()
        var previous: [UInt8]? = after == 0 ? [] : nil
        while true {
            let saves: [Save]
            do {
                saves = try self.saves(after: after, changesMax: 1)
            } catch let error as StoreError where error.code == .corrupt {
                guard let next = try endOfSave(after: after) else { throw error }
                previous = next.hash
                after = next.seq
                continue
            }
            guard let save = saves.first, let last = save.changes.last else { return nil }
            if let previous {
                let hash = Array(SHA256.hash(data: save.canonicalBytes(after: previous)))
                if hash != save.chainHash {
                    return "the save that ends at \(last.dot.seq) is altered"
                }
            }
            previous = save.chainHash
            after = last.dot.seq
        }
    }

    /// The end of the save after `seq`, when one of its records is not here any more.
    private func endOfSave(after seq: UInt64) throws -> (seq: UInt64, hash: [UInt8])? {
        guard
            let header = try prepare("SELECT save FROM log WHERE seq = ?").bind(1, seq + 1)
                .first({ try SaveHeader.read($0, 0) })
        else { return nil }
        guard try findCase(header.caseID) == nil else { return nil }
        return (seq + UInt64(header.count), header.chainHash)
    }

    /// The hybrid clock rises from save to save.
    func clockFault() throws -> String? {
        var last: HLC?
        let rows = try prepare("SELECT seq, save FROM log WHERE save IS NOT NULL ORDER BY seq")
        defer { rows.reset() }
        while try rows.step() {
            let header = try SaveHeader.read(rows, 1)
            if let last, header.hlc <= last {
                return "the clock does not rise at \(rows.unsigned(0))"
            }
            last = header.hlc
        }
        return nil
    }

    /// Receipts lie without a gap below `receiptedThrough`, and accepted changes have a position.
    func receiptFault() throws -> String? {
        try loadPending()
        let missing =
            try prepare(
                "SELECT count(*) FROM log WHERE seq <= ? AND (state IS NULL OR state = 0 OR state BETWEEN 100 AND 199)"
            ).bind(1, pending.receiptedThrough).first { $0.integer(0) } ?? 0
        if missing > 0 { return "\(missing) changes below the mark have no receipt" }
        let placeless = try count(
            "SELECT count(*) FROM log WHERE state BETWEEN 1 AND 8 AND position IS NULL"
        )
        if placeless > 0 { return "\(placeless) accepted changes have no position" }
        if pending.sentThrough > pending.tip.seq { return "more is marked sent than there is" }
        if pending.settledThrough > pending.receiptedThrough {
            return "more is marked settled than has a receipt"
        }
        let parked = try prepare(
            """
            SELECT count(*) FROM log WHERE seq <= ? AND state = ? AND seq NOT IN (SELECT seq FROM parked)
            AND record NOT IN (SELECT record FROM gone) AND NOT EXISTS (
                SELECT 1 FROM log later WHERE later.record = log.record AND later.unit = log.unit
                AND later.seq > log.seq AND later.state BETWEEN 1 AND 8
            )
            """
        )
        .bind(1, pending.settledThrough).bind(2, LogState.code(.quarantined))
        .first { $0.integer(0) }
        return parked ?? 0 > 0 ? "\(parked ?? 0) quarantined changes are not parked" : nil
    }

    /// Every open own change belongs to a record that is here, and the record shows the newest one.
    func pendingFault() throws -> String? {
        try loadPending()
        for (key, open) in pending.units {
            let place = try place(key)
            guard try caseNumber(of: place.record) != nil else {
                return "change \(open.oldest.seq) belongs to no record"
            }
            let expected = try over(try acknowledged(place), open, at: place)
            let shown = try shown(place)
            if place.change(from: shown, to: expected) != nil {
                return "\(place.table.name).\(place.name) does not show change \(open.newest.seq)"
            }
        }
        return nil
    }

    /// What lies beneath lies beneath an open own change.
    func beneathFault() throws -> String? {
        try loadPending()
        let rows = try prepare("SELECT record, unit FROM beneath")
        defer { rows.reset() }
        while try rows.step() {
            let key = UnitKey(record: rows.integer(0), unit: rows.integer(1))
            if pending.units[key] == nil { return "a value lies beneath nothing" }
        }
        return nil
    }
}
