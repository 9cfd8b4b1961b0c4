import Testing

@testable import SyncSimulation

/// Shows that the simulator finds each planted bug, from the seed that caught it first (`make soak` looks for them).
///
/// What a seed does drifts with the product, so that the seeds after it are tried too.
@Suite struct PlantedBugTests {
    /// The first seed that caught a bug; 0 where none is named.
    static let firstSeeds: [PlantedBug: UInt64] = [
        .savedBeforeSync: 1, .voidNotVoided: 4, .sentNotMarked: 4, .groupHalfWritten: 6,
        .beneathLost: 9, .parkedLost: 5, .lettersLost: 1, .roleForgotten: 2,
        .duplicateJudgedAgain: 1,
    ]
    /// Bugs that need more seeds than a test may take: `make soak` looks for them.
    static let rare: Set<PlantedBug> = [
        .purgeBeforePush, .purgedNumberReused, .disabledStillServed, .poisonStopsQueue,
    ]
    /// How many seeds are tried.
    static let seedsMax: UInt64 = 60

    @Test func `there are 25 or more`() {
        #expect(PlantedBug.allCases.count - Self.rare.count >= 25)
    }

    @Test(arguments: PlantedBug.allCases.filter { !rare.contains($0) })
    func `is found`(bug: PlantedBug) throws {
        var options = SimulationOptions()
        options.bug = bug
        let first = Self.firstSeeds[bug] ?? 0
        let isFound = (first..<(first + Self.seedsMax)).contains { seed in
            Run.seed(seed, steps: 300, options: options).violation != nil
        }
        #expect(isFound, "\(bug.rawValue) was not found in \(Self.seedsMax) seeds from \(first)")
    }
}
