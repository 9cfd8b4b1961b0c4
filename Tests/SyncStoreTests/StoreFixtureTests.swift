internal import Foundation
internal import SyncModel
internal import Testing

@testable internal import SyncStore

/// Shows that a store of every layout version that was ever published still opens, and holds what it held.
///
/// The stores of the present version that are not there yet are written into `Fixtures/stores/` by
/// `SLUIS_MAKE_FIXTURES=1 swift test --filter StoreFixture`.
@Suite struct StoreFixtureTests {
    private static let folder = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Fixtures/stores").path

    private static let caseID = CaseID(Identifier128(high: 0x0190_0000_0000_7000, low: 1 << 63 | 1))

    private static func file(_ version: Int64) -> String { folder + "/laptop-\(version).db" }

    /// A laptop with a case of the server, and one changed field that waits.
    private func make(in folder: Folder) throws -> TestLaptop {
        let laptop = try TestLaptop(folder: folder)
        let server = PageMaker(world: laptop.world)
        _ = try laptop.store.apply(
            server.wholeCase(
                Self.caseID,
                ["person.familyName": .text("Bakker"), "aliases": .set(["Jan"])],
                number: "SAM-2023-0001-X"
            )
        )
        try laptop.set(Self.caseID, "contact.phone", .text("06"))
        return laptop
    }

    @Test(.enabled(if: ProcessInfo.processInfo.environment["SLUIS_MAKE_FIXTURES"] != nil))
    func `writes the store of the present version`() throws {
        let folder = try Folder()
        let laptop = try make(in: folder)
        laptop.store.close()
        try FileManager.default.createDirectory(
            atPath: Self.folder,
            withIntermediateDirectories: true
        )
        let path = Self.file(Tables.version)
        guard !FileManager.default.fileExists(atPath: path) else { return }
        try FileManager.default.copyItem(atPath: folder.file(laptop.name), toPath: path)
        #expect(FileManager.default.fileExists(atPath: path))
    }

    @Test(arguments: 1...Tables.version)
    func `opens a store of every version`(version: Int64) throws {
        let folder = try Folder()
        let path = folder.file("old.db")
        try FileManager.default.copyItem(atPath: Self.file(version), toPath: path)
        let store = try Store.open(
            at: path,
            side: .laptop,
            environment: World().environment
        ) { source in
            #expect(source == "sample 1")
            return .sample()
        }
        let file = try #require(try store.caseFile(Self.caseID))
        let fields = try #require(file.records.first).fields
        #expect(file.summary.number == "SAM-2023-0001-X")
        #expect(fields.map(\.name) == ["person.familyName", "contact.phone", "aliases"])
        #expect(fields.map(\.value) == [.text("Bakker"), .text("06"), .set(["Jan"])])
        #expect(try store.counts().pending == 1)
        #expect(try store.nextUpload(after: 0, changesMax: 10).saves.count == 1)
        #expect(try store.check().allSatisfy(\.ok))
        #expect(try store.read { try Migrations.version(of: $0) } == Tables.version)
        store.close()
    }
}
