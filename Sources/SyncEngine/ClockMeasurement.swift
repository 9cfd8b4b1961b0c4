internal import SyncModel

/// Compares this laptop's clock with the server's over one request and its answer.
enum ClockMeasurement {
    /// The server's clock minus this laptop's, in milliseconds.
    ///
    /// The server's time is taken to be that of the middle of the exchange, which is wrong by at most half of its
    /// length; an offset within that error counts as 0.
    ///
    /// - Parameters:
    ///   - sent: This laptop's clock before the request.
    ///   - received: The same clock after the answer.
    ///   - serverTime: The server's clock in between.
    /// - Returns: `nil` when the laptop's clock was set back meanwhile.
    static func offset(sent: Instant, received: Instant, serverTime: Instant) -> Int64? {
        let (length, isTooLong) = received.milliseconds.subtractingReportingOverflow(
            sent.milliseconds
        )
        guard !isTooLong, length >= 0 else { return nil }
        let middle = sent.advanced(byMilliseconds: length / 2)
        let (offset, overflow) = serverTime.milliseconds.subtractingReportingOverflow(
            middle.milliseconds
        )
        guard !overflow else { return offset < 0 ? .max : .min + 1 }
        // The clocks tick in milliseconds: half the length, rounded up, and one tick.
        let error = length / 2 + length % 2 + (length > 0 ? 1 : 0)
        return offset.magnitude <= error.magnitude ? 0 : offset
    }
}
