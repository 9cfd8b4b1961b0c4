// Epochs of a server. Epoch 1 begins with the store; each restore from a backup begins the next one. Two restores of
// one backup begin two epochs of the same number with different ids: a laptop that knows one refuses the other.
//
// Everything that a server numbers (records, feed, conflicts, letters, log) goes on, in a new epoch, above a floor of
// its own, so that no number of the lost part of the former epoch is given out for something else.
internal import SyncMerge
public import SyncModel

extension Session {
    /// What an epoch can number before the next one's floor is reached.
    private static let floorBits: Int64 = 40

    /// The floor of an epoch.
    static func floor(of epoch: UInt32) -> Int64 { (Int64(epoch) - 1) << floorBits }

    /// Begins the first epoch of a store: it is named after the server.
    func adoptFirstEpoch() throws {
        guard let replica = try setting(Setting.replica).flatMap({ ReplicaID($0) }) else {
            throw StoreError(.corrupt, "the settings of the store are not whole")
        }
        try putEpoch(EpochMark(epoch: 1, id: replica.bits), feed: 0)
    }

    /// Keeps an epoch.
    func putEpoch(_ mark: EpochMark, feed: Int64) throws {
        try prepare("INSERT INTO epochs (epoch, id, feed, floor) VALUES (?, ?, ?, ?)")
            .bind(1, Int64(mark.epoch)).bind(2, mark.id).bind(3, feed)
            .bind(4, Self.floor(of: mark.epoch)).run()
        epochCount = nil
    }

    /// The epochs, the first one first.
    func epochs() throws -> [EpochMark] {
        try prepare("SELECT epoch, id FROM epochs ORDER BY epoch").all { row in
            EpochMark(epoch: UInt32(truncatingIfNeeded: row.integer(0)), id: try row.identifier(1))
        }
    }

    /// The highest epoch: 1 as long as the server was never restored.
    func presentEpoch() throws -> UInt32 {
        if let epochCount { return epochCount }
        let epoch = try prepare("SELECT max(epoch) FROM epochs").first { $0.integer(0) } ?? 1
        let present = UInt32(truncatingIfNeeded: max(1, epoch))
        epochCount = present
        return present
    }

    /// Where the epochs of a case begin.
    func forks(of caseN: Int64) throws -> Forks {
        let present = try presentEpoch()
        guard present > 1 else { return Forks() }
        var taken: [UInt32: UInt64] = [:]
        for epoch in 2...present {
            let last = try prepare(
                """
                SELECT position FROM stamps WHERE "case" = ? AND position < ?
                ORDER BY id DESC LIMIT 1
                """
            )
            .bind(1, caseN).bind(2, Position(epoch: epoch, revision: 0).packed)
            .first { Position(packed: $0.integer(0)).revision }
            taken[epoch] = last ?? 0
        }
        return Forks(taken)
    }

    /// What `knows` asks of a case of a server that may have been restored.
    func lineage(of caseN: Int64) throws -> Lineage {
        var known = try lineage()
        known.forks = try forks(of: caseN)
        return known
    }

    /// The cursor of an earlier epoch that points into what the present one did not take over, set back to where
    /// that was taken over; any other as it is.
    func rebased(_ cursor: FeedCursor) throws -> FeedCursor {
        guard try presentEpoch() > 1 else { return cursor }
        let gaps = try prepare("SELECT feed, floor FROM epochs WHERE epoch > 1 ORDER BY epoch DESC")
            .all { (feed: $0.integer(0), floor: $0.integer(1)) }
        var rebased = cursor
        for gap in gaps {
            func back(_ number: Int64) -> Int64 {
                number > gap.feed && number <= gap.floor ? gap.feed : number
            }
            rebased.progress = back(rebased.progress)
            rebased.base = min(back(rebased.base), rebased.progress)
        }
        return rebased
    }
}

extension Store {
    /// The epochs of this server, the first one first, the present one last.
    ///
    /// - Returns: At least one.
    /// - Throws: ``StoreError`` `corrupt` or `busy`.
    public func epochs() throws(StoreError) -> [EpochMark] {
        try read { session in try session.epochs() }
    }
}

extension Session {
    /// How many serials of a year the lost part of an epoch may have given out.
    private static let serialsSkipped: Int64 = 1000

    /// Goes on numbering cases above what an earlier epoch may have given out.
    func skipSerials() throws {
        try execute(
            """
            INSERT OR REPLACE INTO number_gaps (prefix, year, first, last)
                SELECT prefix, year, next, next + \(Self.serialsSkipped) - 1 FROM number_years;
            UPDATE number_years SET next = next + \(Self.serialsSkipped);
            """
        )
    }

    /// Whether an earlier epoch may have given out a serial.
    func isInGap(_ prefix: String, _ year: Int, _ serial: Int) throws -> Bool {
        try prepare(
            """
            SELECT 1 FROM number_gaps
            WHERE prefix = ? AND year = ? AND first <= ?3 AND last >= ?3
            """
        )
        .bind(1, text: prefix).bind(2, Int64(year)).bind(3, Int64(serial)).first { _ in true }
            ?? false
    }
}
