import Testing

@testable import SyncSimulation

/// Shows that the simulator finds each planted bug, by the first seed that catches it (`make soak` looks for them).
@Suite struct PlantedBugTests {
    /// The first seed, counted from 0, that catches each bug within 300 steps.
    static let seeds: [PlantedBug: UInt64] = [:]

    @Test func `each planted bug has a seed`() {
        let missing = PlantedBug.allCases.filter { Self.seeds[$0] == nil }
        #expect(missing.isEmpty, "\(missing.map(\.rawValue))")
        #expect(PlantedBug.allCases.count >= 25)
    }

    @Test(arguments: PlantedBug.allCases)
    func `is found`(bug: PlantedBug) throws {
        var options = SimulationOptions()
        options.bug = bug
        let number = try #require(Self.seeds[bug])
        let outcome = Run.seed(number, steps: 300, options: options)
        #expect(outcome.violation != nil, "\(bug.rawValue) was not found by seed \(number)")
    }
}
