import SyncModel
import SyncTesting
import Testing

@testable import SyncMerge

/// Shows the laws above ``accept(_:into:lineage:)`` on seeded random histories, and on changes that no honest
/// program would send.
@Suite struct MergeLawTests {
    /// The accepted changes of many random histories, one unit each.
    private static func units(_ seed: UInt64, _ count: Int) -> [UnitHistory] {
        (0..<count).map { index in
            let (_, policy, values) = RandomRun.policies[index % RandomRun.policies.count]
            var history = RandomHistory<StandardRules>(
                policies: [policy, .queue],
                values: values,
                generator: SeededGenerator(seed: seed, part: UInt64(index))
            )
            history.run(steps: 28)
            return history.world.units[0]
        }
    }

    private static func accepting(_ changes: [Accepted], _ policy: MergePolicy) -> UnitHistory {
        changes.reduce(into: UnitHistory(policy: policy)) { history, change in
            history = accept(change, into: history, lineage: Lineage()).history
        }
    }

    @Test func `the order of acceptance does not matter`() {
        let seed = seed(for: "MergeLawTests order", standard: 11)
        var generator = SeededGenerator(seed: seed)
        for unit in Self.units(seed, 1500) where unit.policy != .append {
            let shuffled = Self.accepting(unit.accepted.shuffled(using: &generator), unit.policy)
            #expect(Set(shuffled.live) == Set(unit.live), "\(unit.policy.name)")
            let (first, second) = (
                outcome(of: unit, lineage: Lineage()), outcome(of: shuffled, lineage: Lineage())
            )
            #expect(first.isConflict == second.isConflict, "\(unit.policy.name)")
            #expect(first.values.map(\.value) == second.values.map(\.value))
            if unit.policy != .decide {
                #expect(first.shown == second.shown, "\(unit.policy.name)")
            }
        }
    }

    @Test func `a change that arrives again changes nothing`() {
        let seed = seed(for: "MergeLawTests repetition", standard: 12)
        for unit in Self.units(seed, 1000) {
            for change in unit.accepted {
                let again = accept(change, into: unit, lineage: Lineage())
                #expect(again.receipt == .duplicate)
                #expect(again.history == unit)
                #expect(again.effect == (again.outcome.isConflict ? .unchanged : .none))
            }
        }
    }

    @Test func `what is not live was known by an accepted change`() {
        let seed = seed(for: "MergeLawTests loss", standard: 13)
        for unit in Self.units(seed, 1500) {
            let live = Set(unit.live)
            for change in unit.accepted where !live.contains(change.dot) {
                #expect(unit.accepted.contains { knows($0, change, lineage: Lineage()) })
            }
            #expect(unit.accepted.isEmpty == live.isEmpty)
        }
    }

    @Test func `a caller may leave out what is not live of queue and lww`() {
        let seed = seed(for: "MergeLawTests leaving out", standard: 14)
        for unit in Self.units(seed, 3000) where unit.policy == .queue || unit.policy == .lww {
            var trimmed = UnitHistory(policy: unit.policy)
            var whole = trimmed
            let inOrder = unit.accepted.filter { change in
                !unit.accepted.contains {
                    $0.dot.incarnation == change.dot.incarnation && $0.dot > change.dot
                        && $0.position < change.position
                }
            }
            for change in inOrder {
                let expected = accept(change, into: whole, lineage: Lineage())
                let actual = accept(change, into: trimmed, lineage: Lineage())
                #expect(actual.outcome == expected.outcome)
                #expect(actual.receipt == expected.receipt)
                #expect(actual.effect == expected.effect)
                whole = expected.history
                trimmed = actual.history
                let live = Set(trimmed.live)
                trimmed.accepted.removeAll { !live.contains($0.dot) && !$0.isResolution }
            }
        }
    }

    @Test func `nothing that is sent makes it trap`() {
        var generator = SeededGenerator(seed: seed(for: "MergeLawTests total", standard: 15))
        for round in 0..<2000 {
            let policy = RandomRun.policies[round % RandomRun.policies.count].policy
            let lineage = HostileChange.lineage(&generator)
            var history = UnitHistory(policy: policy)
            var alive = UnitHistory(policy: .queue)
            for _ in 0..<8 {
                var change = HostileChange.make(&generator)
                change.value = filledIn(change, members: ["a"], in: history, lineage: lineage)
                let acceptance = accept(change, into: history, lineage: lineage)
                history = acceptance.history
                let kept = history.accepted.contains { $0.dot == change.dot }
                #expect(kept || acceptance.receipt == .quarantined)
                #expect(history.accepted.isEmpty == history.live.isEmpty)
                let outcome = outcome(of: history, lineage: lineage)
                #expect(outcome.values.allSatisfy { !$0.supporters.isEmpty })
                _ = base(of: history, lineage: lineage)
                let marks = history.accepted.map { EditMark($0) }
                change.value = .boolean(generator.happens(percent: 50))
                let effect = deletionEffect(
                    of: EditMark(change),
                    in: alive,
                    edits: marks,
                    lineage: lineage
                )
                #expect(effect != .settled)
                alive = accept(change, into: alive, edits: marks, lineage: lineage).history
            }
        }
    }
}
