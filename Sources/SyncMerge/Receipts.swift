import SyncModel

extension UnitReading {
    /// The receipt of `change`, which was just accepted and is not superseded (`docs/RECEIPTS.md`).
    ///
    /// - Parameters:
    ///   - change: The change.
    ///   - outcome: What the unit comes to with it.
    /// - Returns: Its receipt.
    func receipt(of change: Accepted, _ outcome: UnitOutcome) -> ReceiptStatus {
        guard live.contains(where: { $0.dot == change.dot }) else { return .superseded }
        if policy == .set { return .merged }
        let hasEqual = live.contains {
            $0.dot != change.dot && Rules.isSame($0.value, change.value)
        }
        if hasEqual { return .agreed }
        let isShown = outcome.shownBy != nil && Rules.isSame(outcome.shown, change.value)
        if outcome.isConflict { return isShown ? .conflictShown : .conflictBeaten }
        if policy == .text { return outcome.values.count > 1 ? .merged : .applied }
        return isShown ? .applied : .beaten
    }
}
