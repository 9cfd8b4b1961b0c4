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
            // That a record of a case was made follows from its fields, and does not count.
            let aliveID = try session.aliveUnitID()
            let caseKind = try session.kinds.cases().number
            let quarantined = try session.prepare(
                """
                SELECT count(*) FROM log WHERE state = ?1
                    AND NOT (unit = ?2 AND value = 1 AND base IS NULL
                        AND record < 0 AND record & 255 <> ?3)
                """
            )
            .bind(1, LogState.code(.quarantined)).bind(2, aliveID).bind(3, Int64(caseKind)).first {
                Int($0.integer(0))
            }
            let pending = session.pending.units.reduce(0) { sum, unit in
                sum
                    + session.pending.unansweredCount(
                        unit.key,
                        unit.value,
                        aliveID: aliveID,
                        caseKind: caseKind
                    )
            }
            return LaptopCounts(
                pending: pending,
                contested: contested ?? 0,
                quarantined: quarantined ?? 0
            )
        }
    }
}
