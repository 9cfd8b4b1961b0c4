import SyncTesting
import Testing

@testable import SyncSimulation

/// Shows that nothing is lost, and that the queue holds every true conflict and no false one, whatever happens.
///
/// 300 seeds of 300 steps; each tenth seed runs twice. `SLUIS_SEED` moves the seeds. What fails is shrunk, and printed
/// so that a person can read it.
@Suite struct SimulationTests {
    static let seedsPerPart: UInt64 = 75
    static let steps = 300

    @Test(arguments: 0..<4 as Range<UInt64>)
    func `holds in every office`(part: UInt64) throws {
        let base = seed(for: "SimulationTests", standard: 0)
        var counts: [FaultKind: Int] = [:]
        for index in 0..<Self.seedsPerPart {
            let number = base &+ part * Self.seedsPerPart &+ index
            let outcome = Run.seed(number, steps: Self.steps)
            for (kind, count) in outcome.counts { counts[kind, default: 0] += count }
            if let violation = outcome.violation {
                Issue.record("seed \(number): \(violation)\n\(Self.shrunk(number))")
                return
            }
            if number % 10 == 0 {
                let again = Run.seed(number, steps: Self.steps)
                #expect(again.hash == outcome.hash, "seed \(number) went another way")
            }
        }
        let silent = FaultKind.allCases.filter { counts[$0] == nil }
        #expect(silent.isEmpty, "never fired: \(silent.map(\.rawValue))")
    }

    private static func shrunk(_ seed: UInt64) -> String {
        let plan = Step.plan(seed: seed, count: steps)
        let (kept, outcome) = Run.shrink(seed, plan, SimulationOptions(), triesMax: 60)
        return "\(kept.count) steps:\n" + outcome.lines.joined(separator: "\n")
    }
}
