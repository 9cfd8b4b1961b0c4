import SyncModel

/// Whether accepting `change` removes `other` from the live set: it knows it, unless the policy narrows that.
///
/// For `decide` this does not say enough: see ``DecideReading``.
func replaces<Rules: MergeRules>(
    _ change: Accepted,
    _ other: Accepted,
    policy: MergePolicy,
    _ lineage: Lineage,
    _ rules: Rules.Type
) -> Bool {
    guard Rules.knows(change, other, lineage) else { return false }
    switch policy {
    case .queue, .lww, .server, .text, .restrictive, .decide: return true
    case .append: return false
    case .set: return setChange(change.value, outdates: other.value)
    case .owner(let role): return ownerChange(change, mayReplace: other, owner: role)
    }
}

/// The changes of `accepted` that none of them replaces, in order of acceptance.
func liveChanges<Rules: MergeRules>(
    among accepted: [Accepted],
    policy: MergePolicy,
    _ lineage: Lineage,
    _ rules: Rules.Type
) -> [Accepted] {
    if policy == .decide {
        let reading = DecideReading<Rules>(accepted, lineage)
        return reading.live.map { accepted[$0] }
    }
    return accepted.filter { candidate in
        !accepted.contains { replaces($0, candidate, policy: policy, lineage, rules) }
    }
}

/// Whether a change of a unit `alive` removes another from the live set: it knows it, but a deletion that is
/// no decision leaves other deletions live.
func replacesAlive<Rules: MergeRules>(
    _ change: Accepted,
    _ other: Accepted,
    _ lineage: Lineage,
    _ rules: Rules.Type
) -> Bool {
    if change.isDeletion, other.isDeletion, !change.isResolution { return false }
    return Rules.knows(change, other, lineage)
}
