internal import SyncMerge
internal import SyncModel

// After a restore, changes may come back in another order than they were made in. What is written to a record that is
// not here again waits in quarantine, and so does a decision whose candidates are not; both are taken when those come.
extension AcceptanceRun {
    /// Takes what waited for what this run brought back.
    func admitWaiting() throws {
        guard counters.epoch > 1 else { return }
        var isDone = false
        while !isDone {
            isDone = true
            for caseIndex in cases.indices where cases[caseIndex].feed != 0 {
                if try admitWaiting(in: caseIndex) { isDone = false }
            }
        }
    }

    /// Takes the decisions that waited for a save, before what its author wrote later is taken: who answers a conflict
    /// with a later edit would settle it, and nobody would see any more that it was decided.
    func admitDecisions(in id: CaseID) throws {
        guard counters.epoch > 1, try casesDecidedLater().contains(id),
            let caseIndex = try caseIndex(of: id), cases[caseIndex].feed != 0
        else { return }
        while try admitWaiting(in: caseIndex) {}
    }

    private func casesDecidedLater() throws -> Set<CaseID> {
        if let decidedLater { return decidedLater }
        let ids = try session.prepare(
            "SELECT DISTINCT \"case\" FROM strays WHERE \(Stray.waiting) AND reason = ?"
        )
        .bind(1, text: Reason.waiting).all { CaseID(try $0.identifier(0)) }
        let found = Set(ids)
        decidedLater = found
        return found
    }

    /// Takes what waits in a case and can be taken now; whether something was.
    func admitWaiting(in caseIndex: Int) throws -> Bool {
        let waiting = try session.strays(
            """
            "case" = ?1 AND reason IN ('\(Reason.record)', '\(Reason.waiting)') AND outcome IS NULL
            """
        ) { $0.bind(1, self.cases[caseIndex].id.bits) }
        var isAnyTaken = false
        var blocked: Set<WaitingUnit> = []
        var parts: [Int64: RunPart] = [:]
        for stray in waiting {
            let unit = WaitingUnit(record: stray.change.record, unit: stray.change.unit)
            let postponed = try session.postponed(stray.log)
            // Decisions about a unit are taken in their order; what they wait for does not wait for them.
            let isBlocked = postponed != nil && blocked.contains(unit)
            let isReady = try isReady(stray, among: waiting, in: caseIndex, postponed)
            guard isReady, !isBlocked, try take(stray, postponed, &parts) else {
                if postponed != nil { blocked.insert(unit) }
                continue
            }
            isAnyTaken = true
        }
        return isAnyTaken
    }

    private func isReady(
        _ stray: Stray,
        among waiting: [Stray],
        in caseIndex: Int,
        _ postponed: PostponedDecision?
    ) throws -> Bool {
        guard
            try makes(stray, among: waiting)
                || record(at: stray.change.record, in: caseIndex) != nil
        else { return false }
        guard let postponed else { return true }
        switch postponed.body {
        case .resolution(let covers, _): return try covers.allSatisfy { try session.isAccepted($0) }
        case .reopened: return true
        }
    }

    /// Whether a change may make its record: what is written once is made together with its fields.
    private func makes(_ stray: Stray, among waiting: [Stray]) throws -> Bool {
        guard stray.change.saysThatItIs else { return false }
        guard try plan(of: stray.change.record.kind)?.isAppend ?? false else { return true }
        return waiting.contains { other in
            other.row.id == stray.row.id && other.change.record == stray.change.record
                && other.log != stray.log
        }
    }

    private func take(
        _ stray: Stray,
        _ postponed: PostponedDecision?,
        _ parts: inout [Int64: RunPart]
    ) throws -> Bool {
        var part = try parts[stray.row.id] ?? self.part(admitting: stray)
        if let postponed {
            part.decisions[stray.change.dot.seq] = postponed.body
            part.reason = postponed.reason
            part.batch = postponed.batch
        }
        let formers = try session.formers(of: stray.change.dot)
        if !formers.isEmpty { part.formers[stray.change.dot.seq] = formers }
        let outcome = try accept(stray.change, of: &part)
        parts[stray.row.id] = part
        guard case .accepted(let status) = outcome else { return false }
        try session.end(
            stray,
            Receipt(dot: stray.change.dot, status: status, position: part.position),
            by: ownReplica
        )
        return true
    }
}

/// A unit in which decisions wait for each other.
private struct WaitingUnit: Hashable {
    var record: RecordAddress
    var unit: String
}

/// A decision that waits for what it covers.
struct PostponedDecision {
    /// What it covers.
    var body: DecisionBody
    /// Why it was made.
    var reason: String
    /// Its batch.
    var batch: String?
}

extension Session {
    /// The decision that waits at a log row; `nil` when the row is no decision.
    func postponed(_ log: Int64) throws -> PostponedDecision? {
        try prepare(
            """
            SELECT decisions.body, postponed.reason, postponed.batch
            FROM postponed JOIN decisions ON decisions.log = postponed.log WHERE postponed.log = ?
            """
        )
        .bind(1, log).first { row in
            PostponedDecision(
                body: try DecisionBody(bytes: row.blob(0)),
                reason: row.text(1),
                batch: row.optionalText(2)
            )
        }
    }

    /// Whether a change was accepted.
    func isAccepted(_ dot: Dot) throws -> Bool {
        guard let row = try saveRow(holding: dot) else { return false }
        return try prepare("SELECT 1 FROM log WHERE id = ? AND stamp NOT NULL")
            .bind(1, row.log(at: dot.seq)).first { _ in true } ?? false
    }
}
