import SyncModel

/// `owner`: only the owning role's values and decisions are shown; what others write is a proposal.
extension UnitReading {
    func ownerOutcome(_ role: Role) -> UnitOutcome {
        let standing = live.filter { !$0.isProposal(owner: role) }
        let shown = decision ?? latest(of: standing)
        let values = values(of: live, shown: shown?.value)
        return UnitOutcome(
            shown: shown?.value ?? .null,
            shownBy: shown?.dot,
            values: values,
            isConflict: values.count > 1 || (shown == nil && !live.isEmpty)
        )
    }
}

extension Accepted {
    /// Whether this is a proposal in a unit that `owner` owns.
    func isProposal(owner: Role) -> Bool { !isResolution && role != owner }
}

/// Whether a change may replace what it knows: a proposal replaces proposals only.
func ownerChange(_ change: Accepted, mayReplace other: Accepted, owner: Role) -> Bool {
    !change.isProposal(owner: owner) || other.isProposal(owner: owner)
}
