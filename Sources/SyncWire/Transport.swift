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
    /// - Returns: Envelopes as they came, unopened; empty when nothing waits.
    /// - Throws: ``TransportError``.
    func collect(limit: Int) async throws(TransportError) -> [Envelope]
}
