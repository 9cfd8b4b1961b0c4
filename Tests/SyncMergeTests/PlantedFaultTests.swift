import SyncModel
import SyncTesting
import Testing

@testable import SyncMerge

/// Shows that the comparison with the oracle notices faults: each is planted through ``MergeRules``, or in the
/// laptops of the world, and must be found within few histories.
@Suite struct PlantedFaultTests {
    @Test(arguments: PlantedFault.allCases)
    func `is noticed`(fault: PlantedFault) {
        let seed = seed(for: "PlantedFaultTests", standard: 7)
        let run = fault.run(5000, seed: seed)
        print("planted \(fault): noticed in history \(run.histories)")
        #expect(run.findings.differences > 0)
    }

    @Test func `without a fault nothing is noticed`() {
        var run = RandomRun()
        run.run(0..<5000, seed: 7, rules: StandardRules.self, stopsAtFirstDifference: true)
        #expect(run.findings.differences == 0)
    }
}
