import SyncModel

/// A unit's accepted changes as the rules read them.
struct UnitReading<Rules: MergeRules> {
    let policy: MergePolicy
    /// In order of acceptance.
    let accepted: [Accepted]
    /// The live ones, in order of acceptance.
    let live: [Accepted]
    let lineage: Lineage

    init(_ history: UnitHistory, _ lineage: Lineage) {
        policy = history.policy
        accepted = history.accepted
        self.lineage = lineage
        live = history.liveChanges
    }

    /// Reads `accepted` alone, without what a caller left out, as far as `position`.
    init(_ history: UnitHistory, upTo position: Position, _ lineage: Lineage) {
        policy = history.policy
        let seen = history.accepted.filter { lineage.forks.reaches(position, $0) }
        accepted = seen
        self.lineage = lineage
        live = liveChanges(among: seen, policy: history.policy, lineage, Rules.self)
    }

    /// What the unit comes to, by its policy.
    func outcome() -> UnitOutcome {
        switch policy {
        case .queue: queueOutcome()
        case .lww, .server: lastWriterOutcome()
        case .decide: decideOutcome()
        case .append: appendOutcome()
        case .set: setOutcome()
        case .text: textOutcome()
        case .restrictive(let protective): restrictiveOutcome(protective)
        case .owner(let role): ownerOutcome(role)
        }
    }

    /// The live decision that is shown: of two, the later.
    var decision: Accepted? { latest(of: live.filter(Rules.isSticky)) }

    /// The last by (order, incarnation, seq).
    func latest(of changes: [Accepted]) -> Accepted? {
        changes.max { $0.isBefore($1) }
    }

    /// The different values of `changes`, latest first, each with all its supporters.
    func values(of changes: [Accepted], shown: Value?) -> [UnitOutcome.LiveValue] {
        var groups: [(value: Value, latest: Accepted, supporters: [Dot])] = []
        for change in changes {
            if let index = groups.firstIndex(where: { Rules.isSame($0.value, change.value) }) {
                groups[index].supporters.append(change.dot)
                if groups[index].latest.isBefore(change) { groups[index].latest = change }
            } else {
                groups.append((change.value, change, [change.dot]))
            }
        }
        if groups.count > 1 { groups.sort { $1.latest.isBefore($0.latest) } }
        return groups.map { group in
            UnitOutcome.LiveValue(
                value: group.value,
                supporters: group.supporters,
                isShown: shown.map { Rules.isSame($0, group.value) } ?? false
            )
        }
    }

    /// An outcome that shows one change's value.
    func outcome(showing change: Accepted?, isConflict: (Int) -> Bool) -> UnitOutcome {
        let values = values(of: live, shown: change?.value)
        return UnitOutcome(
            shown: change?.value ?? .null,
            shownBy: change?.dot,
            values: values,
            isConflict: isConflict(values.count)
        )
    }
}

extension UnitHistory {
    /// The live changes, in order of acceptance.
    var liveChanges: [Accepted] {
        switch live.count {
        case 0: return []
        case 1: return accepted.last { $0.dot == live[0] }.map { [$0] } ?? []
        default:
            let wanted = Set(live)
            return accepted.filter { wanted.contains($0.dot) }
        }
    }
}
