public import SyncWire
import Synchronization

/// A transport without a network: a function answers each envelope as it is delivered.
public final class MemoryTransport: Transport {
    private let answer: @Sendable (Envelope) throws(TransportError) -> [Envelope]
    private let inbox = Mutex<[Envelope]>([])

    /// Makes a transport.
    ///
    /// - Parameter answer: The other side: what comes back for an envelope; several or none may.
    public init(answer: @escaping @Sendable (Envelope) throws(TransportError) -> [Envelope]) {
        self.answer = answer
    }

    /// Hands each envelope to the other side, in order.
    ///
    /// - Parameter envelopes: Oldest first.
    /// - Throws: What the other side throws; the rest is not handed over.
    public func deliver(_ envelopes: [Envelope]) async throws(TransportError) {
        for envelope in envelopes {
            let answers = try answer(envelope)
            inbox.withLock { $0 += answers }
        }
    }

    /// Returns the answers that wait, oldest first.
    ///
    /// - Parameter limit: The most to return.
    /// - Returns: Each answer once.
    /// - Throws: Nothing; the protocol may.
    public func collect(limit: Int) async throws(TransportError) -> [Envelope] {
        inbox.withLock { waiting in
            let taken = Array(waiting.prefix(limit))
            waiting.removeFirst(taken.count)
            return taken
        }
    }
}
