public import SyncModel

extension Store {
    /// The time by the server's clock where that is known; else the wall clock, or what this store knows to have passed
    /// if that is later.
    ///
    /// - Throws: ``StoreError`` `corrupt` or `busy`.
    public func likelyTime() throws(StoreError) -> Instant {
        let environment = environment
        return try read { session in
            try session.loadPending()
            return try session.likelyTime(environment, at: environment.now())
        }
    }

    /// Notes what a hello told of the clocks.
    ///
    /// - Parameters:
    ///   - offset: Server's clock minus this laptop's; `nil` when it could not be measured.
    ///   - serverTime: The server's clock.
    /// - Throws: ``StoreError`` `notSaved`, `unknown`, `corrupt` or `busy`.
    public func noteClock(
        offsetMilliseconds offset: Int64?,
        serverTime: Instant
    ) throws(StoreError) {
        let environment = environment
        try write(confirm: { _, _ in true }) { session in
            try session.loadPending()
            let oldest = try session.prepare(
                "SELECT save FROM log WHERE seq > ? AND save NOT NULL ORDER BY seq LIMIT 1"
            )
            .bind(1, session.pending.receiptedThrough)
            .first { try SaveHeader.read($0, 0).clockSegment }
            var book = try session.clockBook()
            book.measure(
                environment.now(),
                environment.bootTime(),
                offset: offset,
                answered: serverTime,
                oldest: oldest
            )
            try session.setClockBook(book)
        }
    }

    /// What is known of clock segments.
    ///
    /// - Parameter segments: The numbers of segments of own saves.
    /// - Returns: The offsets by segment; without those of which nothing is known.
    /// - Throws: ``StoreError`` `corrupt` or `busy`.
    public func segmentOffsets(
        of segments: Set<UInt32>
    ) throws(StoreError) -> [UInt32: SegmentOffset] {
        try read { session in
            let book = try session.clockBook()
            var offsets: [UInt32: SegmentOffset] = [:]
            for segment in segments { offsets[segment] = book.offset(of: segment) }
            return offsets
        }
    }
}
