import SyncModel
import SyncStore
import SyncTesting
import Testing

@testable import SyncEngine

/// Shows that no restore and no clone of a laptop loses a write, doubles one, or opens a conflict that is none: random
/// offices against a history that knows what was on whose screen.
///
/// `SLUIS_SEED` runs other offices.
@Suite struct CopiesTests {
    static let offices: [UInt64] = Array(0..<24)

    @Test(arguments: offices)
    func `laptops that are put back and cloned lose nothing and conflict only where they must`(
        part: UInt64
    ) async throws {
        let random = SeededGenerator(seed: seed(for: "CopiesTests", standard: 5), part: part)
        var run = try CopiesRun(random: random)
        try await run.begin()
        for _ in 0..<90 { try await run.act() }
        try await run.settle()
        #expect(try run.faults() == [], "office \(part)")
        #expect(run.counts.restores > 0 && run.counts.children > 0, "office \(part) is too quiet")
    }
}
