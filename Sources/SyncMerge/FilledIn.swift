public import SyncModel

/// A group's value with the members that its author did not know or may not see.
///
/// They are filled in with what was shown at his context, his own chain first: what his latest own change
/// after his context holds, else what the unit showed at his context, else null.
///
/// - Parameters:
///   - change: The change, not yet accepted.
///   - members: The names of the group's members.
///   - history: The unit, with all its accepted changes.
///   - lineage: The known parents of incarnations.
/// - Returns: The complete value, sorted by member; a value that is no group as it is. Members that `members`
///   does not name stay.
public func filledIn(
    _ change: Accepted,
    members: [String],
    in history: UnitHistory,
    lineage: Lineage
) -> Value {
    guard case .group(let given) = change.value else { return change.value }
    let missing = members.filter { name in !given.contains { $0.name.utf8.elementsEqual(name.utf8) }
    }
    guard !missing.isEmpty else { return .makeGroup(given) }
    let source = onScreen(change, history, lineage)
    let filled = missing.map { GroupMember(name: $0, value: source.member($0)) }
    return .makeGroup(given + filled)
}

/// What the author of `change` had on screen.
private func onScreen(_ change: Accepted, _ history: UnitHistory, _ lineage: Lineage) -> Value {
    let own = history.accepted.filter {
        !lineage.forks.reaches(change.context, $0) && $0.dot.seq >= change.chainFloor
            && lineage.isEarlier($0.dot, than: change.dot)
    }
    if let last = own.max(by: { lineage.isEarlier($0.dot, than: $1.dot) }) { return last.value }
    return shown(at: change.context, in: history, lineage: lineage)
}

extension Value {
    /// The value of a group's member; null when this is no group, or has none of that name.
    fileprivate func member(_ name: String) -> Value {
        guard case .group(let members) = self else { return .null }
        return members.first { $0.name.utf8.elementsEqual(name.utf8) }?.value ?? .null
    }
}
