internal import SyncMerge
internal import SyncModel

// Creations, deletions and restores of records that are here, and edits in the scope of a deletion.
extension AcceptanceRun {
    /// Gives a creation, deletion or restore of a known record to the merge.
    func acceptAlive(
        _ change: Change,
        of record: Int,
        part: inout RunPart
    ) throws -> ChangeOutcome {
        let unit = try unit(-1, of: record)
        let story = try story(of: unit, of: record, policy: .queue)
        let caseIndex = records[record].caseIndex
        let file = try caseFile(of: caseIndex)
        if file != record, try knowsThatItIsGone(change, file, in: caseIndex, part: part) {
            return .quarantined(Reason.deleted)
        }
        let accepted = self.accepted(change, of: part, at: position(of: part, at: caseIndex))
        let edits = try edits(in: record, story, and: accepted)
        let result = SyncMerge.accept(
            accepted,
            into: story.history,
            edits: edits.map(\.mark),
            lineage: try lineage(of: caseIndex)
        )
        let stamp = try stamp(of: &part, at: caseIndex, seq: change.dot.seq)
        let aliveID = records[record].plan.aliveID
        try append(change, of: part, record, aliveID, previous: story.last, result.receipt)
        let logged = logged(accepted, of: part, stamp: stamp, previous: story.last, result.receipt)
        try settle(logged, story, result, unit, of: record, part: part)
        let isEdit = change.value == .boolean(true) && counts(change, result.receipt, part)
        if isEdit { try markEdit(change, of: record, part: part, isOwnAlive: true) }
        return .accepted(result.receipt)
    }

    /// Whether the record, or its case, is deleted, and the author of an edit knew it.
    ///
    /// A laptop refuses such an edit by itself; one that comes all the same would be written where nobody sees it.
    ///
    /// `record`: The record; `nil` when the change makes it.
    func knowsThatItIsGone(
        _ change: Change,
        _ record: Int?,
        in caseIndex: Int,
        part: RunPart
    ) throws -> Bool {
        guard part.decisions.isEmpty, !part.isAdmission else { return false }
        // Read in an epoch that was lost: edits that kept the record in sight may not be back yet.
        guard change.context.epoch == 0 || change.context.epoch == counters.epoch else {
            return false
        }
        if let record, try knowsDeletion(change, record, part: part) { return true }
        let file = try caseFile(of: caseIndex)
        return file != record ? try knowsDeletion(change, file, part: part) : false
    }

    private func knowsDeletion(_ change: Change, _ record: Int, part: RunPart) throws -> Bool {
        guard !records[record].isAlive else { return false }
        let unit = try unit(-1, of: record)
        let story = try story(of: unit, of: record, policy: .queue)
        let position = position(of: part, at: records[record].caseIndex)
        let edit = accepted(change, of: part, at: position)
        let deletions = story.history.live.compactMap { story.changes[$0]?.accepted }
            .filter { $0.value == .boolean(false) }
        let lineage = try lineage(of: records[record].caseIndex)
        return deletions.allSatisfy { knows(edit, $0, lineage: lineage) }
    }

    /// An edit was accepted: opens or raises the conflicts with deletions in whose scope it is.
    ///
    /// `isOwnAlive`: Whether the edit is a creation or restore of `record` itself, which the merge has
    ///   weighed against the record's own deletions already.
    func markEdit(
        _ change: Change,
        of record: Int,
        part: RunPart,
        isOwnAlive: Bool = false
    ) throws {
        if !isOwnAlive { try meetDeletion(change, of: record, part: part) }
        let file = try caseFile(of: records[record].caseIndex)
        if file != record { try meetDeletion(change, of: file, part: part) }
    }

    /// Whether an accepted change counts as an edit: it was not superseded when it first came.
    ///
    /// After a restore a change may come after others that knew it; where it stood before tells that it counted.
    func counts(_ change: Change, _ receipt: ReceiptStatus, _ part: RunPart) -> Bool {
        receipt != .superseded || part.formers[change.dot.seq]?.isEmpty == false
    }

    private func meetDeletion(_ change: Change, of record: Int, part: RunPart) throws {
        guard !records[record].isAlive || records[record].hasAliveContest else { return }
        let unit = try unit(-1, of: record)
        let story = try story(of: unit, of: record, policy: .queue)
        guard
            story.history.live.contains(where: {
                story.changes[$0]?.accepted.value == .boolean(false)
            })
        else { return }
        records[record].units[unit].story = story
        let edit = accepted(change, of: part, at: part.position)
        let lineage = try lineage(of: records[record].caseIndex)
        let before = try edits(in: record, story, and: nil).filter { $0.mark.dot != change.dot }
        let effect = deletionEffect(
            of: EditMark(edit),
            in: story.history,
            edits: before.map(\.mark),
            lineage: lineage
        )
        guard effect != .none else { return }
        let outcome = SyncMerge.outcome(
            of: story.history,
            edits: before.map(\.mark) + [EditMark(edit)],
            lineage: lineage
        )
        try show(outcome, story, unit, of: record)
        let logged = try session.logged(at: change.dot)
        try keepConflict(effect, outcome, logged, unit, of: record, part: part)
        if let contest = records[record].units[unit].contest {
            try session.setContest(
                contest,
                of: records[record].reference,
                records[record].plan.aliveID,
                statements.putContest
            )
        }
    }

    /// The edits in the scope of a record's `alive`, as far as a live deletion may not know them.
    func edits(
        in record: Int,
        _ story: UnitStory,
        and change: Accepted?
    ) throws -> [ScopeEdit] {
        var deletions = story.history.live.compactMap { story.changes[$0]?.accepted }
        if let change { deletions.append(change) }
        deletions.removeAll { $0.value != .boolean(false) }
        // A context of an earlier epoch says nothing of where changes were accepted again since.
        guard let lowest = deletions.map(\.reach).min() else { return [] }
        let isCase = records[record].address.key == .caseFile
        return try session.edits(
            upTo: cases[records[record].caseIndex].lastStamp,
            record: isCase ? nil : records[record].reference,
            aliveID: records[record].plan.aliveID,
            after: lowest
        )
    }
}

extension Accepted {
    /// What a deletion knows at least by its context.
    var reach: Position {
        if case .reopened = kind { return .zero }
        return context
    }
}

/// An accepted change in the scope of a deletion.
struct ScopeEdit {
    /// The log row.
    var log: Int64
    /// What the merge knows of it.
    var mark: EditMark
}

extension Session {
    /// The accepted changes of a case, or of one record, that were not superseded when they first came, and are no
    /// deletions, in order of acceptance.
    ///
    /// `last`: The last stamp of the case.
    func edits(
        upTo last: Int64,
        record: RecordReference?,
        aliveID: Int64,
        after position: Position
    ) throws -> [ScopeEdit] {
        let rows = try prepare(
            """
            WITH RECURSIVE later (id, save, position, before) AS (
                SELECT id, save, position, before FROM stamps WHERE id = ?1 AND position > ?2
                UNION ALL
                SELECT stamps.id, stamps.save, stamps.position, stamps.before
                FROM later JOIN stamps ON stamps.id = later.before WHERE stamps.position > ?2
            )
            SELECT log.id, log.context, log.unit, log.value, saves.incarnation,
                log.id - saves.log + saves.first, saves.ordered, later.position, decisions.body
            FROM later CROSS JOIN saves ON saves.id = later.save
                CROSS JOIN log ON log.id BETWEEN saves.log AND saves.log + saves.count - 1
                LEFT JOIN decisions ON decisions.log = log.id
            WHERE log.stamp = later.id
                AND (log.status <> \(ReceiptStatus.superseded.stored) OR EXISTS (
                    SELECT 1 FROM formers WHERE formers.incarnation = saves.incarnation
                        AND formers.seq = log.id - saves.log + saves.first
                ))
                AND (?3 IS NULL OR log.record = ?3)
            ORDER BY later.id, log.id
            """
        )
        rows.bind(1, last).bind(2, position.packed).bind(3, record?.packed)
        defer { rows.reset() }
        var edits: [ScopeEdit] = []
        while try rows.step() {
            if rows.integer(2) == aliveID, try rows.any(3) == .boolean(false) { continue }
            var mark = EditMark(
                dot: Dot(
                    incarnation: try names.incarnation(rows.integer(4)),
                    seq: rows.unsigned(5)
                ),
                context: Position(packed: rows.integer(1)),
                position: Position(packed: rows.integer(7)),
                order: Instant(milliseconds: rows.integer(6))
            )
            mark.formers = try formers(of: mark.dot)
            if !rows.isNull(8),
                case .reopened(let original) = try DecisionBody(bytes: rows.blob(8))
            {
                mark.order = original.order
            }
            edits.append(ScopeEdit(log: rows.integer(0), mark: mark))
        }
        return edits
    }
}
