internal import SyncModel

extension Store {
    /// The counts of `status`.
    ///
    /// - Returns: Counts over all cases held.
    /// - Throws: ``StoreError`` `corrupt` or `busy`.
    public func counts() throws(StoreError) -> LaptopCounts {
        try read { session in
            try session.loadPending()
            let contested = try session.prepare(
                "SELECT count(*) FROM conflicts WHERE state = 'open'"
            ).first { Int($0.integer(0)) }
            // Of purged cases too: their changes wait on the server all the same.
            let quarantined = try session.prepare("SELECT count(*) FROM log WHERE state = ?")
                .bind(1, LogState.code(.quarantined)).first { Int($0.integer(0)) }
            return LaptopCounts(
                pending: session.pending.unansweredCount,
                contested: contested ?? 0,
                quarantined: quarantined ?? 0
            )
        }
    }
}
