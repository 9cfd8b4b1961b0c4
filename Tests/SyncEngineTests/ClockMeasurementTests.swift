import SyncModel
import Testing

@testable import SyncEngine

/// Shows how far the laptop's clock is taken to be from the server's.
@Suite struct ClockMeasurementTests {
    @Test(
        arguments: [
            (0, 0, 0, 0),  // the same clock
            (0, 100, 50, 0),  // in the middle
            (0, 100, 100, 0),  // within half of the exchange
            (0, 100, 101, 0),  // within a tick of it
            (0, 100, 102, 52),  // beyond it
            (0, 100, -52, -102),
            (0, 0, 1, 1),  // an exchange without length measures exactly
            (0, 100, 31_536_000_050, 31_536_000_000),  // a year behind the server
            (31_536_000_000, 31_536_000_100, 50, -31_536_000_000),  // a year ahead of it
        ] as [(Int64, Int64, Int64, Int64)]
    )
    func `is the distance to the middle of the exchange, beyond its error`(
        sent: Int64,
        received: Int64,
        server: Int64,
        offset: Int64
    ) {
        #expect(
            ClockMeasurement.offset(
                sent: Instant(milliseconds: sent),
                received: Instant(milliseconds: received),
                serverTime: Instant(milliseconds: server)
            ) == offset
        )
    }

    @Test func `is unknown when the clock was set back meanwhile`() {
        #expect(measure(100, 99, 0) == nil)
        #expect(measure(.max, .min, 0) == nil)
    }

    @Test func `never traps`() {
        let edges: [Int64] = [.min, .min + 1, -1, 0, 1, .max - 1, .max]
        for sent in edges {
            for received in edges {
                for server in edges {
                    let isSetBack = received < sent
                    let length = received.subtractingReportingOverflow(sent)
                    let isUnknown = measure(sent, received, server) == nil
                    #expect(isUnknown == (isSetBack || length.overflow))
                }
            }
        }
    }

    private func measure(_ sent: Int64, _ received: Int64, _ server: Int64) -> Int64? {
        ClockMeasurement.offset(
            sent: Instant(milliseconds: sent),
            received: Instant(milliseconds: received),
            serverTime: Instant(milliseconds: server)
        )
    }
}
