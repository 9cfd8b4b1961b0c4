import SyncModel

/// Adds a change to a unit's accepted changes.
///
/// The outcome depends on the arguments alone; laptop and server call this same function. It never traps:
/// forged contexts, cycles in the lineage and values of another type give some outcome, and something is live.
/// For the unit `alive` use ``accept(_:into:edits:lineage:)``.
///
/// Laws, each a property in `MergeLawTests`:
/// 1. No loss: every accepted value is live, or an accepted change that knew it replaced it.
/// 2. Order: the order of acceptance changes neither live nor shown nor conflict, but what `decide` shows
///    and what `append` refuses.
/// 3. Repetition: a dot that was accepted before changes nothing.
///
/// - Parameters:
///   - change: The change, with its position; a group is complete (``filledIn(_:members:in:lineage:)``).
///   - history: The unit before it; a change that is admitted late, out of quarantine or after a restore of
///     the server, needs all of the unit's accepted changes in it, whatever the policy.
///   - lineage: The known parents of incarnations.
/// - Returns: The unit after it, the receipt, and what happened to the conflict. With the receipts
///   `quarantined` and `duplicate` the unit is as before.
public func accept(
    _ change: Accepted,
    into history: UnitHistory,
    lineage: Lineage
) -> Acceptance {
    accept(change, into: history, lineage: lineage, rules: StandardRules.self)
}

/// What a unit's accepted changes come to.
///
/// - Parameters:
///   - history: The unit; not `alive`, for which see ``outcome(of:edits:lineage:)``.
///   - lineage: The known parents of incarnations.
/// - Returns: What is shown, the live values, and whether they wait for a person.
public func outcome(of history: UnitHistory, lineage: Lineage) -> UnitOutcome {
    UnitReading<StandardRules>(history, lineage).outcome()
}

func accept<Rules: MergeRules>(
    _ change: Accepted,
    into history: UnitHistory,
    lineage: Lineage,
    rules: Rules.Type
) -> Acceptance {
    let before = UnitReading<Rules>(history, lineage).outcome()
    if let unchanged = unchanged(change, history, before, rules) { return unchanged }
    let isSuperseded = history.supersedes(change, lineage, rules)
    let next = history.adding(change, isSuperseded: isSuperseded, lineage, rules)
    let reading = UnitReading<Rules>(next, lineage)
    let after = reading.outcome()
    return Acceptance(
        history: next,
        outcome: after,
        receipt: isSuperseded ? .superseded : reading.receipt(of: change, after),
        effect: effect(of: change, before, after)
    )
}

/// The answer to a change that the unit does not take; `nil` when it does.
private func unchanged<Rules: MergeRules>(
    _ change: Accepted,
    _ history: UnitHistory,
    _ before: UnitOutcome,
    _ rules: Rules.Type
) -> Acceptance? {
    let isKnown = history.accepted.contains { $0.dot == change.dot }
    let reason = isKnown ? nil : history.refusal(of: change, rules)
    guard isKnown || reason != nil else { return nil }
    return Acceptance(
        history: history,
        outcome: before,
        receipt: isKnown ? .duplicate : .quarantined,
        effect: before.isConflict ? .unchanged : .none,
        reason: reason
    )
}

/// What a change did to the unit's conflict.
func effect(
    of change: Accepted,
    _ before: UnitOutcome,
    _ after: UnitOutcome
) -> Acceptance.ConflictEffect {
    switch (before.isConflict, after.isConflict) {
    case (false, false): .none
    case (false, true): .opened
    case (true, false): change.isResolution ? .resolved : .settled
    case (true, true): haveSameCandidates(before, after) ? .unchanged : .changed
    }
}

private func haveSameCandidates(_ before: UnitOutcome, _ after: UnitOutcome) -> Bool {
    func candidates(_ outcome: UnitOutcome) -> [Value: Set<Dot>] {
        Dictionary(
            outcome.values.map { ($0.value, Set($0.supporters)) },
            uniquingKeysWith: { $0.union($1) }
        )
    }
    return candidates(before) == candidates(after)
}
