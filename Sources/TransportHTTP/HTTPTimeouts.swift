/// How long an HTTP transport waits.
public struct HTTPTimeouts: Hashable, Sendable {
    /// For a connection.
    public var connect: Duration
    /// Without a byte, in either direction; a server works this long on a large batch.
    public var idle: Duration
    /// For one request with its answer: 32 MiB over the slowest line that still makes sense.
    public var total: Duration

    /// Makes timeouts; the defaults are those of a laptop in an office.
    ///
    /// - Parameters:
    ///   - connect: For a connection.
    ///   - idle: Without a byte.
    ///   - total: For one request.
    public init(
        connect: Duration = .seconds(10),
        idle: Duration = .seconds(120),
        total: Duration = .seconds(1800)
    ) {
        self.connect = connect
        self.idle = idle
        self.total = total
    }
}
