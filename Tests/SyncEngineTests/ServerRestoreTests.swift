import Foundation
import SyncModel
import SyncStore
import SyncTesting
import SyncWire
import Testing

@testable import SyncEngine

/// Shows that a server that is restored from a backup is healed by its laptops and its journal (V23).
///
/// The oracle is the same world in which nothing was lost: from the moment of the restore on, each laptop goes two
/// ways, with the server that went on and with the restored one. After each has synced once, both servers show the
/// same values and hold the same conflicts: nothing lost, none false, none missed.
@Suite struct ServerRestoreTests {
    @Test func `a laptop brings back what the server lost`() async throws {
        let office = try Office()
        let anna = try office.laptop("anna")
        let id = try anna.newCase([("name", .text("Jansen"))])
        try await anna.sync()
        let backup = try office.backUp()
        try anna.set(id, "name", .text("Bakker"))
        let visit = try anna.newVisit(id, note: "spoken")
        let other = try anna.newCase([("phone", .text("06-1"))])
        try await anna.sync()
        let restored = try RestoredOffice(office, from: backup)
        #expect(try restored.store.caseFile(other) == nil)
        try restored.take(anna)
        let report = try await restored.sync(anna)
        #expect(report.epoch == 2)
        #expect(!report.hasDiverged)
        #expect(try ServerView(restored.store) == ServerView(office.server))
        #expect(try restored.store.caseFile(id)?.records.contains { $0.address == visit } == true)
        try expectSound(restored, [anna])
        let again = try await restored.sync(anna)
        #expect(again.pushed == 0 && again.pulled == 0 && !again.hasDiverged)
    }

    @Test(arguments: Array(0..<60) as [UInt64])
    func `the restored server comes to what it would have come to`(part: UInt64) async throws {
        var random = SeededGenerator(
            seed: seed(for: "ServerRestoreTests", standard: 1793),
            part: part
        )
        let office = try Office(seed: random.next())
        let laptops = try ["anna", "bram", "carla"].map { try office.laptop($0, staysOpen: true) }
        try await compare(office, laptops, before: 15, after: 25, &random, part)
    }

    /// `SLUIS_RESTORE=300` does so with 300 things done on each laptop since the backup, some 5,000 changes.
    @Test func `twenty laptops bring back what they did since the backup`() async throws {
        let wanted = ProcessInfo.processInfo.environment["SLUIS_RESTORE"].flatMap { Int($0) }
        let after = wanted ?? 40
        var random = SeededGenerator(seed: seed(for: "TwentyLaptops", standard: 20), part: 5000)
        let office = try Office(seed: random.next())
        let laptops = try (0..<20).map { try office.laptop("user\($0)", staysOpen: true) }
        try await compare(office, laptops, before: 15, after: after, &random, 5000)
    }

    private func compare(
        _ office: Office,
        _ laptops: [Laptop],
        before: Int,
        after: Int,
        _ random: inout SeededGenerator,
        _ part: UInt64
    ) async throws {
        var people = People(office: office, laptops: laptops, random: random)
        try await people.begin()
        try await people.act(before)
        let backup = try office.backUp()
        let feed = try office.server.backupFacts().position
        try await people.act(after)
        let changes = try office.server.backupFacts().position - feed
        let restored = try RestoredOffice(office, from: backup)
        for laptop in laptops { try restored.take(laptop) }
        random = people.random
        for laptop in laptops.shuffled(using: &random) { try await laptop.sync() }
        for laptop in laptops.shuffled(using: &random) { try await restored.sync(laptop) }
        let differences = try ServerView(restored.store).differences(
            from: ServerView(office.server)
        )
        #expect(differences == [], "part \(part)")
        for laptop in laptops {
            let incarnation = try laptop.access.withStore { $0.incarnation }
            #expect(
                try restored.store.known(of: incarnation)
                    == office.server.known(of: incarnation)
            )
        }
        try await expectAgreement(restored, laptops, part)
        print("restore, part \(part): \(changes) saves lost and brought back")
    }

    /// Everybody holds what the restored server holds.
    private func expectAgreement(
        _ restored: RestoredOffice,
        _ laptops: [Laptop],
        _ part: UInt64
    ) async throws {
        for laptop in laptops { try await restored.sync(laptop) }
        var hashes: Set<StateHash> = []
        for laptop in laptops {
            let report = try await restored.sync(laptop)
            #expect(!report.hasDiverged, "part \(part), \(laptop.user)")
            #expect(try restored.access(laptop).withStore { try $0.counts() }.pending == 0)
            hashes.insert(report.stateHash)
        }
        #expect(hashes.count == 1, "part \(part)")
        try expectSound(restored, laptops)
    }

    private func expectSound(_ restored: RestoredOffice, _ laptops: [Laptop]) throws {
        #expect(try restored.store.check().filter { !$0.ok } == [])
        for laptop in laptops {
            let faults = try restored.access(laptop).withStore { try $0.check() }.filter { !$0.ok }
            #expect(faults == [], "\(laptop.user)")
        }
        let waiting = try restored.store.quarantine(includingEnded: false)
        #expect(waiting.map { "\($0.reason) \($0.unit)" } == [])
    }
}
