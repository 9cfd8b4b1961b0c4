import SyncModel

/// `restrictive`: the most protective value is shown, and no conflict is opened.
///
/// A live value none of whose supporters knew an accepted, more protective one is passed over: nobody who
/// saw the protection lifted it. If that leaves none, the most protective accepted value is shown.
extension UnitReading {
    func restrictiveOutcome(_ protective: [Value]) -> UnitOutcome {
        func rank(_ value: Value) -> Int {
            protective.firstIndex { Rules.isSame($0, value) } ?? protective.count
        }
        func isMoreProtective(_ left: Accepted, _ right: Accepted) -> Bool {
            let ranks = (rank(left.value), rank(right.value))
            return ranks.0 == ranks.1 ? right.isBefore(left) : ranks.0 < ranks.1
        }
        func mayBeShown(_ value: Value) -> Bool {
            let stricter = accepted.filter { rank($0.value) < rank(value) }
            if stricter.isEmpty { return true }
            return live.contains { supporter in
                Rules.isSame(supporter.value, value)
                    && stricter.contains { Rules.knows(supporter, $0, lineage) }
            }
        }
        let shown =
            live.filter { mayBeShown($0.value) }.min(by: isMoreProtective)
            ?? (live.isEmpty ? nil : accepted.min(by: isMoreProtective))
        return outcome(showing: shown) { _ in false }
    }
}
