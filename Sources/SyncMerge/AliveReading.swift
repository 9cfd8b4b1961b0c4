import SyncModel

/// A unit `alive` and the edits in its scope as the rules read them.
struct AliveReading<Rules: MergeRules> {
    private let unit: UnitReading<Rules>
    private let edits: [EditMark]
    private let deletions: [Accepted]

    init(_ alive: UnitHistory, edits: [EditMark], _ lineage: Lineage) {
        unit = UnitReading(alive, lineage)
        self.edits = edits
        deletions = unit.live.filter(\.isDeletion)
    }

    func deletion(against edit: EditMark) -> Accepted? {
        unit.latest(of: deletions.filter { !isSettled($0, edit) })
    }

    func outcome() -> UnitOutcome {
        guard let latestDeletion = unit.latest(of: deletions) else { return unit.queueOutcome() }
        let unseen = unseenEdits()
        guard let latestEdit = unseen.max(by: isBefore) else {
            return unit.outcome(showing: latestDeletion) { _ in false }
        }
        let alive = UnitOutcome.LiveValue(
            value: .boolean(true),
            supporters: unseen.map(\.dot),
            isShown: true
        )
        let gone = UnitOutcome.LiveValue(
            value: .boolean(false),
            supporters: deletions.map(\.dot),
            isShown: false
        )
        let isAliveLater = isBefore(EditMark(latestDeletion), latestEdit)
        return UnitOutcome(
            shown: .boolean(true),
            shownBy: latestEdit.dot,
            values: isAliveLater ? [alive, gone] : [gone, alive],
            isConflict: true
        )
    }

    /// The edits, and the unit's own creations and restores, that a live deletion does not know and that do
    /// not know it, in order of acceptance.
    private func unseenEdits() -> [EditMark] {
        let live = Set(unit.live.map(\.dot))
        let marked = Set(edits.map(\.dot))
        let all = edits + ownMarks().filter { !marked.contains($0.dot) }
        return all.filter { edit in
            live.contains(edit.dot) || deletions.contains { !isSettled($0, edit) }
        }.sorted { $0.position < $1.position }
    }

    /// The unit's creations and restores, without those that were superseded when they first came.
    private func ownMarks() -> [EditMark] {
        let accepted = unit.accepted
        return accepted.indices.filter { index in
            !accepted[index].isDeletion
                && (!accepted[index].formers.isEmpty
                    || !accepted[..<index].contains {
                        replacesAlive($0, accepted[index], unit.lineage, Rules.self)
                    })
        }.map { EditMark(accepted[$0]) }
    }

    /// Whether one of a deletion and an edit knows the other.
    private func isSettled(_ deletion: Accepted, _ edit: EditMark) -> Bool {
        let change = Accepted(edit)
        return Rules.knows(deletion, change, unit.lineage)
            || Rules.knows(change, deletion, unit.lineage)
    }

    private func isBefore(_ left: EditMark, _ right: EditMark) -> Bool {
        Accepted(left).isBefore(Accepted(right))
    }
}

extension Accepted {
    /// Whether it says that the record is gone.
    var isDeletion: Bool { value == .boolean(false) }

    /// What `knows` asks of an edit.
    fileprivate init(_ mark: EditMark) {
        self.init(
            dot: mark.dot,
            value: .boolean(true),
            context: mark.context,
            position: mark.position,
            order: mark.order,
            author: "",
            role: .counsellor,
            chainFloor: mark.chainFloor,
            formers: mark.formers
        )
    }
}

func acceptAlive<Rules: MergeRules>(
    _ change: Accepted,
    into alive: UnitHistory,
    edits: [EditMark],
    lineage: Lineage,
    rules: Rules.Type
) -> Acceptance {
    let before = AliveReading<Rules>(alive, edits: edits, lineage).outcome()
    if alive.accepted.contains(where: { $0.dot == change.dot }) {
        return Acceptance(
            history: alive,
            outcome: before,
            receipt: .duplicate,
            effect: before.isConflict ? .unchanged : .none
        )
    }
    let isSuperseded = alive.supersedesAlive(change, lineage, rules)
    let next = alive.addingAlive(change, isSuperseded: isSuperseded, lineage, rules)
    let after = AliveReading<Rules>(next, edits: edits, lineage).outcome()
    let receipt = UnitReading<Rules>(next, lineage).receipt(of: change, after)
    return Acceptance(
        history: next,
        outcome: after,
        receipt: isSuperseded ? .superseded : receipt,
        effect: effect(of: change, before, after)
    )
}
