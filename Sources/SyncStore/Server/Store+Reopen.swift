internal import SyncMerge
public import SyncModel

extension Store {
    /// Makes a closed conflict's candidates live again beside the present value: its next generation.
    ///
    /// - Parameters:
    ///   - id: The conflict.
    ///   - user: Who reopens it.
    ///   - reason: Why.
    /// - Returns: The next generation, open.
    /// - Throws: ``StoreError`` `notFound`, `changedMeanwhile` when it is open or not the latest of its unit,
    ///   `invalid` when every candidate is a present value.
    public func reopen(
        _ id: UInt64,
        by user: String,
        reason: String
    ) throws(StoreError) -> Conflict {
        try write(confirm: { session, conflict in
            try session.standing(ofConflict: conflict.id).conflict.generation == conflict.generation
        }) { session in
            let run = try AcceptanceRun(self, session)
            let standing = try session.standing(ofConflict: id)
            guard standing.conflict.state != .open, try run.isLatest(standing) else {
                throw StoreError(.changedMeanwhile, "conflict \(id) is not the last of its unit")
            }
            guard let next = try run.reopen(standing, by: user, reason: reason) else {
                throw StoreError(.invalid, "conflict \(id) has no other candidate than what stands")
            }
            try run.finish()
            return try session.standing(ofConflict: next).conflict
        }
    }

    /// Reopens what a batch decided and nobody decided or edited since.
    ///
    /// - Parameters:
    ///   - batch: The name that ``resolveAll(from:takeLatest:by:reason:)`` gave.
    ///   - user: Who takes it back.
    ///   - reason: Why.
    /// - Returns: How many were reopened; 0 for a batch that does not exist.
    /// - Throws: ``StoreError``; nothing was reopened then.
    public func undo(batch: String, by user: String, reason: String) throws(StoreError) -> Int {
        try write { session in
            let run = try AcceptanceRun(self, session)
            var count = 0
            let condition = "batch = ?1 AND state = 'resolved'"
            for id in try session.conflictIDs(condition, { $0.bind(1, text: batch) }) {
                let standing = try session.standing(ofConflict: id)
                guard try run.isLatest(standing), try run.stands(standing),
                    try run.reopen(standing, by: user, reason: reason) != nil
                else { continue }
                count += 1
            }
            try run.finish()
            return count
        }
    }
}

extension AcceptanceRun {
    /// Whether this is the last conflict of its unit, and none is open.
    fileprivate func isLatest(_ standing: ConflictStanding) throws -> Bool {
        let record = try record(standing.record)
        let unit = try unit(named: standing.unit, of: record)
        guard let contest = records[record].units[unit].contest else { return false }
        return contest.conflict == 0 && UInt64(contest.generation) == standing.conflict.generation
    }

    /// Whether nothing was accepted in the unit after the decision that closed the conflict.
    fileprivate func stands(_ standing: ConflictStanding) throws -> Bool {
        let record = try record(standing.record)
        let unit = try unit(named: standing.unit, of: record)
        let (story, _) = try reading(unit, of: record)
        guard story.history.live.count == 1, let last = story.history.accepted.last,
            last.dot == story.history.live.first
        else { return false }
        if case .resolution = last.kind { return true }
        return false
    }

    /// Writes the candidates that are not live any more as changes of the server's own.
    ///
    /// - Returns: The next generation's id; `nil` when every candidate is a present value.
    fileprivate func reopen(
        _ standing: ConflictStanding,
        by user: String,
        reason: String
    ) throws -> UInt64? {
        let record = try record(standing.record)
        let unit = try unit(named: standing.unit, of: record)
        let (_, outcome) = try reading(unit, of: record)
        let present = Set(outcome.values.map(\.value) + [outcome.shown])
        let changes = try standing.conflict.candidates
            .filter { !present.contains($0.value) }
            .reversed()
            .map { candidate in
                OwnChange(
                    record: record,
                    unit: standing.conflict.unit,
                    value: candidate.value,
                    context: try session.logged(at: candidate.dot).accepted.context,
                    decision: .reopened(
                        DecisionBody.Original(
                            author: candidate.author,
                            device: candidate.device,
                            written: candidate.written,
                            order: candidate.order,
                            isSuspect: candidate.clockSuspect
                        )
                    )
                )
            }
        guard !changes.isEmpty else { return nil }
        try write(changes, by: user, reason: reason)
        let next = records[record].units[unit].contest?.conflict ?? 0
        return next == 0 ? nil : UInt64(next)
    }
}
