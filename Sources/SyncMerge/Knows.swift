import SyncModel

/// Whether `later`'s author knew `earlier` when he wrote (`DESIGN.md` §3).
///
/// He knew what was accepted up to his context (across epochs, see ``Forks``), if he may see the unit's values; what
/// stands earlier in his own chain, back to the last purge of the case from his laptop; and, with a decision, what it
/// covers. A reopened candidate knows nothing.
///
/// - Parameters:
///   - later: The change whose author is asked about.
///   - earlier: A change of the same unit.
///   - lineage: The known parents of incarnations.
/// - Returns: Whether he knew it; `false` for a change and itself.
public func knows(_ later: Accepted, _ earlier: Accepted, lineage: Lineage) -> Bool {
    standardKnows(later, earlier, lineage)
}

func standardKnows(_ later: Accepted, _ earlier: Accepted, _ lineage: Lineage) -> Bool {
    guard later.dot != earlier.dot else { return false }
    switch later.kind {
    case .reopened:
        return false
    case .edit:
        return saw(later, earlier, lineage) || hasInChain(later, earlier.dot, lineage)
    case .resolution(let covers, let passedOver):
        return covers.contains(earlier.dot)
            || saw(later, earlier, lineage)
            || hasInChain(later, earlier.dot, lineage)
            || passesOver(later, passedOver, earlier, lineage)
    }
}

private func saw(_ change: Accepted, _ earlier: Accepted, _ lineage: Lineage) -> Bool {
    change.mayRead && lineage.forks.reaches(change.context, earlier)
}

private func hasInChain(_ change: Accepted, _ earlier: Dot, _ lineage: Lineage) -> Bool {
    earlier.seq >= change.chainFloor && lineage.isEarlier(earlier, than: change.dot)
}

/// Whether a decision counts a late edit as covered: the same user had proposed an equal value before it, and
/// the edit was made before the decision was on its author's laptop.
private func passesOver(
    _ decision: Accepted,
    _ passedOver: Set<Accepted.PassedOver>,
    _ edit: Accepted,
    _ lineage: Lineage
) -> Bool {
    guard !passedOver.isEmpty, edit.kind == .edit,
        !lineage.forks.reaches(edit.context, decision),
        !hasInChain(edit, decision.dot, lineage)
    else { return false }
    return passedOver.contains(.init(author: edit.author, value: edit.value))
}
