internal import SyncModel

extension Session {
    /// Makes the end of a void chain real again: the server turned out to hold change `seq` of it, sent before this
    /// laptop was put back to an image (`DESIGN.md` §2).
    ///
    /// Its last change goes out; of a set every one after `seq`, since each is a difference.
    func revive(after seq: UInt64, _ key: UnitKey) throws {
        let later = try prepare(
            "SELECT seq, state FROM log WHERE record = ? AND unit = ? AND seq > ? ORDER BY seq"
        )
        .bind(1, key.record).bind(2, key.unit).bind(3, seq)
        .all { (seq: $0.unsigned(0), state: $0.optionalInteger(1)) }
        let chain = later.prefix { $0.state == LogState.void }.map(\.seq)
        guard let last = chain.last else { return }
        let place = try place(key)
        let acknowledged = try acknowledged(place)
        for seq in place.isSet ? chain : [last] {
            try prepare("UPDATE log SET state = NULL WHERE seq = ?").bind(1, seq).run()
        }
        try setBeneath(key, to: acknowledged)
        pending = PendingIndex()
        try loadPending()
        guard let open = pending.units[key] else { return }
        try setShown(place, to: try over(acknowledged, open, at: place))
    }
}
