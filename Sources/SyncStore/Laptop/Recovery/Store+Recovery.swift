// What a laptop does when its server was restored from a backup, and begins a new epoch (DESIGN.md §5):
//
//     beginRecovery     own changes that the server does not have wait for a receipt again; the old ones are claims
//     heldPositions     which cases are here, for the server to say which of them hold more than it took over
//     report            what is here of those cases, of others
//     (upload)          own changes again, in the old numbers, with their claims
//     (pages)           the cases whole, which take the place of what is here
//     finishRecovery    the epoch is known
//
// Each step may be done again; a laptop that was stopped on the way begins anew.
public import SyncModel

extension Store {
    /// Lets own changes after `seq` wait for a receipt again: the server does not have them.
    ///
    /// What is shown stays, and none of them counts as pending.
    ///
    /// - Parameters:
    ///   - epoch: The server's new epoch.
    ///   - seq: The last own change that the server has.
    /// - Throws: ``StoreError`` `notSaved`, `unknown` or `corrupt`.
    public func beginRecovery(in epoch: UInt32, after seq: UInt64) throws(StoreError) {
        let mark = String(epoch)
        try write(confirm: { session, _ in
            try session.setting(Setting.recovering) == mark
        }) { session in
            try session.loadPending()
            try session.setSetting(Setting.recovering, to: mark)
            try session.claimReceipts(after: seq, before: epoch)
        }
    }

    /// The cases here that the server has seen, and where they stand.
    ///
    /// - Returns: In order of number.
    /// - Throws: ``StoreError`` `corrupt` or `busy`.
    public func heldPositions() throws(StoreError) -> [CasePosition] {
        try read { session in
            try session.prepare(
                """
                SELECT kind_case.id, cases.position FROM cases
                    JOIN kind_case ON kind_case._n = cases.n
                WHERE cases.n > 0 ORDER BY cases.n
                """
            )
            .all { row in
                CasePosition(
                    caseID: CaseID(try row.identifier(0)),
                    position: Position(packed: row.integer(1))
                )
            }
        }
    }

    /// The receipts that own changes had in an epoch which the server lost, while they wait for others.
    ///
    /// - Parameter upload: Own saves that go out.
    /// - Returns: One claim for each of their changes that had a receipt; none outside a recovery.
    /// - Throws: ``StoreError`` `corrupt` or `busy`.
    public func claims(of upload: Upload) throws(StoreError) -> [Claim] {
        guard let first = upload.firstSeq, let last = upload.lastSeq else { return [] }
        return try read { session in
            guard try session.setting(Setting.recovering) != nil else { return [] }
            return try session.prepare(
                """
                SELECT seq, state, position, reason FROM log
                WHERE seq BETWEEN ? AND ? AND state > ? AND state < ? ORDER BY seq
                """
            )
            .bind(1, first).bind(2, last).bind(3, LogState.claimed).bind(4, LogState.settled)
            .all { row in
                LogState.claim(row.optionalInteger(1)).map { status in
                    Claim(
                        seq: row.unsigned(0),
                        status: status,
                        position: row.optionalInteger(2).map { Position(packed: $0) },
                        reason: row.optionalText(3)
                    )
                }
            }
            .compactMap { $0 }
        }
    }

    /// Ends a recovery: everything was offered again, and pages have brought what became of it.
    ///
    /// - Throws: ``StoreError`` `notSaved`, `unknown` or `corrupt`.
    public func finishRecovery() throws(StoreError) {
        try write(confirm: { session, _ in
            try session.setting(Setting.recovering) == nil
        }) { session in
            try session.prepare("UPDATE log SET state = state - ?1 WHERE state > ?1")
                .bind(1, LogState.settled).run()
            try session.setSetting(Setting.recovering, to: nil)
            session.pending.isLoaded = false
            try session.loadPending()
            try session.advanceSettled()
        }
    }

    /// Whether a recovery began and did not end.
    ///
    /// - Returns: Whether it did.
    /// - Throws: ``StoreError`` `corrupt` or `busy`.
    public func isRecovering() throws(StoreError) -> Bool {
        try read { session in try session.setting(Setting.recovering) != nil }
    }
}

extension Session {
    /// Makes the receipts of own changes after `seq` claims, where an epoch before `epoch` gave them.
    fileprivate func claimReceipts(after seq: UInt64, before epoch: UInt32) throws {
        try prepare(
            """
            UPDATE log SET state = CASE state WHEN ?1 THEN ?2 ELSE state + ?3 END
            WHERE seq > ?4 AND state BETWEEN 1 AND 99 AND (position IS NULL OR position < ?5)
            """
        )
        .bind(1, LogState.code(.void)).bind(2, LogState.void).bind(3, LogState.claimed)
        .bind(4, seq).bind(5, Position(epoch: epoch, revision: 0).packed).run()
        // One that was answered again in an epoch which was then lost, too.
        try prepare(
            """
            UPDATE log SET state = state - ?1 + ?2
            WHERE seq > ?3 AND state > ?1 AND (position IS NULL OR position < ?4)
            """
        )
        .bind(1, LogState.settled).bind(2, LogState.claimed).bind(3, seq)
        .bind(4, Position(epoch: epoch, revision: 0).packed).run()
        try prepare("DELETE FROM parked WHERE seq > ?").bind(1, seq).run()
        for (name, through) in [
            (Setting.receiptedThrough, pending.receiptedThrough),
            (Setting.settledThrough, pending.settledThrough),
        ] where through > seq {
            try setSetting(name, to: String(seq))
        }
        pending.isLoaded = false
        try loadPending()
    }

    /// Whether a receipt answers, once more, a change that was settled: a page has brought it, and another will.
    func isAnsweredAgain(_ receipt: Receipt, _ key: UnitKey, _ state: Int64?) throws -> Bool {
        guard LogState.claim(state) != nil, !isOpen(receipt.dot.seq, key) else { return false }
        switch receipt.outcome {
        case .quarantined, .refused, .void: return false
        case .applied, .agreed, .merged, .beaten, .conflictShown, .conflictBeaten, .superseded,
            .duplicate:
            return true
        }
    }

    /// Whether a receipt sets aside a change that an epoch which was lost had accepted.
    func reopens(_ receipt: Receipt, _ key: UnitKey, _ state: Int64?) throws -> Bool {
        LogState.claim(state) != nil && receipt.outcome == .quarantined
            && !isOpen(receipt.dot.seq, key)
    }

    private func isOpen(_ seq: UInt64, _ key: UnitKey) -> Bool {
        pending.units[key]?.all.contains { $0.seq == seq } ?? false
    }

    /// Shows own changes of a unit again that are set aside now, over what is acknowledged.
    func reopen(_ key: UnitKey) throws {
        let place = try place(key)
        guard try caseNumber(of: place.record) != nil else { return }
        if pending.units[key] == nil { try setBeneath(key, to: shown(place)) }
        let acknowledged = try acknowledged(place)
        pending.isLoaded = false
        try loadPending()
        guard let open = pending.units[key] else { return try dropBeneath(key) }
        try setBeneath(key, to: acknowledged)
        try setShown(place, to: over(acknowledged, open, at: place))
    }
}
