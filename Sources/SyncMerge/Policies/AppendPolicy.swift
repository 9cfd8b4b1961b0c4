import SyncModel

/// `append`: written once. The first accepted value stands; only equal ones join it.
extension UnitReading {
    func appendOutcome() -> UnitOutcome {
        outcome(showing: live.first) { _ in false }
    }
}

extension UnitHistory {
    /// Why a change cannot be accepted in this unit; `nil` when it can.
    func refusal<Rules: MergeRules>(of change: Accepted, _ rules: Rules.Type) -> String? {
        switch policy {
        case .append:
            guard let first = accepted.first, !Rules.isSame(first.value, change.value) else {
                return nil
            }
            return Acceptance.writtenOnce
        case .server:
            return change.kind == .edit ? Acceptance.serverOnly : nil
        case .queue, .lww, .decide, .set, .text, .restrictive, .owner:
            return nil
        }
    }
}
