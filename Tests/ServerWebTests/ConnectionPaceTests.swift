internal import NIOCore
internal import Testing

@testable internal import ServerWeb

/// Shows when a connection is closed, by a clock that the test drives.
@Suite struct ConnectionPaceTests {
    private let limits = WebLimits(
        bodyBytesMax: 1 << 20,
        headTimeMax: .seconds(30),
        lingerTimeMax: .seconds(5),
        grace: .seconds(20),
        bytesPerSecondMin: 1000,
        requestTimeMax: .seconds(100)
    )

    private func at(_ seconds: Int64) -> NIODeadline {
        .uptimeNanoseconds(0) + .seconds(1000 + seconds)
    }

    private var pace: ConnectionPace { ConnectionPace(limits: limits, now: at(0)) }

    @Test func `a head must come in time, at first and between requests`() {
        var pace = pace
        #expect(!pace.isOverdue(now: at(30)))
        #expect(pace.isOverdue(now: at(31)))
        pace.readHead(now: at(10))
        pace.readEnd(now: at(10))
        pace.write(bytes: 5, now: at(10))
        _ = pace.writeEnd(now: at(11))
        pace.wrote()
        #expect(!pace.isOverdue(now: at(41)))
        #expect(pace.isOverdue(now: at(42)))
    }

    @Test func `a body must come at the least rate after the grace`() {
        var pace = pace
        pace.readHead(now: at(0))
        #expect(!pace.isOverdue(now: at(20)))
        #expect(pace.isOverdue(now: at(21)))
        pace.readBody(bytes: 10_000)
        #expect(!pace.isOverdue(now: at(30)))
        #expect(pace.isOverdue(now: at(31)))
    }

    @Test func `no request lasts for ever, however fast it comes`() {
        var pace = pace
        pace.readHead(now: at(0))
        pace.readBody(bytes: 1 << 30)
        #expect(!pace.isOverdue(now: at(100)))
        #expect(pace.isOverdue(now: at(101)))
    }

    @Test func `while the server works nothing is asked of the peer`() {
        var pace = pace
        pace.readHead(now: at(0))
        pace.readEnd(now: at(1))
        #expect(!pace.isOverdue(now: at(100_000)))
    }

    @Test func `an answer must be taken at the least rate`() {
        var pace = pace
        pace.readHead(now: at(0))
        pace.readEnd(now: at(1))
        pace.write(bytes: 0, now: at(50))
        pace.write(bytes: 40_000, now: at(50))
        _ = pace.writeEnd(now: at(50))
        #expect(!pace.isOverdue(now: at(110)))
        #expect(pace.isOverdue(now: at(111)))
        pace.wrote()
        pace.wrote()
        #expect(pace.isOverdue(now: at(111)))
        #expect(!pace.isOverdue(now: at(80)))
    }

    @Test func `after an early answer the rest is taken for a moment`() {
        var pace = pace
        pace.readHead(now: at(0))
        pace.write(bytes: 5, now: at(2))
        let isLast = pace.writeEnd(now: at(2))
        #expect(isLast)
        pace.wrote()
        pace.readBody(bytes: 1 << 20)
        #expect(!pace.isOverdue(now: at(7)))
        #expect(pace.isOverdue(now: at(8)))
    }

    @Test func `an answer to a whole request keeps the connection`() {
        var pace = pace
        pace.readHead(now: at(0))
        pace.readEnd(now: at(0))
        let isLast = pace.writeEnd(now: at(0))
        #expect(!isLast)
    }
}
