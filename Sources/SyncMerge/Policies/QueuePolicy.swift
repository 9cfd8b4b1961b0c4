import SyncModel

/// `queue`: the last writer is shown, the others wait for a person.
extension UnitReading {
    func queueOutcome() -> UnitOutcome {
        outcome(showing: decision ?? latest(of: live)) { $0 > 1 }
    }
}
