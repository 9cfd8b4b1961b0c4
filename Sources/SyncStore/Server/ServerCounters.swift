internal import SyncModel

/// The server's counters, read at the start of a write transaction and kept at its end.
struct ServerCounters {
    /// The names of the values in `settings`.
    private enum Name {
        static let feed = "server.feed"
        static let received = "server.received"
        static let clock = "server.clock"
        static let floor = "server.floor"
    }

    /// The last feed number given out.
    private(set) var feed: Int64
    /// The server's clock for this transaction: never before an earlier one.
    let received: Instant
    /// The stamp of the server's own next save.
    private(set) var clock: HLC
    /// The epoch.
    let epoch: UInt32

    /// Reads the counters.
    init(_ session: Session, now: Instant) throws {
        feed = try session.integerSetting(Name.feed) ?? 0
        let last = try session.integerSetting(Name.received) ?? .min
        received = max(now, Instant(milliseconds: last))
        clock = HLC(packed: try session.integerSetting(Name.clock) ?? 0)
        epoch = try Self.epoch(session)
    }

    /// The epoch, from 1.
    static func epoch(_ session: Session) throws -> UInt32 { try session.presentEpoch() }

    /// Lets everything that an epoch gives out be above its floor.
    static func begin(_ epoch: UInt32, floor: Int64, in session: Session) throws {
        let feed = try Self.feed(session)
        try session.setSetting(Name.feed, to: String(max(feed, floor)))
        try session.setSetting(Name.floor, to: String(floor))
    }

    /// What every number that is given out is above; 0 in the first epoch.
    static func floor(_ session: Session) throws -> Int64 {
        try session.integerSetting(Name.floor) ?? 0
    }

    /// The last feed number given out.
    static func feed(_ session: Session) throws -> Int64 {
        try session.integerSetting(Name.feed) ?? 0
    }

    /// The next feed number.
    mutating func nextFeed() -> Int64 {
        feed += 1
        return feed
    }

    /// The next stamp of the server's clock.
    mutating func nextClock() -> HLC {
        clock = clock.next(at: received)
        return clock
    }

    /// Keeps the counters.
    func keep(in session: Session) throws {
        try session.setSetting(Name.feed, to: String(feed))
        try session.setSetting(Name.received, to: String(received.milliseconds))
        try session.setSetting(Name.clock, to: String(clock.packed))
    }
}

extension Store {
    /// The server's epoch, from 1.
    ///
    /// - Returns: The epoch.
    /// - Throws: ``StoreError`` `corrupt` or `busy`.
    public func epoch() throws(StoreError) -> UInt32 {
        try read { session in try ServerCounters.epoch(session) }
    }
}
