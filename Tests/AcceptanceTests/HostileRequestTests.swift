import Foundation
import Testing

/// Shows that the server bounds every request, refuses what is no envelope, and goes on serving.
@Suite(.waitsForProcesses) struct HostileRequestTests {
    private let words = Vocabulary.example

    @Test func `a body of 100 MB is refused without being read`() throws {
        let office = try Office(schema: words.schema)
        let relay = try Relay(to: office.address)
        let head = "POST /v1/sync HTTP/1.1\r\nHost: x\r\nContent-Length: 104857600\r\n\r\n"
        let answer = relay.exchange(Array(head.utf8) + [UInt8](repeating: 0, count: 1 << 20))
        #expect(String(decoding: answer.prefix(12), as: UTF8.self) == "HTTP/1.1 413")
        try expectHealthy(relay)
    }

    @Test func `10,000 headers are refused`() throws {
        let office = try Office(schema: words.schema)
        let relay = try Relay(to: office.address)
        let headers = (0..<10_000).map { "X-\($0): y\r\n" }.joined()
        let answer = relay.exchange(
            Array("GET /v1/health HTTP/1.1\r\nHost: x\r\n\(headers)\r\n".utf8)
        )
        let status = String(decoding: answer.prefix(12), as: UTF8.self)
        #expect(["HTTP/1.1 431", "HTTP/1.1 400", ""].contains(status), "\(status)")
        try expectHealthy(relay)
    }

    @Test func `a path that is not there is 404, a wrong method 404 or 405`() throws {
        let office = try Office(schema: words.schema)
        let relay = try Relay(to: office.address)
        let missing = relay.exchange(Array("GET /nothing HTTP/1.1\r\nHost: x\r\n\r\n".utf8))
        #expect(String(decoding: missing.prefix(12), as: UTF8.self) == "HTTP/1.1 404")
        let wrong = relay.exchange(Array("GET /v1/sync HTTP/1.1\r\nHost: x\r\n\r\n".utf8))
        #expect(
            ["404", "405"].contains(String(decoding: wrong.dropFirst(9).prefix(3), as: UTF8.self))
        )
        try expectHealthy(relay)
    }

    @Test func `SIGTERM ends the server with 0`() throws {
        let office = try Office(schema: words.schema)
        #expect(office.stop() == 0)
        try office.start()
        try expectHealthy(try Relay(to: office.address))
    }

    private func expectHealthy(_ relay: Relay, at location: SourceLocation = #_sourceLocation)
        throws
    {
        let request = "GET /v1/health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
        let answer = String(decoding: relay.exchange(Array(request.utf8)), as: UTF8.self)
        #expect(answer.hasPrefix("HTTP/1.1 200"), sourceLocation: location)
        #expect(answer.contains("\"status\":\"ok\""), sourceLocation: location)
    }
}
