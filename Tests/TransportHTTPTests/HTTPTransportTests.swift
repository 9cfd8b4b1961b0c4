import SyncModel
import SyncTesting
import SyncWire
import Synchronization
import Testing
import TransportHTTP

/// Shows how HTTP carries envelopes, and what it makes of everything that is not our server.
@Suite struct HTTPTransportTests {
    @Test func `conforms, over HTTP`() async throws {
        let server = try await TestServer.start { TestServer.Reply(body: $0.body) }
        let open = OpenTransports()
        let conformance = TransportConformance { peer in
            switch peer {
            case .echo: try open.connect(server.url)
            case .absent: try open.connect("http://127.0.0.1:1")
            }
        }
        try await conformance.check()
        await open.close()
        try await server.stop()
    }

    @Test func `conforms, in memory`() async throws {
        let conformance = TransportConformance { peer in
            MemoryTransport { envelope throws(TransportError) in
                switch peer {
                case .echo: return [envelope]
                case .absent: throw TransportError(.unreachable, detail: "absent")
                }
            }
        }
        try await conformance.check()
    }

    @Test func `posts to the one endpoint`() async throws {
        let seen = Mutex<[TestServer.Arrived]>([])
        let server = try await TestServer.start { arrived in
            seen.withLock { $0.append(arrived) }
            return TestServer.Reply(body: arrived.body)
        }
        for suffix in ["", "/"] {
            _ = try await outcome(server.url + suffix)
        }
        #expect(seen.withLock { $0.map(\.method) } == ["POST", "POST"])
        #expect(seen.withLock { $0.map(\.path) } == ["/v1/sync", "/v1/sync"])
        try await server.stop()
    }

    @Test(
        arguments: [
            (
                TestServer.Reply(body: Array("<!DOCTYPE html><h1>Free WiFi</h1>".utf8)),
                .notTheServer
            ),
            (TestServer.Reply(body: []), .notTheServer),
            (TestServer.Reply(body: Array("SL".utf8)), .notTheServer),
            (TestServer.Reply(status: 302, location: "http://portal.example/login"), .notTheServer),
            (TestServer.Reply(status: 307, location: "/v1/sync"), .notTheServer),
            (TestServer.Reply(status: 204), .notTheServer),
            (TestServer.Reply(status: 401), .notTheServer),
            (TestServer.Reply(status: 404, body: Array("nope".utf8)), .notTheServer),
            (TestServer.Reply(status: 511), .notTheServer),
            (TestServer.Reply(status: 413), .tooLarge),
            (TestServer.Reply(status: 503), .full),
            (TestServer.Reply(status: 400), .unreachable),
            (TestServer.Reply(status: 408), .unreachable),
            (TestServer.Reply(status: 502), .unreachable),
        ] as [(TestServer.Reply, TransportError.Code)]
    )
    func `names what answered`(reply: TestServer.Reply, code: TransportError.Code) async throws {
        let server = try await TestServer.start { _ in reply }
        let error = try await outcome(server.url)
        #expect(error?.code == code, "status \(reply.status)")
        try await server.stop()
    }

    @Test func `an answer that stalls ends at the timeout`() async throws {
        let server = try await TestServer.start { _ in TestServer.Reply(body: [1], stalls: true) }
        let error = try await outcome(
            server.url,
            timeouts: HTTPTimeouts(connect: .seconds(1), idle: .milliseconds(100))
        )
        #expect(error?.code == .unreachable)
        try await server.stop()
    }

    @Test func `an answer beyond the bound is not read`() async throws {
        let server = try await TestServer.start { _ in
            TestServer.Reply(body: [UInt8](repeating: 0x53, count: Limits.envelopeBytesMax + 1))
        }
        let error = try await outcome(server.url)
        #expect(error?.code == .notTheServer)
        #expect(error?.detail == "answered more than an envelope holds")
        try await server.stop()
    }

    @Test func `a server that speaks no TLS gives no answer`() async throws {
        let server = try await TestServer.start { TestServer.Reply(body: $0.body) }
        let secure = server.url.replacing("http://", with: "https://")
        #expect(try await outcome(secure) != nil)
        try await server.stop()
    }

    @Test(arguments: [
        "https://sluis.haarlem.example", "https://sluis.example:8443/base/", "http://localhost:80",
        "http://127.0.0.1:8080", "http://127.255.0.9", "http://[::1]:8080", "HTTP://LOCALHOST/",
    ])
    func `is allowed by TLS, or on this machine`(address: String) {
        #expect(HTTPTransport.isAllowed(address))
    }

    @Test(arguments: [
        "http://sluis.example", "http://10.0.0.1", "http://127.0.0.1.example.com", "http://127.1",
        "http://localhost.example.com", "ftp://localhost", "localhost:8080", "", "https://",
        "http://127.0.0.1@evil.example", "https://a:b@sluis.example", "https://sluis.example/?q",
        "https://sluis.example/#f", "http://128.0.0.1", "http://[::2]",
    ])
    func `is not allowed in the clear, nor by what is no address`(address: String) {
        #expect(!HTTPTransport.isAllowed(address))
        #expect(HTTPTransport(server: address) == nil)
    }

    /// Posts an envelope; the error, or `nil` when an answer came.
    private func outcome(
        _ url: String,
        timeouts: HTTPTimeouts = HTTPTimeouts(connect: .seconds(2))
    ) async throws -> TransportError? {
        let transport = try #require(HTTPTransport(server: url, timeouts: timeouts))
        var failure: TransportError?
        do {
            try await transport.deliver([Envelope(bytes: Array("SLU-hello".utf8))])
            #expect(try await transport.collect(limit: 2).count == 1)
        } catch {
            failure = error
        }
        await transport.close()
        return failure
    }
}

/// The transports that a test opened, to be closed at its end.
private final class OpenTransports: Sendable {
    private let transports = Mutex<[HTTPTransport]>([])

    func connect(_ url: String) throws -> HTTPTransport {
        let transport = try #require(HTTPTransport(server: url))
        transports.withLock { $0.append(transport) }
        return transport
    }

    func close() async {
        for transport in transports.withLock({ $0 }) { await transport.close() }
    }
}
