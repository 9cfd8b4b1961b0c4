import SyncModel
import SyncTesting
import Testing

@testable import SyncMerge

/// Shows that the merge agrees with the oracle in 100,000 random histories over all policies, with decisions,
/// reopening, quarantine, late arrivals, groups and deletion; and that they are worth something: how often each
/// policy and each receipt occurred is counted.
@Suite struct RandomHistoryTests {
    private static let histories = 100_000
    private static let parts = 8

    @Test func `agrees with the oracle in 100,000 random histories`() async {
        let seed = seed(for: "RandomHistoryTests", standard: 20_261_124)
        var total = RandomRun()
        await withTaskGroup(of: RandomRun.self) { group in
            let size = Self.histories / Self.parts
            for part in 0..<Self.parts {
                group.addTask {
                    var run = RandomRun()
                    run.run(
                        (part * size)..<((part + 1) * size),
                        seed: seed,
                        rules: StandardRules.self
                    )
                    return run
                }
            }
            for await run in group { total.add(run) }
        }
        print(table(total))
        #expect(total.findings.differences == 0, "\(total.findings.example ?? "")")
        #expect(total.histories == Self.histories)
        #expect(total.contested * 100 >= total.histories * 30)
        for name in RandomRun.policies.map(\.name) + ["alive"] {
            #expect(total.answers[name, default: 0] >= 1000, "\(name)")
        }
        for receipt in ReceiptStatus.allCases {
            #expect(total.findings.count(of: receipt) >= 1000, "\(receipt)")
        }
    }

    private func table(_ run: RandomRun) -> String {
        var lines = [
            "Random histories: \(run.histories), contested \(run.contested), comparisons "
                + "\(run.findings.comparisons), missed \(run.findings.missedConflicts), false "
                + "\(run.findings.falseConflicts), lost \(run.findings.lostValues)"
        ]
        for name in RandomRun.policies.map(\.name) + ["alive"] {
            lines.append("  changes, \(name): \(run.answers[name, default: 0])")
        }
        for receipt in ReceiptStatus.allCases {
            lines.append("  \(receipt.rawValue): \(run.findings.count(of: receipt))")
        }
        return lines.joined(separator: "\n")
    }
}
