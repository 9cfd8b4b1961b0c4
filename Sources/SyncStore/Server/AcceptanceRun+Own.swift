internal import Crypto
internal import SyncMerge
internal import SyncModel

/// A change that the server itself writes.
struct OwnChange {
    /// The record among the run's.
    var record: Int
    /// The unit's name.
    var unit: String
    /// The value.
    var value: Value
    /// What the change counts as having seen.
    var context: Position
    /// A resolution, or a candidate made live again.
    var decision: DecisionBody
}

// The server's own saves: decisions and reopened candidates.
extension AcceptanceRun {
    /// Writes changes in one case as a save of the server's own.
    ///
    /// - Throws: ``StoreError`` `invalid` when the merge does not take one.
    func write(
        _ changes: [OwnChange],
        by user: String,
        reason: String,
        batch: String? = nil
    ) throws {
        guard let first = changes.first else { return }
        let caseIndex = records[first.record].caseIndex
        let head = try ownHead ?? session.chainHead(of: ownIncarnation)
        var save = Save(
            caseID: cases[caseIndex].id,
            operation: OperationID(startingAt: Dot(incarnation: ownIncarnation, seq: head.seq + 1)),
            author: user,
            role: try session.user(user)?.role ?? .admin,
            wallClock: counters.received,
            hlc: counters.nextClock(),
            schemaVersion: schema.version,
            changes: changes.enumerated().map { index, change in
                Change(
                    dot: Dot(incarnation: ownIncarnation, seq: head.seq + 1 + UInt64(index)),
                    record: records[change.record].address,
                    unit: change.unit,
                    value: change.value,
                    context: change.context
                )
            }
        )
        save.chainHash = Array(SHA256.hash(data: save.canonicalBytes(after: head.hash)))
        var part = try begin(
            save,
            replica: ownReplica,
            user: user,
            acting: save.role,
            order: counters.received,
            isSuspect: false
        )
        part.reason = reason
        part.batch = batch
        for (own, change) in zip(changes, save.changes) {
            part.decisions[change.dot.seq] = own.decision
        }
        for change in save.changes {
            if case .quarantined = try accept(change, of: &part) {
                throw StoreError(.invalid, "the merge does not take this value")
            }
        }
        ownHead = ChainHead(seq: head.seq + UInt64(changes.count), hash: save.chainHash)
        try session.journal(.decision(JournalledSave(save, part)))
    }

    /// The unit of that interned name, of a record of the run.
    func unit(named id: Int64, of record: Int) throws -> Int {
        let plan = records[record].plan
        if id == plan.aliveID { return try unit(-1, of: record) }
        guard let index = plan.index(of: id) else {
            throw StoreError(.corrupt, "a conflict's unit is not in the schema")
        }
        return try unit(index, of: record)
    }

    /// What a unit comes to now, with its story.
    func reading(_ unit: Int, of record: Int) throws -> (story: UnitStory, outcome: UnitOutcome) {
        let story = try story(of: unit, of: record, policy: policy(of: unit, record))
        let lineage = try lineage(of: records[record].caseIndex)
        guard records[record].units[unit].index < 0 else {
            return (story, SyncMerge.outcome(of: story.history, lineage: lineage))
        }
        let edits = try edits(in: record, story, and: nil).map(\.mark)
        return (story, SyncMerge.outcome(of: story.history, edits: edits, lineage: lineage))
    }
}
