internal import SyncMerge
internal import SyncModel

// What an open conflict says, worked out from the history of its unit.
extension Session {
    /// Fills in an open conflict whose body was left empty when it opened: policy, base, shown and candidates.
    func complete(_ conflict: inout Conflict, of record: RecordReference, _ unit: Int64) throws {
        let table = try kinds.table(of: record)
        let policy = table.units[conflict.unit]?.unit.policy ?? .queue
        let whole = try prepare("SELECT version FROM \(table.table) WHERE _n = ?")
            .bind(1, record.n).first { $0.integer(0) }
        guard let contest = try contest(of: record, unit) else {
            throw StoreError(.corrupt, "conflict \(conflict.id) has no contest")
        }
        let story = try story(
            of: record,
            unit,
            policy: policy,
            last: contest.last,
            live: contest.live,
            whole: whole ?? 0
        )
        let lineage = try lineage(of: try address(of: record).caseN)
        let outcome = SyncMerge.outcome(of: story.history, lineage: lineage)
        conflict.policy = policy.name
        conflict.shown = outcome.shown
        conflict.base = try base(of: outcome, story, lineage)
        conflict.candidates = try candidates(of: outcome, story)
    }

    /// The candidates of an open conflict, latest order first: each with its first supporter, and the order of its
    /// latest, by which they are sorted.
    func candidates(of outcome: UnitOutcome, _ story: UnitStory) throws -> [Candidate] {
        try outcome.values.compactMap { value in
            let supporters = try value.supporters.map { dot in
                try story.changes[dot] ?? logged(at: dot)
            }
            var candidate = supporters.first?.candidate(value.value, isShown: value.isShown)
            if let latest = supporters.map(\.accepted.order).max() { candidate?.order = latest }
            return candidate
        }
    }

    /// What was shown at the lowest context among the candidates.
    func base(
        of outcome: UnitOutcome,
        _ story: UnitStory,
        _ lineage: Lineage
    ) throws -> Value {
        let supporters = outcome.values.flatMap(\.supporters)
        guard supporters.contains(where: { story.changes[$0] == nil }) else {
            return SyncMerge.base(of: story.history, lineage: lineage)
        }
        // A conflict of a deletion with edits: the edits are candidates too.
        let contexts = try supporters.map { dot in
            try (story.changes[dot] ?? logged(at: dot)).accepted.context
        }
        let lowest = contexts.min() ?? .zero
        return SyncMerge.shown(at: lowest, in: story.history, lineage: lineage)
    }

    /// The accepted change of that name, from the log.
    func logged(at dot: Dot) throws -> LoggedChange {
        guard let row = try saveRow(holding: dot) else {
            throw StoreError(.corrupt, "change \(dot) is not in the log")
        }
        return try loggedChange(row.log(at: dot.seq))
    }
}
