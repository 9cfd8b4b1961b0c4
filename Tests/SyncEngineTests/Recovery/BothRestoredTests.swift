import SyncModel
import SyncStore
import SyncTesting
import Testing

@testable import SyncEngine

/// Shows that a laptop and its server may both be put back, that what only others hold is admitted, and that a laptop
/// keeps what a backup does not hold.
@Suite struct BothRestoredTests {
    @Test func `a laptop put back after the server's backup opens its child over what both have`()
        async throws
    {
        let scene = try await Scene()
        let backup = try scene.office.backUp()
        try scene.anna.set(scene.id, "name", .text("lost"))
        try await scene.anna.sync()
        let image = try scene.anna.image()
        try scene.anna.set(scene.id, "phone", .text("forgotten"))
        try await scene.anna.sync()
        try await scene.bram.sync()
        try scene.anna.restore(image)
        // The laptop learns of its own restore first: its child forks above the backup.
        try await scene.anna.sync()
        try scene.anna.set(scene.id, "name", .text("child"))
        try await scene.anna.sync()
        let restored = try RestoredOffice(scene.office, from: backup)
        for laptop in scene.laptops { try restored.take(laptop) }
        for laptop in scene.laptops + scene.laptops { try await restored.sync(laptop) }
        let differences = try ServerView(restored.store).differences(
            from: ServerView(scene.office.server)
        )
        // What anna's image had forgotten, bram holds: it waits for a person.
        let waiting = try restored.store.quarantine(includingEnded: false)
        #expect(waiting.map(\.reason) == ["recovered"])
        #expect(waiting.map(\.value) == [.text("forgotten")])
        #expect(differences == ["missing: \(scene.id) case phone=text(forgotten)"])
        let kept = try #require(waiting.first)
        _ = try restored.store.admit(quarantined: kept.id, by: "operator")
        #expect(try ServerView(restored.store) == ServerView(scene.office.server))
        #expect(try restored.store.check().filter { !$0.ok } == [])
    }

    @Test
    func `a laptop put back to an image that is older than the server's backup loses nothing`()
        async throws
    {
        let scene = try await Scene()
        let image = try scene.anna.image()
        try scene.anna.set(scene.id, "name", .text("in the backup"))
        try await scene.anna.sync()
        let backup = try scene.office.backUp()
        try scene.anna.set(scene.id, "phone", .text("lost"))
        try await scene.anna.sync()
        try await scene.bram.sync()
        try scene.anna.restore(image)
        let restored = try RestoredOffice(scene.office, from: backup)
        for laptop in scene.laptops { try restored.take(laptop) }
        for laptop in scene.laptops + scene.laptops { try await restored.sync(laptop) }
        let waiting = try restored.store.quarantine(includingEnded: false)
        #expect(waiting.map(\.value) == [.text("lost")])
        let file = try restored.store.caseFile(scene.id)?.records.first
        #expect(file?.fields.first { $0.name == "name" }?.value == .text("in the backup"))
    }

    @Test func `a recovered visit is admitted whole`() async throws {
        let scene = try await Scene()
        let backup = try scene.office.backUp()
        let visit = try scene.anna.newVisit(scene.id, note: "spoken")
        try await scene.anna.sync()
        try await scene.bram.sync()
        let restored = try RestoredOffice(scene.office, from: backup)
        try restored.take(scene.bram)
        try await restored.sync(scene.bram)
        let waiting = try restored.store.quarantine(includingEnded: false)
        #expect(waiting.map(\.unit).sorted() == ["alive", "note", "on"])
        let note = try #require(waiting.first { $0.unit == "note" })
        _ = try restored.store.admit(quarantined: note.id, by: "operator")
        #expect(try restored.store.quarantine(includingEnded: false).isEmpty)
        let records = try restored.store.caseFile(scene.id)?.records ?? []
        #expect(records.first { $0.address == visit }?.fields.count == 2)
    }

    @Test func `a restore that comes before the visit it restores waits for it`() async throws {
        let scene = try await Scene()
        let backup = try scene.office.backUp()
        let visit = try scene.anna.newVisit(scene.id, note: "spoken")
        try await scene.anna.sync()
        try await scene.bram.sync()
        try scene.bram.setAlive(scene.id, false, of: visit)
        try scene.bram.setAlive(scene.id, true, of: visit)
        try await scene.bram.sync()
        let restored = try RestoredOffice(scene.office, from: backup)
        for laptop in [scene.bram, scene.anna] {
            try restored.take(laptop)
            try await restored.sync(laptop)
        }
        #expect(try ServerView(restored.store) == ServerView(scene.office.server))
        #expect(try restored.store.quarantine(includingEnded: false).isEmpty)
    }

    @Test func `a laptop drops only what every backup holds`() async throws {
        let scene = try await Scene()
        let incarnation = try scene.anna.incarnation()
        #expect(try scene.office.server.watermark(of: incarnation) == 0)
        let ends = try scene.office.server.chainEnds()
        let known = try #require(ends[incarnation])
        let facts = try scene.office.server.backupFacts()
        try scene.office.server.noteBackup(at: "/backups/1", facts, covering: ends)
        try scene.anna.set(scene.id, "name", .text("after"))
        #expect(try await scene.anna.sync().watermark == known)
        let later = try scene.office.server.chainEnds()
        try scene.office.server.noteBackup(at: "/backups/2", facts, covering: later)
        #expect(try await scene.anna.sync().watermark == known)
        // A backup of a server that never heard of the laptop covers nothing of it.
        try scene.office.server.noteBackup(at: "/backups/3", facts, covering: [:])
        #expect(try await scene.anna.sync().watermark == 0)
    }
}
