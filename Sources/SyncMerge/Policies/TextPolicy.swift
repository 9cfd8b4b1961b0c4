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
/// that was shown at the latest revision that it and a value already folded both know; that text is derived
/// in the same way from what was accepted by then. The revisions needed are collected first, and derived
/// from the earliest on, so that a long history costs no depth.
struct TextFold<Rules: MergeRules> {
    /// One live value, with what its supporters come to.
    private struct Part {
        var value: Value
        /// Its last supporter.
        var latest: Accepted
        /// The latest revision that a supporter knows.
        var known: Position
    }

    /// What the values of one revision come to.
    struct Derived {
        /// The folded text; `nil` when changes overlap.
        var merged: Value?
        /// What is shown then.
        var shown: Value
    }

    private let accepted: [Accepted]
    /// Where each accepted change was first replaced; `nil` for never.
    private let replacedAt: [Position?]

    init(_ accepted: [Accepted], _ lineage: Lineage) {
        self.accepted = accepted
        replacedAt = accepted.map { candidate in
            accepted.filter { Rules.knows($0, candidate, lineage) }.map(\.position).min()
        }
    }

    /// What `live` comes to.
    func derive(_ live: [Accepted]) -> Derived {
        let parts = parts(of: live)
        var plans: [Position: [Part]] = [:]
        var open = bases(of: parts, below: nil)
        while let revision = open.popLast() {
            guard plans[revision] == nil else { continue }
            let earlier = self.parts(of: self.live(at: revision))
            plans[revision] = earlier
            open += bases(of: earlier, below: revision)
        }
        var shown: [Position: Value] = [:]
        for revision in plans.keys.sorted() {
            shown[revision] = fold(plans[revision, default: []], below: revision, shown).shown
        }
        return fold(parts, below: nil, shown)
    }

    private func live(at revision: Position) -> [Accepted] {
        zip(accepted, replacedAt).filter { change, end in
            change.position <= revision && (end.map { revision < $0 } ?? true)
        }.map(\.0)
    }

    /// The different values, earliest last supporter first.
    private func parts(of live: [Accepted]) -> [Part] {
        var parts: [Part] = []
        for change in live {
            let known = change.mayRead ? change.seenRevision : .zero
            if let index = parts.firstIndex(where: { Rules.isSame($0.value, change.value) }) {
                parts[index].known = max(parts[index].known, known)
                if parts[index].latest.isBefore(change) { parts[index].latest = change }
            } else {
                parts.append(Part(value: change.value, latest: change, known: known))
            }
        }
        return parts.sorted { $0.latest.isBefore($1.latest) }
    }

    /// The revision over which each part but the first is merged.
    ///
    /// A revision that is not before `bound`, which
    /// only a forged context names, counts as none.
    private func bases(of parts: [Part], below bound: Position?) -> [Position] {
        guard var folded = parts.first?.known else { return [] }
        return parts.dropFirst().map { part in
            let common = min(part.known, folded)
            folded = max(folded, part.known)
            if let bound, common >= bound { return .zero }
            return common
        }
    }

    private func fold(_ parts: [Part], below bound: Position?, _ shown: [Position: Value])
        -> Derived
    {
        guard let first = parts.first, let last = parts.last else {
            return Derived(merged: nil, shown: .null)
        }
        var text = first.value
        for (part, base) in zip(parts.dropFirst(), bases(of: parts, below: bound)) {
            let over = shown[base] ?? .null
            guard let merged = mergeWords(base: over, first: text, second: part.value) else {
                let decision = parts.map(\.latest).filter(Rules.isSticky).last
                return Derived(merged: nil, shown: decision?.value ?? last.value)
            }
            text = merged
        }
        return Derived(merged: text, shown: text)
    }
}
