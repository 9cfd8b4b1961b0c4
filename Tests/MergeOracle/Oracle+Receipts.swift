import SyncModel

extension Oracle {
    /// Whether a change cannot be accepted in its unit at all.
    func refuses(_ number: Int) -> Bool {
        let change = changes[number]
        guard change.unit != alive, !acceptedSet.contains(number) else { return false }
        switch policies[change.unit] {
        case .append:
            return of(change.unit, in: acceptedSet).contains { changes[$0].value != change.value }
        case .server:
            return change.isEdit
        case .queue, .lww, .decide, .set, .text, .restrictive, .owner:
            return false
        }
    }

    /// The receipt of a change that was just accepted, from the meaning of each word in `DESIGN.md` §1.
    ///
    /// - Parameters:
    ///   - number: The change.
    ///   - outcome: What its unit comes to with it.
    /// - Returns: The receipt.
    func receipt(of number: Int, _ outcome: OracleOutcome) -> ReceiptStatus {
        let change = changes[number]
        guard outcome.live.contains(number) else { return .superseded }
        let equal = outcome.live.numbers.contains {
            $0 != number && changes[$0].value == change.value
        }
        let isShown = outcome.shown == change.value
        guard change.unit != alive else {
            if equal { return .agreed }
            if outcome.isConflict { return isShown ? .conflictShown : .conflictBeaten }
            return .applied
        }
        switch policies[change.unit] {
        case .set:
            return .merged
        case .lww, .restrictive, .server, .append:
            return equal ? .agreed : (isShown ? .applied : .beaten)
        case .queue, .decide, .owner:
            if equal { return .agreed }
            if outcome.isConflict {
                return isOwnShown(number, outcome) ? .conflictShown : .conflictBeaten
            }
            return .applied
        case .text:
            if equal { return .agreed }
            if outcome.isConflict { return isShown ? .conflictShown : .conflictBeaten }
            return outcome.candidates.count > 1 ? .merged : .applied
        }
    }

    /// Whether a change is what is shown; what nobody shows is null, and a proposal to clear is not shown.
    private func isOwnShown(_ number: Int, _ outcome: OracleOutcome) -> Bool {
        guard case .owner(let role) = policies[changes[number].unit] else {
            return outcome.shown == changes[number].value
        }
        let standing = outcome.live.numbers.contains {
            (changes[$0].role == role || changes[$0].isDecision)
                && changes[$0].value == outcome.shown
        }
        return standing && outcome.shown == changes[number].value
    }
}
