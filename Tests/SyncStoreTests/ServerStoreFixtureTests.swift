internal import Foundation
internal import SyncModel
internal import Testing

@testable internal import SyncStore

/// Shows that a server's store of every layout version that was ever published still opens, and serves on.
///
/// `SLUIS_MAKE_FIXTURES=1 swift test --filter StoreFixture` writes the store of the present version into
/// `Fixtures/stores/` when there is none; to make it again, delete `server-VERSION.db` there first.
@Suite struct ServerStoreFixtureTests {
    private static let folder = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Fixtures/stores").path

    /// The versions whose store was published.
    private static let versions = (1...Tables.version).filter {
        FileManager.default.fileExists(atPath: file($0))
    }

    private static func file(_ version: Int64) -> String { folder + "/server-\(version).db" }

    /// A server with an open and a decided conflict, a deleted case, a change in quarantine and a letter.
    private func make() throws -> ServerWorld {
        let home = try ServerWorld()
        let anna = try home.laptop("anna")
        let bram = try home.laptop("bram")
        let id = anna.makeCase([("person.familyName", "base"), ("contact.phone", "06-0")])
        let gone = anna.makeCase([("person.familyName", "gone")])
        for laptop in [anna, bram] { try laptop.sync() }
        for (unit, others) in [("person.familyName", "B"), ("person.givenNames", "D")] {
            anna.set(id, unit, "A")
            bram.set(id, unit, .text(Text(others)))
            for laptop in [anna, bram] { try laptop.sync() }
        }
        let decided = try #require(try home.openConflicts().first)
        _ = try home.store.resolve(
            decided.id,
            version: decided.version,
            decision: .take(1),
            by: "operator",
            reason: "asked"
        )
        try anna.pull()
        anna.set(gone, Schema.aliveUnit, .boolean(false))
        anna.set(id, "contact.phone", "bad")
        _ = try anna.push { _, change, _ in change.value == "bad" ? .quarantine("length") : .accept
        }
        return home
    }

    @Test(.enabled(if: ProcessInfo.processInfo.environment["SLUIS_MAKE_FIXTURES"] != nil))
    func `writes the server's store of the present version`() throws {
        let path = Self.file(Tables.version)
        guard !FileManager.default.fileExists(atPath: path) else { return }
        let home = try make()
        home.store.close()
        try FileManager.default.createDirectory(
            atPath: Self.folder,
            withIntermediateDirectories: true
        )
        try FileManager.default.copyItem(atPath: home.folder.file("server.db"), toPath: path)
        #expect(FileManager.default.fileExists(atPath: path))
    }

    @Test func `what is written into a fixture holds what is asked of one`() throws {
        let home = try make()
        home.store.close()
        let path = home.folder.file("server.db")
        try expectWhole(try open(path))
    }

    @Test(arguments: versions)
    func `opens a server's store of every version`(version: Int64) throws {
        let folder = try Folder()
        let path = folder.file("old.db")
        try FileManager.default.copyItem(atPath: Self.file(version), toPath: path)
        try expectWhole(try open(path))
    }

    private func open(_ path: String) throws -> Store {
        try Store.open(at: path, side: .server, environment: World().environment) { source in
            #expect(source == "sample 1")
            return .sample()
        }
    }

    /// Everything that ``make()`` put in, and that the store still takes a decision.
    private func expectWhole(_ store: Store) throws {
        #expect(try store.check().filter { !$0.ok } == [])
        #expect(try store.read { try Migrations.version(of: $0) } == Tables.version)
        #expect(Set(try store.users().map(\.name)) == ["anna", "bram", "carla", "operator"])
        #expect(try store.devices().count == 2)
        let cases = try store.cases(includingDeleted: true)
        #expect(cases.map(\.number).sorted() == ["SAM-2023-0001", "SAM-2023-0002"])
        #expect(cases.filter { !$0.isAlive }.map(\.number) == ["SAM-2023-0002"])
        let id = try #require(cases.first { $0.isAlive }).id
        let conflicts = try store.conflicts(includingClosed: true, limit: 10, after: 0)
        #expect(conflicts.map(\.state) == [.resolved, .open])
        #expect(conflicts.first?.resolution?.value == conflicts.first?.candidates[1].value)
        let open = try #require(conflicts.last)
        #expect(open.candidates.map(\.value) == ["D", "A"])
        let kept = try #require(try store.quarantine(includingEnded: false).first)
        #expect(kept.value == "bad")
        let history = try store.history(id, record: .caseFile, field: "person.familyName")
        #expect(history.count == 4)
        let settled = try store.resolve(
            open.id,
            version: open.version,
            decision: .keep,
            by: "operator",
            reason: "still works"
        )
        #expect(settled.state == .resolved)
        let receipt = try store.admit(quarantined: kept.id, by: "operator")
        #expect(receipt.position != nil)
        #expect(try store.check().filter { !$0.ok } == [])
        store.close()
    }
}
