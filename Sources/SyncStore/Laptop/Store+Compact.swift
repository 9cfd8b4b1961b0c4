internal import SyncModel

extension Store {
    /// Drops own changes that nothing needs any more, and stamps that nothing refers to; gives the room back
    /// to the disk.
    ///
    /// A save is dropped when all its changes are settled: answered, and brought by a page or void. The last with
    /// receipts stays, since the next one's hash follows from it and a child incarnation may fork there. Nothing
    /// that is shown, pending or in quarantine changes.
    ///
    /// - Parameter seq: The backup watermark: the number of the last own change that every backup covers that
    /// the operator
    ///   may still restore (`DESIGN.md` §5).
    /// - Returns: The number of changes dropped.
    /// - Throws: ``StoreError`` `notSaved`, `unknown`, `corrupt` or `busy`.
    @discardableResult
    public func compact(through seq: UInt64) throws(StoreError) -> Int {
        let dropped = try write { session in
            try session.loadPending()
            try session.advanceSettled()
            let dropped = try session.dropSaves(through: seq)
            try session.dropStamps()
            return dropped
        }
        try read { try $0.execute("VACUUM") }
        return dropped
    }
}

extension Store {
    /// How many own changes make it worth to give room back to the disk.
    private static let compactedMin: Int64 = 5_000

    /// Drops own changes that nothing needs any more, when there are many.
    ///
    /// - Parameter seq: As for ``compact(through:)``; 0 when no backup is known: then nothing is dropped.
    /// - Throws: ``StoreError`` `notSaved`, `unknown`, `corrupt` or `busy`.
    public func compactWhenWorth(through seq: UInt64) throws(StoreError) {
        guard seq > 0 else { return }
        let count = try read { session in
            try session.loadPending()
            return try session.prepare("SELECT count(*) FROM log WHERE seq <= ?")
                .bind(1, min(seq, session.pending.settledThrough)).first { $0.integer(0) } ?? 0
        }
        guard count >= Self.compactedMin else { return }
        try compact(through: seq)
    }
}

extension Session {
    /// The number of the last own change that was dropped; 0 when none was.
    func compactedThrough() throws -> UInt64 {
        UInt64(try integerSetting(Setting.compactedThrough) ?? 0)
    }

    /// Drops whole saves that are settled; gives the number of changes.
    fileprivate func dropSaves(through seq: UInt64) throws -> Int {
        let limit = min(seq, pending.settledThrough)
        let quarantined = try prepare("SELECT seq FROM log WHERE state = ?")
            .bind(1, LogState.code(.quarantined)).all { $0.unsigned(0) }
        let saves = try prepare(
            "SELECT seq, save FROM log WHERE save IS NOT NULL AND seq <= ? ORDER BY seq"
        )
        .bind(1, limit).all { ($0.unsigned(0), UInt64(try SaveHeader.read($0, 1).count)) }
        var dropped = 0
        var through = try compactedThrough()
        for (first, count) in saves {
            let last = first + count - 1
            guard last <= limit, last < pending.receiptedThrough else { break }
            through = last
            if quarantined.contains(where: { (first...last).contains($0) }) { continue }
            try prepare("DELETE FROM log WHERE seq BETWEEN ? AND ?").bind(1, first).bind(2, last)
                .run()
            dropped += changedRows
        }
        try setSetting(Setting.compactedThrough, to: String(through))
        return dropped
    }

    /// Drops stamps that no record and no unit refers to.
    fileprivate func dropStamps() throws {
        let used = kinds.all.map { "UNION SELECT version FROM \($0.table)" }
            .joined(separator: " ")
        try execute("DELETE FROM stamps WHERE id NOT IN (SELECT stamp FROM versions \(used))")
    }
}
