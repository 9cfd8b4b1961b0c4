import SyncModel

/// `lww`, and `server` for what the server itself writes: the last writer is shown, the rest is history.
extension UnitReading {
    func lastWriterOutcome() -> UnitOutcome {
        outcome(showing: decision ?? latest(of: live)) { _ in false }
    }
}
