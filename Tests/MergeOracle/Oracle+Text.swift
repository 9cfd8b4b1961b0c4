import SyncModel

extension Oracle {
    /// The live texts folded into one, or the last writer's when they overlap.
    func text(_ unit: Int, live: [Int], in set: Seen) -> (shown: Value, isConflict: Bool) {
        let groups = candidates(of: live).map(\.numbers).sorted {
            changes[latest($0) ?? 0].isBefore(changes[latest($1) ?? 0])
        }
        guard let first = groups.first else { return (.null, false) }
        var text = value(of: first.first)
        var folded = first
        for group in groups.dropFirst() {
            let screens = group.flatMap { member in
                folded.map { screen(of: member).intersection(screen(of: $0)) }
            }
            let common = screens.max { $0.count < $1.count } ?? .none
            let over = outcome(unit, in: common.intersection(set)).shown
            guard let merged = WordOracle.merge(over, text, value(of: group.first)) else {
                let decision = latest(live.filter { changes[$0].isDecision })
                return (value(of: decision ?? latest(live)), true)
            }
            text = merged
            folded += group
        }
        return (text, false)
    }

    /// What was accepted of the case when a change's author read it; a decision is made on everything.
    private func screen(of number: Int) -> Seen {
        let change = changes[number]
        if case .reopened = change.kind { return .none }
        return change.mayRead ? change.screen : .none
    }
}
