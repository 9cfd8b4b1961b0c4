import SyncModel

extension Oracle {
    /// Deletion against everything else in the case that counts as an edit.
    func aliveOutcome(in set: Seen) -> OracleOutcome {
        let live = live(alive, in: set)
        let deletions = live.filter { changes[$0].value == .boolean(false) }
        let edits = set.numbers.filter { number in
            let change = changes[number]
            if case .reopened = change.kind { return false }
            return !supersededOnArrival.contains(number)
                && !(change.unit == alive && change.value == .boolean(false))
        }
        let unseen = edits.filter { edit in
            deletions.contains { !hasSeen($0, edit) && !hasSeen(edit, $0) }
        }
        if !unseen.isEmpty {
            return OracleOutcome(
                shown: .boolean(true),
                isConflict: true,
                live: Seen(of: live),
                candidates: [Seen(of: unseen), Seen(of: deletions)].sorted { $0.first < $1.first }
            )
        }
        return OracleOutcome(
            shown: value(of: latest(deletions) ?? latest(live)),
            isConflict: false,
            live: Seen(of: live),
            candidates: candidates(of: live)
        )
    }

    /// Everybody in a case may see that it was deleted.
    private func hasSeen(_ later: Int, _ earlier: Int) -> Bool {
        let change = changes[later]
        return change.screen.contains(earlier) || change.chain.contains(earlier)
            || change.covers.contains(earlier)
    }
}

extension Seen {
    /// The lowest number; 64 for none.
    var first: Int { bits.trailingZeroBitCount }
}
