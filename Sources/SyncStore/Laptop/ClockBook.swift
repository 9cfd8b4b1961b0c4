// What a laptop knows of its own clock (docs/DESIGN.md, 4). Kept in the setting `laptop.clock`:
//
//     T<server's time at the last hello>;O<offset measured then>;
//     B<boot>,<server's time at that start>;…;S<number>,<boot>,…;…
//
// A segment ends when the machine starts anew, or when wall time moved against the time since the start. In one run of
// the machine one measurement gives the offset of every segment, also of those before it: the jump was seen.
internal import SyncModel

/// A laptop's clock segments and what was measured of them.
struct ClockBook: Equatable {
    /// A stretch of time in which nobody set the clock.
    struct Segment: Equatable {
        let number: UInt32
        let boot: Identifier128
        /// The wall clock when the machine started, as this segment's wall clock has it, in milliseconds.
        let base: Int64
        /// The wall clock at its first save.
        let first: Int64
        /// The latest time, by the server's clock, that is known to be before its first save.
        let before: Int64
        /// The offset that a hello measured in it; `nil` when none did.
        var offset: Int64?
    }

    /// Oldest first.
    private(set) var segments: [Segment] = []
    /// The server's time when the machine started, where a hello was made in that run.
    private(set) var boots: [Identifier128: Int64] = [:]
    /// The server's time at the last hello.
    private(set) var serverTime: Int64 = .min
    /// The offset that was measured last; `nil` before the first hello.
    private(set) var lastOffset: Int64?

    /// The present segment; 0 before the first.
    var number: UInt32 { segments.last?.number ?? 0 }

    /// The latest time that is known to have passed, by the server's clock; `nil` before the first hello.
    var latest: Instant? { serverTime == .min ? nil : Instant(milliseconds: serverTime) }

    // MARK: Writing

    /// Opens a segment.
    ///
    /// - Parameters:
    ///   - now: The wall clock.
    ///   - time: The time since the machine started.
    ///   - last: The segment and wall clock of the last save; `nil` before the first save.
    mutating func open(
        _ now: Instant,
        _ time: BootTime,
        last: (segment: UInt32, wallClock: Instant)?
    ) {
        let base = now.milliseconds &- time.milliseconds
        var before = serverTime
        if let last, let offset = exact(last.segment) {
            before = max(before, last.wallClock.advanced(byMilliseconds: offset).milliseconds)
        }
        segments.append(
            Segment(
                number: number &+ 1,
                boot: time.boot,
                base: base,
                first: now.milliseconds,
                before: before,
                offset: nil
            )
        )
    }

    /// Notes a hello.
    ///
    /// - Parameters:
    ///   - now: The wall clock.
    ///   - time: The time since the machine started; `nil` when it is not known.
    ///   - offset: Server's clock minus this one's; `nil` when it could not be measured.
    ///   - answered: The server's clock.
    ///   - oldest: The segment of the oldest save without a receipt: older ones are forgotten; `nil` when there is
    ///     none.
    mutating func measure(
        _ now: Instant,
        _ time: BootTime?,
        offset: Int64?,
        answered: Instant,
        oldest: UInt32?
    ) {
        serverTime = max(serverTime, answered.milliseconds)
        lastOffset = offset ?? lastOffset
        if let time, let offset {
            let base = now.milliseconds &- time.milliseconds
            boots[time.boot] = base &+ offset
            if goesOn(now, time) { segments[segments.count - 1].offset = offset }
        }
        let keep = min(oldest ?? number, number)
        segments.removeAll { $0.number < keep }
        let used = Set(segments.map(\.boot) + [time?.boot].compactMap { $0 })
        boots = boots.filter { used.contains($0.key) }
    }

    // MARK: Reading

    /// Whether nobody set the clock since the last segment began.
    func goesOn(_ now: Instant, _ time: BootTime) -> Bool {
        guard let segment = segments.last, segment.boot == time.boot else { return false }
        let moved = now.milliseconds &- time.milliseconds &- segment.base
        return moved.magnitude <= UInt64(Limits.clockJumpMilliseconds)
    }

    /// The offset of the clock as it stands now; `nil` when it was not measured since it was set or the machine
    /// started.
    func offset(_ now: Instant, _ time: BootTime?) -> Int64? {
        guard let time else { return nil }
        if goesOn(now, time), let offset = segments.last?.offset { return offset }
        return boots[time.boot].map { $0 &- (now.milliseconds &- time.milliseconds) }
    }

    /// The offset of a segment; `nil` when nothing at all is known of it.
    ///
    /// One that was not measured takes that of the next measured one after it, else what was measured last, but never
    /// so that its first save would be older than what is known to be before it.
    func offset(of number: UInt32) -> SegmentOffset? {
        if let offset = exact(number) {
            return SegmentOffset(milliseconds: offset, isEstimated: false)
        }
        guard let index = segments.firstIndex(where: { $0.number == number }) else { return nil }
        let segment = segments[index]
        let near = segments[(index + 1)...].lazy.compactMap { exact($0.number) }.first ?? lastOffset
        let bound = segment.before == .min ? nil : segment.before &- segment.first
        guard let offset = [near, bound].compactMap({ $0 }).max() else { return nil }
        return SegmentOffset(milliseconds: offset, isEstimated: true)
    }

    private func exact(_ number: UInt32) -> Int64? {
        guard let segment = segments.last(where: { $0.number == number }) else { return nil }
        return segment.offset ?? boots[segment.boot].map { $0 &- segment.base }
    }
}

extension ClockBook {
    /// Reads what ``text`` writes; `nil` for anything else.
    init?(_ text: String) {
        for part in text.split(separator: ";") {
            let fields = part.dropFirst().split(separator: ",", omittingEmptySubsequences: false)
            switch (part.first, fields.count) {
            case ("T", 1):
                guard let time = Int64(fields[0]) else { return nil }
                serverTime = time
            case ("O", 1):
                guard let offset = Int64(fields[0]) else { return nil }
                lastOffset = offset
            case ("B", 2):
                guard let boot = Identifier128(String(fields[0])), let time = Int64(fields[1])
                else { return nil }
                boots[boot] = time
            case ("S", 6):
                guard let number = UInt32(fields[0]), let boot = Identifier128(String(fields[1])),
                    let base = Int64(fields[2]), let first = Int64(fields[3]),
                    let before = Int64(fields[4])
                else { return nil }
                segments.append(
                    Segment(
                        number: number,
                        boot: boot,
                        base: base,
                        first: first,
                        before: before,
                        offset: Int64(fields[5])
                    )
                )
            default: return nil
            }
        }
    }

    /// All of it as one line.
    var text: String {
        let lines =
            ["T\(serverTime)"] + [lastOffset].compactMap { $0.map { "O\($0)" } }
            + boots.sorted { $0.key < $1.key }.map { "B\($0.key),\($0.value)" }
            + segments.map { segment in
                let offset = segment.offset.map { "\($0)" } ?? ""
                return
                    "S\(segment.number),\(segment.boot),\(segment.base),\(segment.first),\(segment.before),\(offset)"
            }
        return lines.joined(separator: ";")
    }
}

extension Session {
    /// What is known of this laptop's clock.
    func clockBook() throws -> ClockBook {
        if let clock { return clock }
        guard let book = ClockBook(try setting(Setting.clock) ?? "") else {
            throw StoreError(.corrupt, "the settings of the store are not whole")
        }
        clock = book
        return book
    }

    /// The time by the server's clock where that is known; else the wall clock, or what is known to have passed if that
    /// is later.
    ///
    /// So a clock that was set back makes today's date none of the future. Needs the pending index.
    func likelyTime(_ environment: StoreEnvironment, at now: Instant) throws -> Instant {
        let book = try clockBook()
        if let offset = book.offset(now, environment.bootTime()) {
            return now.advanced(byMilliseconds: offset)
        }
        return max(now, Instant(milliseconds: pending.tip.hlc.milliseconds), book.latest ?? now)
    }

    /// Keeps it, in a write transaction.
    func setClockBook(_ book: ClockBook) throws {
        try setSetting(Setting.clock, to: book.text)
        clock = book
    }

    /// The clock segment of a save that is written now; opens it when it is a new one.
    func clockSegment(_ environment: StoreEnvironment, at now: Instant) throws -> UInt32 {
        var book = try clockBook()
        guard let time = environment.bootTime(), !book.goesOn(now, time) else { return book.number }
        let last = try prepare(
            "SELECT save FROM log WHERE save NOT NULL ORDER BY seq DESC LIMIT 1"
        )
        .first { row in
            let header = try SaveHeader.read(row, 0)
            return (segment: header.clockSegment, wallClock: header.wallClock)
        }
        book.open(now, time, last: last)
        try setClockBook(book)
        return book.number
    }
}
