internal import SyncModel
internal import Testing

@testable internal import SyncStore

/// Shows that the number of a record that was purged with its case names no other record afterwards.
///
/// The log goes on naming it. Found by the simulator: a record made after a purge took the address of the purged one.
@Suite struct PurgedNumberTests {
    private let world = World()
    private let folder: Folder
    private let laptop: TestLaptop
    private let server: PageMaker

    init() throws {
        folder = try Folder()
        laptop = try TestLaptop(folder: folder, world: world)
        server = PageMaker(world: world)
    }

    @Test func `gives the number of a purged record to no other`() throws {
        let left = CaseID(world.identifier())
        let kept = CaseID(world.identifier())
        for id in [left, kept] { _ = try laptop.store.apply(server.wholeCase(id, [:])) }
        let first = RecordAddress(kind: "screening", key: .natural("first"))
        try laptop.set(left, "status", .text("need"), record: first)
        let sent = try #require(try laptop.upload().first).changes
        var page = server.page()
        page.removed = [left]
        _ = try laptop.store.apply(page)
        try laptop.store.apply(
            sent.map { Receipt(dot: $0.dot, status: .quarantined, reason: "scope") }
        )
        #expect(try laptop.store.caseFile(left) == nil)

        let second = RecordAddress(kind: "screening", key: .natural("second"))
        try laptop.set(kept, "status", .text("no_need"), record: second)
        let save = try #require(try laptop.upload().first)
        #expect(save.caseID == kept)
        #expect(save.changes.allSatisfy { $0.record == second })
        try laptop.expectSound()
    }

    /// Found by the simulator: a sync that learnt of the loss, while its person went on writing, cried divergence.
    @Test func `counts a case that left and still waits out of the hash`() throws {
        let kept = CaseID(world.identifier())
        _ = try laptop.store.apply(server.wholeCase(kept, ["number": .text("A")]))
        let hash = try laptop.store.stateHash()
        let left = CaseID(world.identifier())
        _ = try laptop.store.apply(server.wholeCase(left, ["number": .text("B")]))
        try laptop.set(left, "number", .text("C"))
        var page = server.page()
        page.removed = [left]
        _ = try laptop.store.apply(page)
        #expect(try laptop.store.caseFile(left) != nil)
        #expect(try laptop.store.stateHash() == hash)
    }
}
