import Foundation
import SyncModel
import Testing

@testable import SyncMerge

/// Shows that the merge agrees with the oracle in every small history: no conflict missed, none false, no value
/// lost, every receipt right.
///
/// The histories of ``Enumeration`` within several bounds are gone through whole; the table that is printed says
/// how many there are. `SLUIS_DEEP=1` adds bounds that take minutes in a debug build.
@Suite struct EnumerationTests {
    private typealias Bounds = Enumeration<StandardRules>.Bounds

    /// The first alone is over a million histories.
    private static let bounds = [
        Bounds(writes: 2, writesEach: 2, deletes: 1, resolves: 1, syncs: 6),
        Bounds(writes: 3, writesEach: 2, deletes: 1, resolves: 1, syncs: 4),
        Bounds(writes: 2, writesEach: 2, deletes: 1, resolves: 1, syncs: 4, restores: 1),
    ]

    private static let deepBounds = [
        Bounds(writes: 2, writesEach: 2, deletes: 1, resolves: 1, syncs: 8),
        Bounds(writes: 3, writesEach: 2, deletes: 1, resolves: 1, syncs: 5),
        Bounds(writes: 4, writesEach: 2, deletes: 1, resolves: 1, syncs: 4),
        Bounds(writes: 3, writesEach: 2, deletes: 1, resolves: 1, syncs: 4, restores: 1),
        Bounds(writes: 2, writesEach: 2, deletes: 1, resolves: 1, syncs: 5, restores: 1),
        Bounds(writes: 2, writesEach: 2, deletes: 1, resolves: 1, syncs: 6, restores: 1),
    ]

    @Test func `agrees with the oracle in every small history`() async {
        let isDeep = ProcessInfo.processInfo.environment["SLUIS_DEEP"] == "1"
        var lines = ["Histories of 3 laptops and 2 fields, compared with the oracle:"]
        lines.append(
            "writes deletes decisions syncs restores | histories contested comparisons | missed false lost"
        )
        var most = 0
        for bounds in Self.bounds + (isDeep ? Self.deepBounds : []) {
            let total = await Self.enumerate(bounds)
            lines.append(Self.line(bounds, total))
            most = max(most, total.histories)
            #expect(total.findings.differences == 0, "\(total.findings.example ?? "")")
        }
        print(lines.joined(separator: "\n"))
        #expect(most >= 1_000_000)
    }

    private static func line(_ bounds: Bounds, _ total: Total) -> String {
        "\(bounds.writes) \(bounds.deletes) \(bounds.resolves) \(bounds.syncs) \(bounds.restores) | "
            + "\(total.histories) "
            + "\(total.contested) \(total.findings.comparisons) | \(total.findings.missedConflicts) "
            + "\(total.findings.falseConflicts) \(total.findings.lostValues)"
    }

    private struct Total {
        var histories = 0
        var contested = 0
        var findings = Findings()
    }

    /// Goes through the histories in parts, side by side.
    ///
    /// The beginnings of one sync are in every part, and
    /// are counted once.
    private static func enumerate(_ bounds: Bounds) async -> Total {
        let parts = 8
        return await withTaskGroup(of: Total.self) { group in
            for part in 0..<parts {
                group.addTask {
                    var enumeration = Enumeration<StandardRules>(bounds)
                    enumeration.run(part: part, of: parts)
                    return Total(
                        histories: enumeration.histories,
                        contested: enumeration.contested,
                        findings: enumeration.findings
                    )
                }
            }
            var total = Total()
            for await part in group {
                total.histories += part.histories
                total.contested += part.contested
                total.findings.add(part.findings)
            }
            return total
        }
    }

    @Test func `notices that the epoch is ignored`() {
        let bounds = Enumeration<EpochlessRules>.Bounds(
            writes: 3,
            writesEach: 2,
            deletes: 0,
            resolves: 0,
            syncs: 3,
            restores: 1
        )
        var epochless = Enumeration<EpochlessRules>(bounds, stopsAtFirstDifference: true)
        epochless.run()
        #expect(epochless.findings.differences > 0)
    }

    @Test func `notices a fault`() {
        let bounds = Enumeration<ClockRules>.Bounds(
            writes: 2,
            writesEach: 2,
            deletes: 0,
            resolves: 1,
            syncs: 4
        )
        var clock = Enumeration<ClockRules>(bounds, stopsAtFirstDifference: true)
        clock.run()
        #expect(clock.findings.differences > 0)
    }
}
