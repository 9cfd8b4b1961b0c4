internal import SyncModel

@testable internal import MergeOracle

// Deletion against everything else in its scope that counts as an edit.
extension History {
    /// What the existence of a record comes to.
    func aliveResult(of unit: UnitName, within set: DotSet?) -> UnitResult {
        let view = UnitView(self, unit, within: set)
        let live = view.liveExistence()
        let deletions = live.filter { writes[$0].isDeletion }
        let unseen = edits(in: unit, within: set).filter { edit in
            deletions.contains { !hasSeen($0, edit) && !hasSeen(edit, $0) }
        }
        if !deletions.isEmpty, !unseen.isEmpty {
            return UnitResult(
                shown: .boolean(true),
                isConflict: true,
                live: live,
                candidates: [unseen, deletions]
            )
        }
        let shown = view.latest(deletions) ?? view.latest(live)
        return UnitResult(
            shown: shown.map { writes[$0].value } ?? .null,
            isConflict: false,
            live: live,
            candidates: [live]
        )
    }

    /// The accepted changes in the scope of a record's existence that count as edits.
    private func edits(in unit: UnitName, within set: DotSet?) -> [Int] {
        (accepted[unit.caseID] ?? []).filter { number in
            let write = writes[number]
            guard set?.contains(number) ?? true else { return false }
            guard unit.record == .caseFile || write.unit.record == unit.record else { return false }
            return !write.isDeletion && !write.wasSuperseded
        }
    }

    private func hasSeen(_ later: Int, _ earlier: Int) -> Bool {
        let write = writes[later]
        // A deletion or a restore that was made live again knows nothing.
        if case .reopened = write.kind, write.unit.isAlive { return false }
        return write.screen.contains(earlier) || write.chain.contains(earlier)
            || write.covers.contains(earlier)
    }
}
