import Casework
import Foundation
import SyncModel
import SyncStore
import Testing

@testable import LaptopCommands

/// A data folder of a laptop that is enrolled with a server that is not there.
final class EnrolledFolder {
    /// The folder.
    let folder: DataFolder
    /// Runs `sluis` on it.
    let process: TerminalProcess

    /// Makes the folder, with numbers `HLM-YEAR-0001` to `0002` reserved.
    init(schema text: String = SchemaReader.builtIn) throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "sluis-test-\(UUID())")
        folder = DataFolder(environment: ["SLUIS_HOME": path.path])
        try folder.make()
        var identity = Identity.generate(deviceName: "laptop 1")
        identity.membership = Identity.Membership(
            url: "http://127.0.0.1:9",
            server: ReplicaID(Outside.newIdentifier()),
            serverKey: [UInt8](repeating: 1, count: 32),
            user: "anna",
            role: .counsellor
        )
        try identity.save(folder)
        let store = try Store.create(
            at: folder.store,
            side: .laptop,
            schema: SchemaReader.read(text, file: "schema"),
            replica: identity.replica,
            incarnation: identity.incarnation,
            environment: Outside.storeEnvironment
        )
        let year = CivilDate(dayNumber: Int(Outside.now().milliseconds / 86_400_000)).year
        try store.addNumbers(NumberBlock(prefix: "HLM", year: year, first: 1, last: 2))
        store.close()
        var process = TerminalProcess()
        process.environment["SLUIS_HOME"] = path.path
        process.environment["NO_COLOR"] = "1"
        self.process = process
    }

    deinit {
        // What cannot be removed stays in the temporary folder.
        try? FileManager.default.removeItem(atPath: folder.path)
    }

    /// Runs a command with `--json` that must succeed.
    func done(_ arguments: String..., at location: SourceLocation = #_sourceLocation) throws
        -> JSONValue
    {
        let answer = try process.run(bytes: (arguments + ["--json"]).map { Array($0.utf8) })
        try #require(answer.code == 0, "\(answer)", sourceLocation: location)
        return try JSONValue(text: answer.output)
    }

    /// Runs a command that must end with `code` and print nothing on standard output.
    @discardableResult
    func refused(
        _ code: Int32,
        _ arguments: String...,
        at location: SourceLocation = #_sourceLocation
    ) throws -> String {
        let answer = try process.run(bytes: (arguments + ["--json"]).map { Array($0.utf8) })
        #expect(answer.code == code, "\(answer)", sourceLocation: location)
        #expect(answer.output.isEmpty, sourceLocation: location)
        return answer.errors
    }
}
