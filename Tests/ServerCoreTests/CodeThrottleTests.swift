internal import SyncModel
internal import Testing

@testable internal import ServerCore

/// Shows that guessing gets slow, that honest people hardly notice, and that a restart does not help.
@Suite struct CodeThrottleTests {
    private let start = Instant(milliseconds: 1_000_000)

    private func throttle(wrong: Int) -> CodeThrottle {
        var throttle = CodeThrottle()
        for _ in 0..<wrong { throttle.noteWrong(from: "a", now: start) }
        return throttle
    }

    @Test func `the first wrong codes cost nothing`() {
        #expect(throttle(wrong: CodeThrottle.freeAttempts).wait(of: "a", now: start) == 0)
    }

    @Test(arguments: [(1, 1000), (2, 2000), (5, 16_000), (30, 900_000)])
    func `each further one doubles the wait up to a quarter of an hour`(
        beyond: Int,
        wait: Int64
    ) {
        let throttle = throttle(wrong: CodeThrottle.freeAttempts + beyond)
        #expect(throttle.wait(of: "a", now: start) == wait)
        #expect(throttle.wait(of: "a", now: start.advanced(byMilliseconds: wait)) == 0)
    }

    @Test func `another origin does not wait`() {
        #expect(throttle(wrong: 20).wait(of: "b", now: start) == 0)
    }

    @Test func `it survives being written and read`() {
        let before = throttle(wrong: 9)
        #expect(CodeThrottle(text: before.text) == before)
        #expect(CodeThrottle(text: "{damaged") == CodeThrottle())
    }

    @Test func `a right code and a day of rest clear it`() {
        var throttle = throttle(wrong: 9)
        let isKnown = throttle.noteRight(from: "a")
        #expect(isKnown)
        #expect(throttle == CodeThrottle())
        var rested = self.throttle(wrong: 9)
        let later = start.advanced(byMilliseconds: CodeThrottle.memory)
        rested.noteWrong(from: "b", now: later)
        #expect(rested.wait(of: "a", now: later) == 0)
        #expect(Array(rested.entries.keys) == ["b"])
    }

    @Test func `it holds a bounded number of origins`() {
        var throttle = CodeThrottle()
        for number in 0..<1000 {
            throttle.noteWrong(
                from: "\(number)",
                now: start.advanced(byMilliseconds: Int64(number))
            )
        }
        #expect(throttle.entries.count == CodeThrottle.originsMax)
        #expect(throttle.entries["999"] != nil)
    }

    @Test func `a clock that was set back locks nobody out`() {
        let earlier = start.advanced(byMilliseconds: -1_000_000)
        #expect(throttle(wrong: 30).wait(of: "a", now: earlier) == 0)
    }
}
