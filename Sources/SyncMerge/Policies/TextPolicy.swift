import SyncModel

/// `text`: what is shown is derived from all live values by a three-way merge on words.
extension UnitReading {
    func textOutcome() -> UnitOutcome {
        guard live.count > 1 else { return outcome(showing: live.first) { _ in false } }
        let derived = TextFold<Rules>(accepted, lineage).derive(live)
        let last = latest(of: live)
        guard let merged = derived.merged else {
            return outcome(showing: decision ?? last) { $0 > 1 }
        }
        return UnitOutcome(
            shown: merged,
            shownBy: last?.dot,
            values: values(of: live, shown: merged),
            isConflict: false
        )
    }
}

/// Folds live texts into one.
///
/// The values are taken in (order, incarnation, seq). Each is merged into what is folded so far, over the text
/// that was shown when what it and a value already folded both know had been accepted; that text is derived
/// in the same way from those changes. What is needed is collected first, and derived from the smallest on, so
/// that a long history costs no depth.
struct TextFold<Rules: MergeRules> {
    /// One live value, with what its supporters come to.
    private struct Part {
        var value: Value
        /// Its last supporter.
        var latest: Accepted
        /// The last decision among its supporters, whoever supports it after that.
        var decision: Accepted?
        /// What its supporters had on screen: one set an epoch at most, since within one epoch the latest holds
        /// the earlier ones.
        var known: [Indices]
    }

    /// What the values of one set of changes come to.
    struct Derived {
        /// The folded text; `nil` when changes overlap.
        var merged: Value?
        /// What is shown then.
        var shown: Value
    }

    private let accepted: [Accepted]
    private let lineage: Lineage
    /// Which accepted changes know each.
    private let replacers: [Indices]

    init(_ accepted: [Accepted], _ lineage: Lineage) {
        self.accepted = accepted
        self.lineage = lineage
        replacers = accepted.map { candidate in
            Indices(below: accepted.count) { Rules.knows(accepted[$0], candidate, lineage) }
        }
    }

    private var nothing: Indices { Indices(below: accepted.count) { _ in false } }

    /// What `live` comes to.
    func derive(_ live: [Accepted]) -> Derived {
        let parts = parts(of: live)
        var plans: [Indices: [Part]] = [:]
        var open = bases(of: parts, below: nil)
        while let base = open.popLast() {
            guard plans[base] == nil else { continue }
            let earlier = self.parts(of: self.live(in: base))
            plans[base] = earlier
            open += bases(of: earlier, below: base)
        }
        var shown: [Indices: Value] = [:]
        for base in plans.keys.sorted(by: { $0.count < $1.count }) {
            shown[base] = fold(plans[base, default: []], below: base, shown).shown
        }
        return fold(parts, below: nil, shown)
    }

    private func live(in set: Indices) -> [Accepted] {
        set.descending.reversed().filter { replacers[$0].intersection(set).count == 0 }
            .map { accepted[$0] }
    }

    /// The different values, earliest last supporter first.
    private func parts(of live: [Accepted]) -> [Part] {
        var parts: [Part] = []
        for change in live {
            let known = screen(of: change)
            let decision = Rules.isSticky(change) ? change : nil
            if let index = parts.firstIndex(where: { Rules.isSame($0.value, change.value) }) {
                parts[index].known = Self.largest(parts[index].known, known)
                if parts[index].latest.isBefore(change) { parts[index].latest = change }
                parts[index].decision = Self.later(parts[index].decision, decision)
            } else {
                parts.append(
                    Part(value: change.value, latest: change, decision: decision, known: [known])
                )
            }
        }
        return parts.sorted { $0.latest.isBefore($1.latest) }
    }

    private static func later(_ first: Accepted?, _ second: Accepted?) -> Accepted? {
        guard let first, let second else { return first ?? second }
        return first.isBefore(second) ? second : first
    }

    /// What its author had on screen.
    private func screen(of change: Accepted) -> Indices {
        guard change.mayRead else { return nothing }
        let context = change.seenRevision
        guard context != .zero else { return nothing }
        return Indices(below: accepted.count) { lineage.forks.reaches(context, accepted[$0]) }
    }

    /// The changes over which each part but the first is merged.
    ///
    /// What is not less than `bound`, which only a forged context names, counts as none.
    private func bases(of parts: [Part], below bound: Indices?) -> [Indices] {
        guard var folded = parts.first?.known else { return [] }
        return parts.dropFirst().map { part in
            var common = nothing
            for mine in part.known {
                for theirs in folded {
                    let both = mine.intersection(theirs)
                    if both.count > common.count { common = both }
                }
            }
            for known in part.known { folded = Self.largest(folded, known) }
            guard let bound else { return common }
            let earlier = common.intersection(bound)
            return earlier.count < bound.count ? earlier : nothing
        }
    }

    /// Sets and one more, without those that are part of another.
    private static func largest(_ sets: [Indices], _ set: Indices) -> [Indices] {
        if sets.contains(where: { set.isSubset(of: $0) }) { return sets }
        return sets.filter { !$0.isSubset(of: set) } + [set]
    }

    private func fold(_ parts: [Part], below bound: Indices?, _ shown: [Indices: Value])
        -> Derived
    {
        guard let first = parts.first, let last = parts.last else {
            return Derived(merged: nil, shown: .null)
        }
        var text = first.value
        for (part, base) in zip(parts.dropFirst(), bases(of: parts, below: bound)) {
            let over = shown[base] ?? .null
            guard let merged = mergeWords(base: over, first: text, second: part.value) else {
                let decision = parts.reduce(nil) { Self.later($0, $1.decision) }
                return Derived(merged: nil, shown: decision?.value ?? last.value)
            }
            text = merged
        }
        return Derived(merged: text, shown: text)
    }
}
