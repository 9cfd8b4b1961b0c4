/// A message as it travels: versioned, signed bytes. Opaque to the transport.
public struct Envelope: Hashable, Sendable {
    /// The bytes, at most ``Limits/envelopeBytesMax``.
    public var bytes: [UInt8]

    /// Wraps bytes; they are checked when the envelope is opened.
    public init(bytes: [UInt8]) { self.bytes = bytes }
}

/// Carries envelopes between two replicas, now or later.
///
/// The engine never awaits an answer: an acknowledgement is itself an envelope. Every conformer passes
/// `TransportConformance` in `SyncTesting`.
public protocol Transport: Sendable {
    /// Accepts envelopes for delivery, all of them or none.
    ///
    /// - Throws: ``TransportError``; nothing was accepted.
    func deliver(_ envelopes: [Envelope]) async throws(TransportError)

    /// Returns what has arrived, oldest first; the same envelope may come again.
    ///
    /// - Parameter limit: The most envelopes to return, at least 1.
    /// - Throws: ``TransportError``.
    func collect(limit: Int) async throws(TransportError) -> [Envelope]
}

/// Why envelopes could not be carried.
public struct TransportError: Error, Hashable, Sendable {
    /// What failed.
    public enum Code: Hashable, Sendable {
        /// No connection, or no answer in time; retry later.
        case unreachable
        /// Something answered that is not this server, such as a login page of a public network.
        case notTheServer
        /// The other side takes no envelope of this size.
        case tooLarge
        /// The other side cannot keep anything now; retry later.
        case full
    }

    /// What failed.
    public var code: Code
    /// A hint for the help desk, in English, without content.
    public var detail: String

    /// Makes an error.
    public init(_ code: Code, detail: String) {
        self.code = code
        self.detail = detail
    }
}
