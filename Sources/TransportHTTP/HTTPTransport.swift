internal import AsyncHTTPClient
internal import NIOCore
internal import NIOHTTP1
internal import SyncModel
public import SyncWire
internal import Synchronization

/// Carries envelopes to a server by HTTP: each delivery is one request, and its answer waits to be collected.
///
/// It follows no redirect, retries nothing and keeps nothing: the caller repeats what failed, and what was
/// delivered twice has no further effect.
public final class HTTPTransport: Transport {
    private let endpoint: String
    private let client: HTTPClient
    private let timeouts: HTTPTimeouts
    private let inbox = Mutex<[Envelope]>([])

    /// Prepares the way to a server; `nil` unless ``isAllowed(_:)``.
    ///
    /// Nothing is sent yet.
    ///
    /// - Parameters:
    ///   - server: `https://HOST[:PORT][/PATH]`, or the same with `http` for a loopback host.
    ///   - timeouts: How long to wait.
    public init?(server: String, timeouts: HTTPTimeouts = HTTPTimeouts()) {
        guard Self.isAllowed(server) else { return nil }
        self.timeouts = timeouts
        endpoint = (server.hasSuffix("/") ? String(server.dropLast()) : server) + "/v1/sync"
        var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
        configuration.httpVersion = .http1Only
        configuration.timeout = HTTPClient.Configuration.Timeout(
            connect: TimeAmount(timeouts.connect),
            read: TimeAmount(timeouts.idle),
            write: TimeAmount(timeouts.idle)
        )
        configuration.connectionPool.retryConnectionEstablishment = false
        client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }

    /// Ends the connections; the transport may not be used after it.
    ///
    /// Must be called before the transport is let go.
    public func close() async {
        // Fails only when it was closed before, and then it is closed.
        try? await client.shutdown()
    }

    /// Sends envelopes, one request each, and keeps the answers to be collected.
    ///
    /// - Parameter envelopes: Oldest first.
    /// - Throws: ``TransportError``: the rest was not sent, and whether the last was taken is not known; repeat.
    public func deliver(_ envelopes: [Envelope]) async throws(TransportError) {
        for envelope in envelopes {
            let answer = try await post(envelope)
            inbox.withLock { $0.append(answer) }
        }
    }

    /// Returns the answers that wait, oldest first.
    ///
    /// - Parameter limit: The most answers to return.
    /// - Returns: Each answer once; none when none waits.
    /// - Throws: Nothing; the protocol may.
    public func collect(limit: Int) async throws(TransportError) -> [Envelope] {
        inbox.withLock { waiting in
            let taken = Array(waiting.prefix(limit))
            waiting.removeFirst(taken.count)
            return taken
        }
    }

    private func post(_ envelope: Envelope) async throws(TransportError) -> Envelope {
        var request = HTTPClientRequest(url: endpoint)
        request.method = .POST
        request.headers.add(name: "Content-Type", value: "application/octet-stream")
        request.headers.add(name: "User-Agent", value: "sluis")
        request.body = .bytes(ByteBuffer(bytes: envelope.bytes))
        let status: UInt
        let bytes: [UInt8]
        do {
            let response = try await client.execute(
                request,
                timeout: TimeAmount(timeouts.total)
            )
            status = response.status.code
            // Of what is not an answer, as little is read as tells what it is.
            let bytesMax = status == 200 ? Limits.envelopeBytesMax : 4096
            bytes = Array(buffer: try await response.body.collect(upTo: bytesMax))
        } catch {
            throw TransportError(carrying: error)
        }
        if let error = TransportError(status: status) { throw error }
        let answer = Envelope(bytes: bytes)
        guard answer.isRecognised else {
            throw TransportError(.notTheServer, detail: "answered 200 with \(bytes.count) bytes")
        }
        return answer
    }
}
