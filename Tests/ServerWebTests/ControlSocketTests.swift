internal import Casework
internal import Foundation
internal import Glibc
internal import ServerCore
internal import Testing

@testable internal import ServerWeb

/// Shows that operators' commands reach a running server, and only its owner's.
@Suite struct ControlSocketTests {
    private func run(
        _ command: some OperatorCommand & Sendable,
        on server: RunningServer,
        as user: String? = nil
    )
        async throws -> JSONValue?
    {
        let client = ControlClient(socketPath: server.folder.controlSocketPath)
        return try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread {
                continuation.resume(
                    with: Result { try client.run(command, actingAs: user) }
                )
            }
        }
    }

    @Test func `a command is done by the server, and its error comes back`() async throws {
        let server = try await RunningServer()
        let added = try await run(UserAdd(user: "Ren\u{e9}", role: "counsellor"), on: server)
        #expect(added?["role"]?.text == "counsellor")
        let listed = try await run(UserList(), on: server)
        #expect(listed?.elements?.count == 1)
        await #expect {
            try await run(UserAdd(user: "Ren\u{e9}", role: "admin"), on: server)
        } throws: { ($0 as? OperatorError) == OperatorError(.userExists, "Ren\u{e9}") }
        await #expect {
            try await run(UserList(), on: server, as: "nobody")
        } throws: { ($0 as? OperatorError)?.code == .unknownUser }
        await server.stop()
    }

    @Test func `only the owner may open the socket, and it goes with the server`() async throws {
        let server = try await RunningServer()
        var status = stat()
        #expect(lstat(server.folder.controlSocketPath, &status) == 0)
        #expect(status.st_mode & 0o777 == 0o600)
        await server.stop()
        #expect(lstat(server.folder.controlSocketPath, &status) != 0)
        #expect(try await run(UserList(), on: server) == nil)
    }

    @Test func `a folder with a long path has a socket too`() async throws {
        let name = "sluis-web-" + String(repeating: "long", count: 40) + UUID().uuidString
        let server = try await RunningServer(folderName: name)
        #expect(try await run(UserList(), on: server)?.elements == [])
        await server.stop()
    }
}
