internal import SyncMerge
internal import SyncModel

// Opening, raising and closing conflicts.
extension AcceptanceRun {
    /// Writes what a change did to the conflict of its unit.
    ///
    /// `change`: The change that did it.
    func keepConflict(
        _ effect: Acceptance.ConflictEffect,
        _ outcome: UnitOutcome,
        _ change: LoggedChange,
        _ unit: Int,
        of record: Int,
        part: RunPart
    ) throws {
        switch effect {
        case .none, .unchanged: break
        case .opened: try open(outcome, unit, of: record, part: part)
        case .changed: try raise(outcome, unit, of: record, part: part)
        case .settled: try close(.settled, outcome, change, unit, of: record, part: part)
        case .resolved: try close(.resolved, outcome, change, unit, of: record, part: part)
        }
    }

    private func open(
        _ outcome: UnitOutcome,
        _ unit: Int,
        of record: Int,
        part: RunPart
    ) throws {
        let story = records[record].units[unit].story ?? UnitStory(policy: .queue)
        var contest =
            records[record].units[unit].contest
            ?? ContestRow(last: story.last, live: story.live, conflict: 0, generation: 0)
        contest.conflict = nextConflict
        nextConflict += 1
        contest.generation += 1
        records[record].units[unit].contest = contest
        if records[record].units[unit].index < 0 { records[record].hasAliveContest = true }
        let standing = cases[records[record].caseIndex]
        let policy = policy(of: unit, record)
        let conflict = Conflict(
            id: UInt64(contest.conflict),
            version: 1,
            generation: UInt64(contest.generation),
            state: .open,
            caseID: standing.id,
            caseNumber: standing.number,
            record: records[record].address,
            unit: unitName(unit, of: record),
            policy: policy.name,
            base: try session.base(of: outcome, story, lineage(of: records[record].caseIndex)),
            shown: outcome.shown,
            candidates: try session.candidates(of: outcome, story),
            opened: counters.received
        )
        try put(conflict, of: record, part: part)
    }

    private func raise(
        _ outcome: UnitOutcome,
        _ unit: Int,
        of record: Int,
        part: RunPart
    ) throws {
        var conflict = try openConflict(unit, of: record)
        let story = records[record].units[unit].story ?? UnitStory(policy: .queue)
        conflict.version += 1
        conflict.shown = outcome.shown
        let lineage = try lineage(of: records[record].caseIndex)
        conflict.base = try session.base(of: outcome, story, lineage)
        conflict.candidates = try session.candidates(of: outcome, story)
        try put(conflict, of: record, part: part)
    }

    private func close(
        _ state: Conflict.State,
        _ outcome: UnitOutcome,
        _ change: LoggedChange,
        _ unit: Int,
        of record: Int,
        part: RunPart
    ) throws {
        var conflict = try openConflict(unit, of: record)
        conflict.state = state
        conflict.shown = outcome.shown
        for index in conflict.candidates.indices {
            conflict.candidates[index].isShown = conflict.candidates[index].value == outcome.shown
        }
        let resolution = Conflict.Resolution(
            value: outcome.shown,
            by: change.accepted.author,
            reason: part.reason,
            at: counters.received
        )
        conflict.resolution = resolution
        records[record].units[unit].contest?.conflict = 0
        try put(conflict, of: record, part: part)
        try notify(of: conflict, resolution, unit, of: record)
    }

    /// Tells those whose value was not chosen: the candidates' first authors, and whoever else supported them.
    private func notify(
        of conflict: Conflict,
        _ resolution: Conflict.Resolution,
        _ unit: Int,
        of record: Int
    ) throws {
        let first = conflict.candidates.map {
            Accepted.PassedOver(author: $0.author, value: $0.value)
        }
        let others = records[record].units[unit].formerlyLive.map {
            Accepted.PassedOver(author: $0.accepted.author, value: $0.accepted.value)
        }
        var told: Set<Accepted.PassedOver> = []
        for loser in first + others where loser.value != resolution.value {
            guard Text(loser.author) != Text(resolution.by), told.insert(loser).inserted else {
                continue
            }
            let notice = Notice(
                caseID: conflict.caseID,
                record: conflict.record,
                unit: conflict.unit,
                mine: loser.value,
                chosen: resolution.value,
                by: resolution.by,
                reason: resolution.reason,
                at: resolution.at
            )
            try session.send(.notice(notice), user: loser.author)
        }
    }

    private func openConflict(_ unit: Int, of record: Int) throws -> Conflict {
        let id = records[record].units[unit].contest?.conflict ?? 0
        if let known = conflicts[id] { return known }
        let found = try session.conflicts(where: "id = ?1") { $0.bind(1, id) }.first
        guard let found else { throw StoreError(.corrupt, "conflict \(id) is not in its table") }
        return found
    }

    private func put(_ conflict: Conflict, of record: Int, part: RunPart) throws {
        let standing = cases[records[record].caseIndex]
        conflicts[Int64(conflict.id)] = conflict
        try session.putConflict(
            conflict,
            caseN: standing.n,
            record: records[record].reference
        )
        try session.prepare("UPDATE conflicts SET feed = ?, batch = ? WHERE id = ?")
            .bind(1, part.stamp).bind(2, text: conflict.state == .resolved ? part.batch : nil)
            .bind(3, conflict.id).run()
    }

    /// The policy of a unit; `alive` is an ordinary one.
    func policy(of unit: Int, _ record: Int) -> MergePolicy {
        let index = records[record].units[unit].index
        return index < 0 ? .queue : records[record].plan.units[index].unit.policy
    }

    /// The name of a unit.
    func unitName(_ unit: Int, of record: Int) -> String {
        let index = records[record].units[unit].index
        return index < 0 ? Schema.aliveUnit : records[record].plan.units[index].unit.name
    }
}
