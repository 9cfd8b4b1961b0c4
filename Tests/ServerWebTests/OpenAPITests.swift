internal import Foundation
internal import ServerCore
internal import Testing

/// Shows that `openapi.yaml` describes each command, and no other.
@Suite struct OpenAPITests {
    @Test func `the paths are those of the commands`() throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../SyncServer/ServerWeb/openapi.yaml").standardizedFileURL
        let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
        let paths = lines.filter { $0.hasPrefix("  /v1/admin/") }
            .map { $0.dropFirst("  /v1/admin/".count).dropLast() }
        #expect(Set(paths.map(String.init)) == Set(OperatorCommands.all.map { $0.path }))
    }
}
