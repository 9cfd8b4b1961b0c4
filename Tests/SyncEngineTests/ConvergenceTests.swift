import SyncModel
import SyncStore
import SyncTesting
import Testing

@testable import SyncEngine

/// Shows that laptops and server agree after anything that people may do: random operations, each seed an office.
///
/// `SLUIS_SEED` makes other offices of the same parts. The last office to end prints what all of them did.
@Suite struct ConvergenceTests {
    static let offices: [UInt64] = Array(0..<200)
    static let operations = 200
    static let seed = SyncTesting.seed(for: "ConvergenceTests", standard: 2026)

    @Test(arguments: offices)
    func `three laptops agree after two hundred operations on each`(part: UInt64) async throws {
        var random = SeededGenerator(seed: Self.seed, part: part)
        let office = try Office(seed: random.next())
        let laptops = try ["anna", "bram", "carla"].map { try office.laptop($0, staysOpen: true) }
        var people = People(office: office, laptops: laptops, random: random)
        try await people.begin()
        try await people.act(Self.operations)
        try await people.settle()
        var hashes: Set<StateHash> = []
        for laptop in laptops {
            let report = try await laptop.sync()
            #expect(!report.hasDiverged, "office \(part), \(laptop.user)")
            #expect(try laptop.counts().pending == 0, "office \(part)")
            hashes.insert(report.stateHash)
            if part % 10 == 0 {
                #expect(try laptop.faults() == [], "office \(part), \(laptop.user)")
            }
        }
        #expect(hashes.count == 1, "office \(part)")
        let conflicts = try office.server.conflicts(includingClosed: true, limit: 10_000, after: 0)
        #expect(conflicts.count >= 10, "office \(part) was hardly contested")
        if part % 10 == 0 {
            let faults = try office.server.check().filter { !$0.ok }
            #expect(faults == [], "office \(part), server")
            try expectSameScreens(office, laptops, part)
        }
        people.tally.count(conflicts)
        expectEnough(Tally.add(people.tally, of: Self.offices.count))
    }

    /// Each receipt that laptops of this schema can get came often.
    private func expectEnough(_ total: Tally?) {
        guard let total else { return }
        print(total.table)
        for status in ReceiptStatus.allCases where !Tally.neverHere.contains(status) {
            #expect(total.receipts[status, default: 0] >= 100, "\(status)")
        }
    }

    /// What every laptop shows is what the server shows, field by field.
    private func expectSameScreens(_ office: Office, _ laptops: [Laptop], _ part: UInt64) throws {
        for summary in try office.server.cases(includingDeleted: true) {
            let server = try #require(try office.server.caseFile(summary.id))
            for laptop in laptops {
                let file = try laptop.file(summary.id)
                #expect(
                    file.records.map(\.shown) == server.records.map(\.shown),
                    "office \(part), \(laptop.user)"
                )
            }
        }
    }
}

extension ShownRecord {
    /// What a person sees of it.
    fileprivate var shown: [String] {
        ["\(address) \(isAlive)"]
            + fields.filter { $0.value != .null }.map { "\($0.name)=\($0.value)" }.sorted()
    }
}
