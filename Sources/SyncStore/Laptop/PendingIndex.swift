// Which units this laptop shows an own value of, over what the server acknowledged. Kept in memory, derived from the log:
// rows above `laptop.settledThrough`, and `parked`. Empty on a server.
internal import SyncModel

/// The units with an own change that still matters to what is shown.
struct PendingIndex {
}

extension Session {
    /// Takes pending units out of hashes of shown values, and puts what is acknowledged in.
    func replacePending(in hashes: inout [Int64: UInt64]) throws {}
}
