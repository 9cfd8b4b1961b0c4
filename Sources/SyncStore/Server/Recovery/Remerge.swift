internal import SyncMerge
internal import SyncModel

// Somebody told where an accepted change stood in an epoch that was lost: what others knew of it may be another thing.
extension AcceptanceRun {
    /// Merges a unit again from its accepted changes, and the deletions in whose scope it is.
    func remerge(_ record: RecordReference, unit id: Int64) throws {
        let record = try self.record(record)
        try remerge(try unit(named: id, of: record), of: record)
        let file = try caseFile(of: records[record].caseIndex)
        for place in Set([record, file])
        where !records[place].isAlive || records[place].hasAliveContest {
            try remerge(try unit(named: records[place].plan.aliveID, of: place), of: place)
        }
    }

    private func remerge(_ unit: Int, of record: Int) throws {
        let policy = policy(of: unit, record)
        var story = try story(of: unit, of: record, policy: policy)
        // What is written once stays as it was accepted.
        guard policy != .append, let last = story.history.accepted.last,
            let logged = story.changes[last.dot]
        else { return }
        let isAlive = records[record].units[unit].index < 0
        let lineage = try lineage(of: records[record].caseIndex)
        var history = UnitHistory(policy: policy)
        for change in story.history.accepted {
            history =
                isAlive
                ? SyncMerge.accept(change, into: history, edits: [], lineage: lineage).history
                : SyncMerge.accept(change, into: history, lineage: lineage).history
        }
        let before = story.history.live.compactMap { story.changes[$0] }
        story.history = history
        records[record].units[unit].story = story
        records[record].units[unit].formerlyLive = before
        let outcome = try reading(unit, of: record).outcome
        let wasConflict = records[record].units[unit].contest?.conflict ?? 0 != 0
        let effect: Acceptance.ConflictEffect =
            switch (wasConflict, outcome.isConflict) {
            case (false, false): .none
            case (false, true): .opened
            case (true, false): .settled
            case (true, true): .changed
            }
        try show(outcome, story, unit, of: record)
        let part = try resending(records[record].caseIndex, logged)
        try keepConflict(effect, outcome, logged, unit, of: record, part: part)
        try keepContest(outcome, story, unit, of: record)
    }

    /// Lets the case travel whole to everyone: what is shown may have changed without a change.
    private func resending(_ caseIndex: Int, _ logged: LoggedChange) throws -> RunPart {
        guard let row = try session.saveRow(holding: logged.accepted.dot) else {
            throw StoreError(.corrupt, "change \(logged.accepted.dot) is not in the log")
        }
        cases[caseIndex].isResent = true
        var part = RunPart(
            save: Save(
                caseID: cases[caseIndex].id,
                operation: OperationID(startingAt: logged.accepted.dot),
                author: logged.accepted.author,
                role: logged.accepted.role,
                wallClock: logged.written,
                hlc: HLC(milliseconds: 0, counter: 0),
                schemaVersion: schema.version,
                changes: []
            ),
            row: row,
            replica: logged.device,
            user: logged.accepted.author,
            caseIndex: caseIndex
        )
        // A revision without a change: the feed finds a case by its last stamp.
        _ = try stamp(of: &part, at: caseIndex, seq: logged.accepted.dot.seq)
        return part
    }
}
