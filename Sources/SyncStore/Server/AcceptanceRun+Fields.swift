internal import SyncMerge
internal import SyncModel

// Changes of fields and groups.
extension AcceptanceRun {
    /// Gives a change of a field or group to the merge.
    ///
    /// The ordinary cases are done here: the first write of a unit, and a write that knows the only live change. All
    /// others load the unit's history and ask ``SyncMerge``.
    func acceptField(
        _ change: Change,
        _ index: Int,
        of record: Int,
        part: inout RunPart
    ) throws -> ChangeOutcome {
        let caseIndex = records[record].caseIndex
        if try knowsThatItIsGone(change, record, in: caseIndex, part: part) {
            return .quarantined(Reason.deleted)
        }
        let unit = try unit(index, of: record)
        let plan = records[record].plan.units[index]
        let isWritten = records[record].units[unit].isWritten
        if records[record].plan.isAppend, !isWritten, records[record].whole != part.stamp {
            return .quarantined(Reason.writtenOnce)
        }
        let isOrdinary =
            records[record].units[unit].contest == nil && records[record].units[unit].story == nil
            && part.decisions.isEmpty && !part.isAdmission
            && !plan.unit.lacksMembers(in: change.value)
        guard isOrdinary else {
            return try mergeField(change, index, unit, of: record, part: &part)
        }
        if !isWritten, plan.startsPlain {
            return try replace(change, 0, unit, of: record, part: &part)
        }
        guard isWritten, plan.isPlain else {
            return try mergeField(change, index, unit, of: record, part: &part)
        }
        let version = records[record].units[unit].version
        let stamp = version?.stamp ?? records[record].whole
        if version == nil, isKnown(stamp, to: change, in: caseIndex) {
            return try replace(change, 0, unit, of: record, part: &part)
        }
        let facts = try facts(of: stamp)
        let isOwn = try isInChain(facts, version?.seq, of: change, part)
        if !isOwn, isBeyond(facts.position, change.context) {
            return try mergeField(change, index, unit, of: record, part: &part)
        }
        if isOwn || facts.position <= change.context {
            let previous = version.map { facts.base + Int64($0.seq) } ?? 0
            return try replace(change, previous, unit, of: record, part: &part)
        }
        if plan.isQueue, let version, differs(change.value, plan, unit, of: record) {
            return try oppose(change, version, facts, unit, of: record, part: &part)
        }
        return try mergeField(change, index, unit, of: record, part: &part)
    }

    /// Whether the author of a change surely knows what a stamp wrote: he saw the case as it stood before the run.
    private func isKnown(_ stamp: Int64, to change: Change, in caseIndex: Int) -> Bool {
        stamp <= feedBefore && cases[caseIndex].stood <= change.context
    }

    /// Whether what is shown stands earlier in the author's own chain.
    private func isInChain(
        _ facts: StampFacts,
        _ seq: UInt64?,
        of change: Change,
        _ part: RunPart
    ) throws -> Bool {
        let seq = seq ?? facts.first
        if facts.incarnation == part.row.incarnation { return seq < change.dot.seq }
        guard session.names.branches[change.dot.incarnation] != nil else { return false }
        let incarnation = try session.names.incarnation(facts.incarnation)
        return lineage.isEarlier(Dot(incarnation: incarnation, seq: seq), than: change.dot)
    }

    /// Lets an ordinary write take the place of the only live change, or be the first.
    ///
    /// `previous` is the log row of what it replaces; 0 for nothing, or for what the whole-record save wrote.
    private func replace(
        _ change: Change,
        _ previous: Int64,
        _ unit: Int,
        of record: Int,
        part: inout RunPart
    ) throws -> ChangeOutcome {
        let stamp = try stamp(of: &part, at: records[record].caseIndex, seq: change.dot.seq)
        show(change.value, unit, of: record)
        setVersion((stamp, change.dot.seq), unit, of: record)
        let id = records[record].units[unit].id
        try append(change, of: part, record, id, previous: previous, .applied)
        try markEdit(change, of: record, part: part)
        return .accepted(.applied)
    }

    /// An ordinary write meets the only live change, which it does not know and which says something else.
    ///
    /// That is the first conflict of a `queue` unit. Its body stays empty; it is worked out when somebody looks.
    private func oppose(
        _ change: Change,
        _ version: (stamp: Int64, seq: UInt64),
        _ facts: StampFacts,
        _ unit: Int,
        of record: Int,
        part: inout RunPart
    ) throws -> ChangeOutcome {
        let stamp = try stamp(of: &part, at: records[record].caseIndex, seq: change.dot.seq)
        let id = records[record].units[unit].id
        let other = try session.names.incarnation(facts.incarnation)
        let isLater =
            (facts.order, other, version.seq)
            < (part.row.order, change.dot.incarnation, change.dot.seq)
        let opposed = facts.base + Int64(version.seq)
        let log = part.row.log(at: change.dot.seq)
        let contest = ContestRow(
            last: log,
            live: [opposed, log],
            conflict: nextConflict,
            generation: 1
        )
        nextConflict += 1
        let reference = records[record].reference
        try statements.addConflict.bind(1, contest.conflict)
            .bind(2, cases[records[record].caseIndex].n).bind(3, reference.packed).bind(4, id)
            .bind(5, counters.received.milliseconds).bind(6, stamp).run()
        try session.setContest(contest, of: reference, id, statements.putContest)
        records[record].units[unit].contest = contest
        if isLater {
            show(change.value, unit, of: record)
            setVersion((stamp, change.dot.seq), unit, of: record)
        } else {
            // The contest needs the row that says which change is shown.
            setVersion(version, unit, of: record)
        }
        let status: ReceiptStatus = isLater ? .conflictShown : .conflictBeaten
        try append(change, of: part, record, id, previous: opposed, status)
        try markEdit(change, of: record, part: part)
        return .accepted(status)
    }

    /// Whether a value surely is another than what is shown.
    private func differs(
        _ value: Value,
        _ plan: KindPlan.Unit,
        _ unit: Int,
        of record: Int
    ) -> Bool {
        guard !plan.unit.isGroup, let seed = plan.seeds.first else { return false }
        let new = HashLedger.contribution(
            value,
            recordSeed: records[record].seed,
            fieldSeed: seed
        )
        return new.sum != records[record].units[unit].contributions[0]
    }

    /// Gives a change to the merge with the unit's whole history.
    private func mergeField(
        _ change: Change,
        _ index: Int,
        _ unit: Int,
        of record: Int,
        part: inout RunPart
    ) throws -> ChangeOutcome {
        let plan = records[record].plan.units[index]
        let story = try story(of: unit, of: record, policy: plan.unit.policy)
        let caseIndex = records[record].caseIndex
        var accepted = self.accepted(change, of: part, at: position(of: part, at: caseIndex))
        let isFilled = plan.unit.lacksMembers(in: change.value)
        if isFilled {
            let members = plan.unit.fields.map(\.name)
            accepted.value = filledIn(
                accepted,
                members: members,
                in: story.history,
                lineage: try lineage(of: caseIndex)
            )
        }
        let lineage = try lineage(of: caseIndex)
        let result = SyncMerge.accept(accepted, into: story.history, lineage: lineage)
        if result.receipt == .quarantined {
            return .quarantined(result.reason ?? Reason.writtenOnce)
        }
        let stamp = try stamp(of: &part, at: caseIndex, seq: change.dot.seq)
        if isFilled { try keepFilling(accepted.value, at: part.row.log(at: change.dot.seq)) }
        try append(change, of: part, record, plan.id, previous: story.last, result.receipt)
        let logged = logged(accepted, of: part, stamp: stamp, previous: story.last, result.receipt)
        try settle(logged, story, result, unit, of: record, part: part)
        if counts(change, result.receipt, part) { try markEdit(change, of: record, part: part) }
        return .accepted(result.receipt)
    }

    /// Takes over what the merge made of a unit: history, what is shown, contest and conflict.
    func settle(
        _ change: LoggedChange,
        _ before: UnitStory,
        _ result: Acceptance,
        _ unit: Int,
        of record: Int,
        part: RunPart
    ) throws {
        var story = before
        story.history = result.history
        story.add(change)
        records[record].units[unit].story = story
        records[record].units[unit].formerlyLive = before.history.live.compactMap {
            before.changes[$0]
        }
        try show(result.outcome, story, unit, of: record)
        try keepConflict(result.effect, result.outcome, change, unit, of: record, part: part)
        try keepContest(result.outcome, story, unit, of: record)
    }

    /// Shows what a unit came to.
    func show(_ outcome: UnitOutcome, _ story: UnitStory, _ unit: Int, of record: Int) throws {
        if records[record].units[unit].index < 0 {
            setAlive(outcome.shown == .boolean(true), of: record)
        } else {
            show(outcome.shown, unit, of: record)
        }
        guard let dot = outcome.shownBy else { return }
        if let change = story.changes[dot] {
            setVersion((change.stamp, dot.seq), unit, of: record)
        } else {
            let change = try session.logged(at: dot)
            setVersion((change.stamp, dot.seq), unit, of: record)
        }
    }

    func keepContest(
        _ outcome: UnitOutcome,
        _ story: UnitStory,
        _ unit: Int,
        of record: Int
    ) throws {
        let state = records[record].units[unit]
        guard state.contest != nil || story.needsContest(shownBy: outcome.shownBy) else { return }
        var contest =
            state.contest ?? ContestRow(last: 0, live: [], conflict: 0, generation: 0)
        contest.last = story.last
        contest.live = story.live
        records[record].units[unit].contest = contest
        if state.index < 0 { records[record].hasAliveContest = true }
        try session.setContest(
            contest,
            of: records[record].reference,
            state.id,
            statements.putContest
        )
    }

    private func keepFilling(_ value: Value, at log: Int64) throws {
        let statement = try session.prepare(
            "INSERT OR REPLACE INTO fillings (log, value) VALUES (?, ?)"
        )
        statement.bind(1, log)
        statement.bind(2, any: value)
        try statement.run()
    }

    /// The whole history of a unit.
    func story(of unit: Int, of record: Int, policy: MergePolicy) throws -> UnitStory {
        let state = records[record].units[unit]
        if let story = state.story { return story }
        let reference = records[record].reference
        let whole = records[record].whole
        guard state.isWritten else { return UnitStory(policy: policy) }
        let last =
            try state.contest?.last
            ?? session.lastChange(of: reference, state.id, version: state.version, whole: whole)
        return try session.story(
            of: reference,
            state.id,
            policy: policy,
            last: last,
            live: state.contest?.live ?? [last],
            whole: whole
        )
    }

    /// A change as the merge takes it.
    func accepted(_ change: Change, of part: RunPart, at position: Position) -> Accepted {
        var accepted = Accepted(
            dot: change.dot,
            value: change.value,
            context: change.context,
            position: position,
            order: part.row.order,
            author: part.save.author,
            role: part.row.acting
        )
        accepted.formers = part.formers[change.dot.seq] ?? []
        switch part.decisions[change.dot.seq] {
        case .resolution(let covers, let passedOver):
            accepted.kind = .resolution(covers: covers, passedOver: passedOver)
        case .reopened(let original):
            accepted.kind = .reopened
            accepted.author = original.author
            accepted.order = original.order
        case nil: break
        }
        return accepted
    }

    /// An accepted change with what people are shown of it.
    func logged(
        _ accepted: Accepted,
        of part: RunPart,
        stamp: Int64,
        previous: Int64,
        _ status: ReceiptStatus
    ) -> LoggedChange {
        var change = LoggedChange(
            log: part.row.log(at: accepted.dot.seq),
            accepted: accepted,
            stamp: stamp,
            previous: previous,
            status: status,
            device: part.replica,
            written: part.row.written,
            isSuspect: part.row.isSuspect
        )
        if case .reopened(let original) = part.decisions[accepted.dot.seq] {
            change.device = original.device
            change.written = original.written
            change.isSuspect = original.isSuspect
        }
        return change
    }
}

extension MergeUnit {
    /// Whether a group's value must be completed before the merge.
    func lacksMembers(in value: Value) -> Bool {
        guard isGroup, case .group(let members) = value else { return false }
        return members.count < fields.count
    }
}
