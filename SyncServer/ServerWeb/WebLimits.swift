public import NIOCore

/// What one peer may take of the server: Hummingbird leaves all of these open.
public struct WebLimits: Hashable, Sendable {
    /// The most bytes of a request's body.
    public var bodyBytesMax: Int
    /// The most bytes of all bodies that are being received at one time.
    public var bodiesBytesMax: Int
    /// The most header fields of a request; more end the connection.
    public var headersMax: Int
    /// The most bytes of a request's header fields together; more end the connection.
    public var headerBytesMax: Int
    /// The most connections; more wait in the kernel's queue.
    public var connectionsMax: Int
    /// The longest time without a complete request head, at the start and between requests.
    public var headTimeMax: TimeAmount
    /// The longest time that the rest of a request is thrown away for, once it is answered.
    public var lingerTimeMax: TimeAmount
    /// The time in which a body may begin slowly, and a peer may take nothing of an answer.
    public var grace: TimeAmount
    /// After the grace a peer must have sent, or taken, this many bytes for each second.
    public var bytesPerSecondMin: Int
    /// The longest time from the head of a request to its end.
    public var requestTimeMax: TimeAmount

    /// Makes limits; the defaults are those of a server in an office.
    ///
    /// - Parameters:
    ///   - bodyBytesMax: For one body.
    ///   - bodiesBytesMax: For all bodies at one time.
    ///   - headersMax: Fields of a request.
    ///   - headerBytesMax: Bytes of the fields together.
    ///   - connectionsMax: Connections at one time.
    ///   - headTimeMax: Without a complete head.
    ///   - lingerTimeMax: For throwing away the rest of a request.
    ///   - grace: Before the least rate counts.
    ///   - bytesPerSecondMin: The least rate.
    ///   - requestTimeMax: For receiving one request.
    public init(
        bodyBytesMax: Int,
        bodiesBytesMax: Int = 96 << 20,
        headersMax: Int = 100,
        headerBytesMax: Int = 32 << 10,
        connectionsMax: Int = 512,
        headTimeMax: TimeAmount = .seconds(30),
        lingerTimeMax: TimeAmount = .seconds(5),
        grace: TimeAmount = .seconds(20),
        bytesPerSecondMin: Int = 4 << 10,
        requestTimeMax: TimeAmount = .minutes(30)
    ) {
        self.bodyBytesMax = bodyBytesMax
        self.bodiesBytesMax = bodiesBytesMax
        self.headersMax = headersMax
        self.headerBytesMax = headerBytesMax
        self.connectionsMax = connectionsMax
        self.headTimeMax = headTimeMax
        self.lingerTimeMax = lingerTimeMax
        self.grace = grace
        self.bytesPerSecondMin = bytesPerSecondMin
        self.requestTimeMax = requestTimeMax
    }
}
