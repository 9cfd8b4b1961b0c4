import SyncTesting
import Testing

@testable import SyncSimulation

/// Shows that nothing is lost, and that the queue holds every true conflict and no false one, whatever happens.
///
/// Offices of 300 steps, half of them on each core; each tenth seed runs twice. `SLUIS_SEED` moves the seeds. What
/// fails is shrunk, and printed so that a person can read it.
@Suite struct SimulationTests {
    /// As many as a debug build runs in four minutes; `make simulate` runs more.
    static let seeds: UInt64 = 80
    static let steps = 300

    @Test func `holds in every office, and every fault fires`() async throws {
        let base = seed(for: "SimulationTests", standard: 0)
        let middle = base &+ Self.seeds / 2
        async let first = Self.counts(base..<middle)
        async let second = Self.counts(middle..<(base &+ Self.seeds))
        let counts = await (first, second)
        let silent = FaultKind.allCases.filter { counts.0[$0] == nil && counts.1[$0] == nil }
        #expect(silent.isEmpty, "never fired: \(silent.map(\.rawValue))")
    }

    /// Runs seeds; how often each fault fired.
    @concurrent private static func counts(_ seeds: Range<UInt64>) async -> [FaultKind: Int] {
        var counts: [FaultKind: Int] = [:]
        for number in seeds {
            let outcome = Run.seed(number, steps: steps)
            for (kind, count) in outcome.counts { counts[kind, default: 0] += count }
            if let violation = outcome.violation {
                Issue.record("seed \(number): \(violation)\n\(shrunk(number))")
                continue
            }
            if number % 10 == 0 {
                let again = Run.seed(number, steps: steps)
                #expect(again.hash == outcome.hash, "seed \(number) went another way")
            }
        }
        return counts
    }

    private static func shrunk(_ seed: UInt64) -> String {
        let plan = Step.plan(seed: seed, count: steps)
        let (kept, outcome) = Run.shrink(seed, plan, SimulationOptions(), triesMax: 60)
        return "\(kept.count) steps:\n" + outcome.lines.joined(separator: "\n")
    }
}
