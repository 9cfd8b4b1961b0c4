import SyncModel

/// `decide`: what stands stays until a person decides.
extension UnitReading {
    func decideOutcome() -> UnitOutcome {
        let reading = DecideReading<Rules>(accepted, lineage)
        return outcome(showing: reading.shown.map { accepted[$0] }) { $0 > 1 }
    }
}

/// The accepted changes of a `decide` unit, taken in one by one; indices are those of `accepted`.
///
/// A replaces v when it knows v and v is A's own, or covered, or the unit was uncontested in A's view: all
/// that A knows, own chain included, holds less than two different live values. A view changes afterwards
/// only when an earlier change of its author's own chain is admitted late; then everything is taken anew.
struct DecideReading<Rules: MergeRules> {
    private let accepted: [Accepted]
    private let lineage: Lineage
    /// What each change taken in so far knows.
    private var known: [Indices] = []
    /// Whether the unit was contested in each change's view; `nil` while that is being found out.
    private var contested: [Bool?] = []
    private(set) var live: [Int] = []
    /// What is shown; `nil` before the first.
    private(set) var shown: Int?

    init(_ accepted: [Accepted], _ lineage: Lineage) {
        self.accepted = accepted
        self.lineage = lineage
        for index in accepted.indices { take(index) }
    }

    private mutating func take(_ index: Int) {
        var isLate = false
        for earlier in 0..<index where Rules.knows(accepted[earlier], accepted[index], lineage) {
            known[earlier].insert(index)
            isLate = true
        }
        known.append(
            Indices(below: index) { Rules.knows(accepted[index], accepted[$0], lineage) }
        )
        contested.append(nil)
        if isLate {
            takeAnew()
        } else {
            contested[index] = isContested(known[index])
            live = live.filter { !replaces(index, $0) }
            live.append(index)
        }
        shown = standing(after: index)
    }

    private mutating func takeAnew() {
        contested = Array(repeating: nil, count: known.count)
        var open = Array(known.indices)
        while !open.isEmpty {
            let ready = open.filter { candidate in
                known[candidate].descending.allSatisfy { contested[$0] != nil }
            }
            for index in ready { contested[index] = isContested(known[index]) }
            open.removeAll { contested[$0] != nil }
            if ready.isEmpty { break }
        }
        live = known.indices.filter { candidate in
            !known.indices.contains { replaces($0, candidate) }
        }
    }

    /// Whether the changes of a view hold two different live values.
    ///
    /// The latest are asked first: most often they are live, or replace the one that is asked about.
    private func isContested(_ known: Indices) -> Bool {
        let view = known.descending
        var first: Value?
        for candidate in view where !view.contains(where: { replaces($0, candidate) }) {
            let value = accepted[candidate].value
            if let first, !Rules.isSame(first, value) { return true }
            first = value
        }
        return false
    }

    /// A change whose view cannot be found out, in a cycle of forged contexts, replaces nothing but its own.
    private func replaces(_ change: Int, _ other: Int) -> Bool {
        guard known[change].contains(other) else { return false }
        if contested[change] == false { return true }
        let dots = (accepted[change].dot, accepted[other].dot)
        return accepted[change].isResolution || lineage.isEarlier(dots.1, than: dots.0)
    }

    /// What is shown after change `index`: what stood, or an equal value, else what replaced it.
    private func standing(after index: Int) -> Int? {
        let decisions = live.filter { Rules.isSticky(accepted[$0]) }
        if let decision = decisions.max(by: { accepted[$0].isBefore(accepted[$1]) }) {
            return decision
        }
        guard let shown else { return live.first }
        if live.contains(shown) { return shown }
        if let equal = live.first(where: {
            Rules.isSame(accepted[$0].value, accepted[shown].value)
        }) {
            return equal
        }
        if live.contains(index), replaces(index, shown) { return index }
        return live.first { replaces($0, shown) } ?? live.first
    }
}
