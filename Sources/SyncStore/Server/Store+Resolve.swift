internal import SyncMerge
public import SyncModel

extension Store {
    /// Decides a conflict: writes a resolution that covers all its candidates.
    ///
    /// - Parameters:
    ///   - id: The conflict.
    ///   - version: The version that was read.
    ///   - decision: What is chosen.
    ///   - user: Who decides.
    ///   - reason: Why.
    /// - Returns: The conflict, decided.
    /// - Throws: ``StoreError`` `notFound`, `changedMeanwhile` when `version` is not the conflict's any more or it
    ///   is closed, `invalid` for an index or value that does not fit.
    public func resolve(
        _ id: UInt64,
        version: UInt64,
        decision: Decision,
        by user: String,
        reason: String
    ) throws(StoreError) -> Conflict {
        try write(confirm: confirmClosed) { session in
            let run = try AcceptanceRun(self, session)
            let standing = try session.standing(ofConflict: id)
            guard standing.conflict.state == .open, standing.conflict.version == version else {
                throw StoreError(.changedMeanwhile, "conflict \(id) changed since it was read")
            }
            try run.decide(standing, decision, by: user, reason: reason, batch: nil)
            try run.finish()
            return try session.standing(ofConflict: id).conflict
        }
    }

    /// Decides all open conflicts with a candidate of `device`: the latest candidate, or what is shown.
    ///
    /// - Parameters:
    ///   - device: The device.
    ///   - takeLatest: Takes each conflict's latest candidate; else what is shown.
    ///   - user: Who decides.
    ///   - reason: Why.
    /// - Returns: How many, and the name under which ``undo(batch:by:reason:)`` takes them back.
    /// - Throws: ``StoreError``; nothing was decided then.
    public func resolveAll(
        from device: ReplicaID,
        takeLatest: Bool,
        by user: String,
        reason: String
    ) throws(StoreError) -> (resolved: Int, batch: String) {
        let randomBits = environment.random
        let batch = String(randomBits(), radix: 36)
        let resolved = try write(
            confirm: { session, count in
                count == 0
                    ? true
                    : try !session.conflictIDs("batch = ?1", { $0.bind(1, text: batch) }).isEmpty
            },
            { session in
                let run = try AcceptanceRun(self, session)
                var count = 0
                for id in try session.conflictIDs("state = 'open'", { _ in }) {
                    let standing = try session.standing(ofConflict: id)
                    guard try run.hasCandidate(standing, from: device) else { continue }
                    let decision: Decision = takeLatest ? .take(0) : .keep
                    try run.decide(standing, decision, by: user, reason: reason, batch: batch)
                    count += 1
                }
                try run.finish()
                return count
            }
        )
        return (resolved, batch)
    }

    private var confirmClosed: (Session, Conflict) throws -> Bool {
        { session, conflict in
            try session.standing(ofConflict: conflict.id).conflict.state == conflict.state
        }
    }
}

/// A conflict with where it stands.
struct ConflictStanding {
    /// The conflict.
    var conflict: Conflict
    /// The record.
    var record: RecordReference
    /// The unit's interned name.
    var unit: Int64
}

extension Session {
    /// A conflict with where it stands.
    ///
    /// - Throws: ``StoreError`` `notFound` when there is none of that id.
    func standing(ofConflict id: UInt64) throws -> ConflictStanding {
        guard let stored = Int64(exactly: id),
            let conflict = try conflicts(where: "id = ?1", bind: { $0.bind(1, stored) }).first,
            let (record, unit) = try prepare("SELECT record, unit FROM conflicts WHERE id = ?")
                .bind(1, stored).first({ ($0.integer(0), $0.integer(1)) })
        else { throw StoreError(.notFound, "there is no conflict \(id)") }
        return ConflictStanding(
            conflict: conflict,
            record: RecordReference(packed: record),
            unit: unit
        )
    }

    /// The ids of the conflicts that a condition selects, in order.
    func conflictIDs(_ condition: String, _ bind: (Prepared) -> Void) throws -> [UInt64] {
        let statement = try prepare("SELECT id FROM conflicts WHERE \(condition) ORDER BY id")
        bind(statement)
        return try statement.all { $0.unsigned(0) }
    }
}

extension AcceptanceRun {
    /// Whether a device wrote a candidate of an open conflict, first or after others.
    fileprivate func hasCandidate(
        _ standing: ConflictStanding,
        from device: ReplicaID
    ) throws -> Bool {
        let record = try record(standing.record)
        let unit = try unit(named: standing.unit, of: record)
        let (story, outcome) = try reading(unit, of: record)
        return try outcome.values.flatMap(\.supporters).contains { dot in
            try (story.changes[dot] ?? session.logged(at: dot)).device == device
        }
    }

    /// Writes the resolution of an open conflict.
    fileprivate func decide(
        _ standing: ConflictStanding,
        _ decision: Decision,
        by user: String,
        reason: String,
        batch: String?
    ) throws {
        let record = try record(standing.record)
        let unit = try unit(named: standing.unit, of: record)
        let value = try value(of: decision, standing.conflict, unit, of: record)
        let (story, outcome) = try reading(unit, of: record)
        let supporters = outcome.values.flatMap(\.supporters) + story.history.live
        let passed = supporters.compactMap { story.changes[$0]?.accepted }
            .filter { $0.value != value }
            .map { Accepted.PassedOver(author: $0.author, value: $0.value) }
        let now = Position(
            epoch: counters.epoch,
            revision: cases[records[record].caseIndex].revision
        )
        let change = OwnChange(
            record: record,
            unit: standing.conflict.unit,
            value: value,
            context: now,
            decision: .resolution(covers: Set(supporters), passedOver: Set(passed))
        )
        try write([change], by: user, reason: reason, batch: batch)
    }

    private func value(
        of decision: Decision,
        _ conflict: Conflict,
        _ unit: Int,
        of record: Int
    ) throws -> Value {
        switch decision {
        case .take(let index):
            guard conflict.candidates.indices.contains(index) else {
                throw StoreError(.invalid, "conflict \(conflict.id) has no candidate \(index)")
            }
            return conflict.candidates[index].value
        case .keep: return conflict.shown
        case .value(let value):
            let place = records[record].units[unit].index
            let today = latestDate
            let problem =
                place < 0
                ? value.problemAsAlive
                : records[record].plan.units[place].unit.problem(with: value, today: today)
            if let problem {
                throw StoreError(.invalid, "\(conflict.unit): \(problem.rawValue)")
            }
            return value
        }
    }

    /// The latest date that it is anywhere on earth: no date up to it is in the future.
    var latestDate: CivilDate {
        CivilDate(of: counters.received.advanced(byMilliseconds: 14 * 3_600_000))
    }
}

extension Value {
    /// Why this is not a value of `alive`; `nil` when it is.
    fileprivate var problemAsAlive: ValueProblem? {
        if case .boolean = self { return nil }
        return .type
    }
}

extension MergeUnit {
    /// Why a change may not write `value`; `nil` when it may.
    func problem(with value: Value, today: CivilDate) -> ValueProblem? {
        guard fits(value) else { return .type }
        guard case .group(let members) = value else {
            return fields.first.flatMap { $0.problem(with: value, today: today) }
        }
        for member in members {
            let field = fields.first { Text($0.name) == Text(member.name) }
            if let problem = field?.problem(with: member.value, today: today) { return problem }
        }
        return nil
    }
}
