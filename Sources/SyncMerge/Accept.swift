public import SyncModel

/// Whether `later`'s author knew `earlier` when he wrote (`DESIGN.md` §3).
public func knows(_ later: Accepted, _ earlier: Accepted, lineage: Lineage) -> Bool {
    switch later.kind {
    case .reopened: return false
    case .resolution(let covers, let passedOver):
        if covers.contains(earlier.dot) { return true }
        return passedOver.contains(.init(author: earlier.author, value: earlier.value))
    case .edit:
        if earlier.position <= later.context { return later.mayRead }
        return earlier.dot.seq >= later.chainFloor
            && lineage.isEarlier(earlier.dot, than: later.dot)
    }
}

/// Adds a change to a unit's accepted changes.
public func accept(
    _ change: Accepted,
    into history: UnitHistory,
    lineage: Lineage
) -> Acceptance {
    var next = history
    next.accepted.append(change)
    next.live = [change.dot]
    return Acceptance(
        history: next,
        outcome: outcome(of: next, lineage: lineage),
        receipt: .applied,
        effect: .none
    )
}

/// What a unit's accepted changes come to.
public func outcome(of history: UnitHistory, lineage: Lineage) -> UnitOutcome {
    UnitOutcome(
        shown: history.accepted.last?.value ?? .null,
        shownBy: history.live.last,
        values: [],
        isConflict: false
    )
}

/// A group's value with the members that its author did not know or may not see, as they were shown at his
/// context, his own chain first; any other value as it is.
public func filledIn(
    _ change: Accepted,
    members: [String],
    in history: UnitHistory,
    lineage: Lineage
) -> Value {
    change.value
}
