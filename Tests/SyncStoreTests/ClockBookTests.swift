import SyncModel
import Testing

@testable import SyncStore

/// Shows what a laptop makes of its clock: which stretches of time it tells apart, and what it knows of each.
@Suite struct ClockBookTests {
    private static let hour: Int64 = 3_600_000
    /// The machine was started at this time by the server's clock.
    private static let start: Int64 = 1_790_000_000_000
    private var book = ClockBook()

    private func boot(_ number: UInt64, after milliseconds: Int64) -> BootTime {
        BootTime(boot: Identifier128(high: 1, low: number), milliseconds: milliseconds)
    }

    /// The wall clock of a machine that was started `runs` starts after the first, an hour between them.
    private func wall(_ run: UInt64, after milliseconds: Int64, error: Int64) -> Instant {
        Instant(
            milliseconds: Self.start + Int64(run) * Self.hour + milliseconds + error
        )
    }

    /// A save at that time.
    private mutating func save(_ run: UInt64, after milliseconds: Int64, error: Int64) -> UInt32 {
        let (now, time) = (
            wall(run, after: milliseconds, error: error), boot(run, after: milliseconds)
        )
        if !book.goesOn(now, time) { book.open(now, time, last: nil) }
        return book.number
    }

    /// A hello at that time; the segments from `oldest` on still matter.
    private mutating func hello(
        _ run: UInt64,
        after milliseconds: Int64,
        error: Int64,
        oldest: UInt32? = 1
    ) {
        book.measure(
            wall(run, after: milliseconds, error: error),
            boot(run, after: milliseconds),
            offset: -error,
            answered: wall(run, after: milliseconds, error: 0),
            oldest: oldest
        )
    }

    @Test mutating func `a segment goes on until somebody sets the clock or the machine starts`() {
        #expect(save(0, after: 1000, error: 0) == 1)
        #expect(save(0, after: 900_000, error: 1999) == 1)
        #expect(save(0, after: 900_001, error: -2001) == 2)
        #expect(save(0, after: 900_002, error: Self.hour) == 3)
        #expect(save(1, after: 1, error: Self.hour) == 4)
    }

    @Test mutating func `one hello tells the offset of every segment of the same run`() {
        _ = save(0, after: 1000, error: 500)
        _ = save(0, after: 2000, error: Self.hour)
        _ = save(0, after: 3000, error: -Self.hour)
        hello(0, after: 4000, error: -Self.hour)
        let offsets = [500, Self.hour, -Self.hour].map {
            SegmentOffset(milliseconds: -$0, isEstimated: false)
        }
        #expect((1...3).map { book.offset(of: $0) } == offsets)
    }

    @Test mutating func `what was measured in a run is still known in the next one`() {
        _ = save(0, after: 1000, error: Self.hour)
        hello(0, after: 2000, error: Self.hour)
        _ = save(0, after: 3000, error: 0)
        _ = save(1, after: 1000, error: 50)
        hello(1, after: 2000, error: 50)
        #expect(book.offset(of: 1) == SegmentOffset(milliseconds: -Self.hour, isEstimated: false))
        #expect(book.offset(of: 2) == SegmentOffset(milliseconds: 0, isEstimated: false))
        #expect(book.offset(of: 3) == SegmentOffset(milliseconds: -50, isEstimated: false))
    }

    @Test mutating func `a run without a hello takes the offset of the one after it`() {
        _ = save(0, after: 1000, error: Self.hour)
        _ = save(1, after: 1000, error: Self.hour)
        hello(1, after: 2000, error: Self.hour)
        #expect(book.offset(of: 1) == SegmentOffset(milliseconds: -Self.hour, isEstimated: true))
    }

    @Test
    mutating func `a run without a hello takes what a later run measured before its first save`() {
        _ = save(0, after: 1000, error: Self.hour)
        hello(1, after: 2000, error: Self.hour)
        #expect(book.offset(of: 1) == SegmentOffset(milliseconds: -Self.hour, isEstimated: true))
    }

    @Test mutating func `a clock in 1970 is at least at what was known before`() {
        _ = save(0, after: 1000, error: 0)
        hello(0, after: 2000, error: 0)
        _ = save(1, after: 5000, error: -Self.start)
        _ = save(2, after: 1000, error: 0)
        hello(2, after: 2000, error: 0)
        let first = Self.hour + 5000
        let known = Self.start + 2000
        #expect(book.offset(of: 2) == SegmentOffset(milliseconds: known - first, isEstimated: true))
    }

    @Test mutating func `segments without a save that waits are forgotten`() {
        _ = save(0, after: 1000, error: 0)
        _ = save(1, after: 1000, error: 0)
        _ = save(2, after: 1000, error: 0)
        hello(2, after: 2000, error: 0, oldest: 2)
        #expect(book.segments.map(\.number) == [2, 3])
        hello(2, after: 3000, error: 0, oldest: nil)
        #expect(book.segments.map(\.number) == [3])
        #expect(book.boots.count == 1)
        #expect(save(3, after: 1, error: 0) == 4)
    }

    @Test mutating func `a book is read as it was written, and rubbish is not a book`() {
        _ = save(0, after: 1000, error: -Self.start)
        hello(0, after: 2000, error: -Self.start)
        _ = save(1, after: 1000, error: 7)
        #expect(ClockBook(book.text) == book)
        #expect(ClockBook("") == ClockBook())
        for text in ["T", "Tx", "B1,2", "S1,2,3", "Q1", book.text + ";S", "T1,2"] {
            #expect(ClockBook(text) == nil, "\(text)")
        }
    }
}
