import SyncModel
import SyncTesting
import Testing

/// Shows the arithmetic of dates, instants and the hybrid logical clock.
@Suite struct TimeTests {
    @Test func `every day of ten thousand years comes back from its number and its text`() {
        var expected = (year: 1, month: 1, day: 1)
        let lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        for number in -719_162...2_932_896 {
            let date = CivilDate(dayNumber: number)
            guard date.dayNumber == number,
                (date.year, date.month, date.day) == expected
            else {
                Issue.record("day \(number)")
                return
            }
            let isLeap =
                expected.year % 4 == 0 && (expected.year % 100 != 0 || expected.year % 400 == 0)
            let length = lengths[expected.month - 1] + (expected.month == 2 && isLeap ? 1 : 0)
            expected.day += 1
            if expected.day > length { (expected.day, expected.month) = (1, expected.month + 1) }
            if expected.month > 12 { (expected.month, expected.year) = (1, expected.year + 1) }
        }
        #expect(expected == (10_000, 1, 1))
    }

    @Test(arguments: [
        "", "2018", "2018-13-01", "2018-00-10", "2018-02-29", "1900-02-29", "0000-01-01",
        "2018-01-32",
        "2018-1-01", "18-01-01", "2018/01/01", "２018-01-01", " 2018-01-01", "2018-01-01 ",
        "+018-01-01",
    ])
    func `what is no day is no date`(text: String) {
        #expect(CivilDate(text) == nil)
    }

    @Test func `dates are clamped and ordered`() throws {
        #expect(CivilDate(dayNumber: .max / 2).description == "9999-12-31")
        #expect(CivilDate(dayNumber: .min / 2).description == "0001-01-01")
        #expect(try #require(CivilDate("2017-12-31")) < #require(CivilDate("2018-01-01")))
    }

    @Test(arguments: [
        (Int64(0), "1970-01-01T00:00:00.000Z"), (-1, "1969-12-31T23:59:59.999Z"),
        (1_525_168_800_007, "2018-05-01T10:00:00.007Z"),
        (2_147_483_648_000, "2038-01-19T03:14:08.000Z"),
    ])
    func `an instant has one text`(milliseconds: Int64, text: String) {
        #expect(Instant(milliseconds: milliseconds).description == text)
        #expect(Instant(text) == Instant(milliseconds: milliseconds))
    }

    @Test func `fractions are read to the millisecond`() {
        #expect(Instant("1970-01-01T00:00:00.5Z")?.milliseconds == 500)
        #expect(Instant("1970-01-01T00:00:00.123456789Z")?.milliseconds == 123)
        #expect(Instant("1970-01-01T00:00:00.1234567890Z") == nil)
    }

    @Test(arguments: [
        "", "1970-01-01", "1970-01-01T24:00:00Z", "1970-01-01T00:60:00Z", "1970-01-01T00:00:60Z",
        "1970-01-01T00:00:00", "1970-01-01T00:00:00.Z", "1970-01-01 00:00:00Z",
        "1970-01-01T00:00:00+00:00", "1970-01-01T00:00:00,5Z", "1970-02-30T00:00:00Z",
    ])
    func `other text is no instant`(text: String) {
        #expect(Instant(text) == nil)
    }

    @Test func `instants at the ends of 64 bits do not trap`() {
        #expect(Instant(milliseconds: .max).advanced(byMilliseconds: 1).milliseconds == .max)
        #expect(Instant(milliseconds: .min).advanced(byMilliseconds: -1).milliseconds == .min)
        #expect(Instant(milliseconds: .max).description.hasPrefix("9999-12-31T"))
        #expect(Instant(milliseconds: .min).description.hasPrefix("0001-01-01T"))
    }

    @Test(arguments: [UInt64(21), 22, 23])
    func `a hybrid clock only rises, whatever the wall clock does`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var clock = HLC(milliseconds: 0, counter: 0)
        for _ in 0..<5_000 {
            let wall = Int64.random(in: -5_000...5_000, using: &random)
            let next = clock.next(at: Instant(milliseconds: wall))
            #expect(clock < next, "seed \(seed)")
            #expect(next.milliseconds >= wall)
            #expect(HLC(packed: next.packed) == next)
            #expect(clock.packed < next.packed)
            clock = next
        }
    }

    @Test func `a full counter carries into the time`() {
        let full = HLC(milliseconds: 10, counter: .max)
        #expect(full.next(at: Instant(milliseconds: 3)) == HLC(milliseconds: 11, counter: 0))
        #expect(full.next(at: Instant(milliseconds: 12)) == HLC(milliseconds: 12, counter: 0))
        let last = HLC(milliseconds: .max, counter: .max)
        #expect(last.next(at: Instant(milliseconds: 0)) == last)
    }
}
