internal import Casework
internal import Foundation
internal import NIOCore
internal import ServerCore
internal import SyncModel
internal import SyncWire
internal import Testing

@testable internal import ServerWeb

/// Shows what the server serves on TCP, what it refuses, and that it goes on serving.
@Suite struct WebServerTests {
    private func withServer(
        _ limits: WebLimits = WebLimits(bodyBytesMax: 4096),
        _ body: (RunningServer) async throws -> Void
    ) async throws {
        let server = try await RunningServer(limits: limits)
        do {
            try await body(server)
            let answer = await server.exchange(Self.health)
            #expect(answer.hasSuffix("{\"status\":\"ok\"}\n"))
        } catch {
            await server.stop()
            throw error
        }
        await server.stop()
    }

    private static let health =
        "GET /v1/health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"

    private static func post(_ body: [UInt8], headers: String = "") -> [UInt8] {
        Array(
            "POST /v1/sync HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\(headers)Content-Length: \(body.count)\r\n\r\n"
                .utf8
        ) + body
    }

    private static func status(_ answer: [UInt8]) -> String {
        String(decoding: answer.dropFirst(9).prefix(3), as: UTF8.self)
    }

    @Test func `an envelope is answered with a signed one`() async throws {
        try await withServer { server in
            let key = SigningKey.generate()
            let request = try Envelope.seal(
                Request.pull(PullRequest(cursor: nil, lettersSeen: 0)),
                sender: ReplicaID(Identifier128(high: 1, low: 2)),
                number: 9,
                key: key
            )
            let answer = await server.exchange(Self.post(request.bytes))
            #expect(Self.status(answer) == "200")
            let split = try #require(answer.firstRange(of: Array("\r\n\r\n".utf8)))
            let opened = try Envelope(bytes: Array(answer[split.upperBound...])).open()
            #expect(opened.number == 9)
            guard case .refusal(let refusal) = try opened.response() else {
                Issue.record("not refused")
                return
            }
            #expect(refusal.code == .unknownDevice)
        }
    }

    @Test func `what is no envelope is 400, with a code`() async throws {
        try await withServer { server in
            let answer = await server.exchange(Self.post(Array("hello".utf8)))
            #expect(Self.status(answer) == "400")
            #expect(String(decoding: answer, as: UTF8.self).hasSuffix("{\"error\":\"damaged\"}\n"))
        }
    }

    @Test func `a declared length above the limit is refused unread`() async throws {
        try await withServer { server in
            let head = "POST /v1/sync HTTP/1.1\r\nHost: x\r\nContent-Length: 104857600\r\n\r\n"
            #expect(Self.status(await server.exchange(Array(head.utf8))) == "413")
        }
    }

    @Test func `a body in chunks is refused at the limit`() async throws {
        try await withServer { server in
            let head = "POST /v1/sync HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
            let chunk = "400\r\n" + String(repeating: "x", count: 0x400) + "\r\n"
            let body = String(repeating: chunk, count: 20)
            #expect(Self.status(await server.exchange(Array((head + body).utf8))) == "413")
        }
    }

    @Test func `all bodies together are bounded`() async throws {
        let limits = WebLimits(bodyBytesMax: 4096, bodiesBytesMax: 1000)
        try await withServer(limits) { server in
            let body = [UInt8](repeating: 0, count: 2000)
            #expect(Self.status(await server.exchange(Self.post(body))) == "503")
        }
    }

    @Test func `ten thousand headers end the connection`() async throws {
        try await withServer { server in
            let fields = (0..<10_000).map { "a\($0): b\r\n" }.joined()
            let answer = await server.exchange(
                Array("GET /v1/health HTTP/1.1\r\nHost: x\r\n\(fields)\r\n".utf8)
            )
            #expect(["400", "431", ""].contains(Self.status(answer)))
        }
    }

    @Test(arguments: [(90, ["200"]), (150, ["400", "431", ""])])
    func `headers are counted, however short`(count: Int, expected: [String]) async throws {
        try await withServer { server in
            let fields = (0..<count).map { "a\($0): b\r\n" }.joined()
            let answer = await server.exchange(
                Array(
                    "GET /v1/health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\(fields)\r\n".utf8
                )
            )
            #expect(expected.contains(Self.status(answer)))
        }
    }

    @Test func `one header of a megabyte ends the connection`() async throws {
        try await withServer { server in
            let field = "a: " + String(repeating: "b", count: 1 << 20)
            let answer = await server.exchange(
                Array("GET /v1/health HTTP/1.1\r\nHost: x\r\n\(field)\r\n\r\n".utf8)
            )
            #expect(["400", "431", ""].contains(Self.status(answer)))
        }
    }

    @Test func `a body that drips ends`() async throws {
        let limits = WebLimits(
            bodyBytesMax: 4096,
            grace: .milliseconds(200),
            bytesPerSecondMin: 4096
        )
        try await withServer(limits) { server in
            let head = "POST /v1/sync HTTP/1.1\r\nHost: x\r\nContent-Length: 4000\r\n\r\n"
            let answer = await server.exchange(
                Array(head.utf8),
                drip: [UInt8](repeating: 0, count: 3999)
            )
            #expect(answer == [])
        }
    }

    @Test func `a head that drips ends`() async throws {
        let limits = WebLimits(bodyBytesMax: 4096, headTimeMax: .milliseconds(200))
        try await withServer(limits) { server in
            let answer = await server.exchange(
                Array("GET /v1/health HTTP/1.1\r\n".utf8),
                drip: Array(String(repeating: "a: b\r\n", count: 1000).utf8)
            )
            #expect(answer == [])
        }
    }

    @Test func `more connections than allowed wait and are served`() async throws {
        let limits = WebLimits(
            bodyBytesMax: 4096,
            connectionsMax: 2,
            headTimeMax: .milliseconds(300)
        )
        try await withServer(limits) { server in
            async let first = server.exchange([])
            async let second = server.exchange([])
            async let third = server.exchange(Self.health)
            #expect(await first == [])
            #expect(await second == [])
            #expect(await third.hasPrefix("HTTP/1.1 200"))
        }
    }

    @Test(arguments: [
        ("GET /v1/sync", "405"), ("POST /v1/health", "405"), ("GET /", "404"),
        ("POST /v1/admin/user/list", "404"), ("GET /v1/health/../admin", "404"),
    ])
    func `nothing else is served on TCP`(line: String, status: String) async throws {
        try await withServer { server in
            let request = "\(line) HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
            #expect(Self.status(await server.exchange(Array(request.utf8))) == status)
        }
    }
}
