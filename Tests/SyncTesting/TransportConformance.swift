public import SyncWire
import Testing

/// What every ``Transport`` does, whatever carries it; each implementation's tests run this whole.
public struct TransportConformance: Sendable {
    /// What stands at the other end.
    public enum Peer: Sendable {
        /// Sends every envelope back as it came.
        case echo
        /// Is not there.
        case absent
    }

    private let connect: @Sendable (Peer) async throws -> any Transport

    /// Takes the implementation.
    ///
    /// - Parameter connect: Makes a transport to a peer.
    public init(connect: @escaping @Sendable (Peer) async throws -> any Transport) {
        self.connect = connect
    }

    /// Runs every check.
    public func check() async throws {
        try await bytesComeBackUnchanged()
        try await oldestComesFirstAndNoMoreThanAsked()
        try await deliveringAgainIsAllowed()
        try await nothingGivesNothing()
        try await anAbsentPeerIsUnreachable()
    }

    private func bytesComeBackUnchanged() async throws {
        let transport = try await connect(.echo)
        for size in [8, 1000, 3 << 20] {
            let envelope = sample(size, filledWith: UInt8(size & 255))
            try await transport.deliver([envelope])
            let answers = try await transport.collect(limit: 5)
            #expect(answers == [envelope], "\(size) bytes")
        }
    }

    private func oldestComesFirstAndNoMoreThanAsked() async throws {
        let transport = try await connect(.echo)
        let envelopes = (UInt8(1)...5).map { sample(20, filledWith: $0) }
        try await transport.deliver(envelopes)
        #expect(try await transport.collect(limit: 2) == Array(envelopes[0..<2]))
        #expect(try await transport.collect(limit: 10) == Array(envelopes[2..<5]))
        #expect(try await transport.collect(limit: 10).isEmpty)
    }

    private func deliveringAgainIsAllowed() async throws {
        let transport = try await connect(.echo)
        let envelope = sample(20, filledWith: 9)
        try await transport.deliver([envelope])
        try await transport.deliver([envelope])
        let answers = try await transport.collect(limit: 10)
        #expect(!answers.isEmpty)
        #expect(answers.allSatisfy { $0 == envelope })
    }

    private func nothingGivesNothing() async throws {
        let transport = try await connect(.echo)
        try await transport.deliver([])
        #expect(try await transport.collect(limit: 1).isEmpty)
    }

    private func anAbsentPeerIsUnreachable() async throws {
        let transport = try await connect(.absent)
        do throws(TransportError) {
            try await transport.deliver([sample(20, filledWith: 1)])
            Issue.record("an absent peer took an envelope")
        } catch {
            #expect(error.code == .unreachable)
        }
        #expect(try await transport.collect(limit: 1).isEmpty)
    }

    private func sample(_ size: Int, filledWith byte: UInt8) -> Envelope {
        Envelope(bytes: Array("SLU".utf8) + [UInt8](repeating: byte, count: size))
    }
}
