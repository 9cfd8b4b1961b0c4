import SyncModel
import Testing

@testable import SyncMerge

/// Shows what the policies say where histories of people seldom go.
@Suite struct PolicyTests {
    private func decision(_ seq: UInt64, _ value: Value, position: UInt64) -> Accepted {
        Sketch.change(
            8 + Int(seq),
            1,
            value,
            position: position,
            kind: .resolution(covers: [Sketch.dot(1, 1), Sketch.dot(2, 1)], passedOver: [])
        )
    }

    @Test(arguments: [MergePolicy.queue, .decide, .text, .owner(.counsellor)])
    func `of two live decisions the later is shown, and a conflict is open`(policy: MergePolicy) {
        let outcome = Sketch.outcome(
            policy,
            [
                Sketch.change(1, 1, "a", position: 1), Sketch.change(2, 1, "b", position: 2),
                decision(2, "d", position: 4), decision(1, "c", position: 3),
            ]
        )
        #expect(outcome.shown == "d")
        #expect(outcome.isConflict)
        #expect(outcome.values.map(\.value) == ["d", "c"])
    }

    @Test func `knowing one supporter leaves the candidate with the other`() {
        let outcome = Sketch.outcome(
            .queue,
            [
                Sketch.change(1, 1, "a", position: 1), Sketch.change(2, 1, "a", position: 2),
                Sketch.change(3, 1, "b", context: 1, position: 3),
            ]
        )
        #expect(outcome.values.map(\.value) == ["b", "a"])
        #expect(outcome.values.map(\.supporters) == [[Sketch.dot(3, 1)], [Sketch.dot(2, 1)]])
    }

    @Test func `a change that is superseded still removes what it replaces`() {
        let unit = Sketch.unit(
            .queue,
            [
                Sketch.change(1, 1, "a", position: 1),
                Sketch.change(2, 2, "c", position: 2),
            ]
        )
        let late = Sketch.change(2, 1, "b", context: 1, position: 3)
        let acceptance = accept(late, into: unit, lineage: Lineage())
        #expect(acceptance.receipt == .superseded)
        #expect(acceptance.effect == .settled)
        #expect(acceptance.history.live == [Sketch.dot(2, 2)])
    }

    @Test func `decide keeps what stands while an equal value supports it`() {
        let outcome = Sketch.outcome(
            .decide,
            [
                Sketch.change(1, 1, "a", position: 1), Sketch.change(2, 1, "a", position: 2),
                Sketch.change(3, 1, "b", context: 1, position: 3),
            ]
        )
        #expect(outcome.shown == "a")
        #expect(outcome.isConflict)
    }

    @Test func `restrictive passes over a value whose authors saw no protection`() {
        let policy = MergePolicy.restrictive(protective: ["none", "some"])
        let protected = Sketch.change(1, 1, "none", position: 1)
        let lifted = Sketch.change(2, 1, "all", context: 1, position: 2)
        let unaware = Sketch.change(3, 1, "some", position: 3)
        let lenient = Sketch.outcome(policy, [protected, lifted, unaware])
        #expect(lenient.shown == "all")
        #expect(!lenient.isConflict)
        let own = Sketch.change(2, 2, "some", position: 4)
        let strict = Sketch.outcome(policy, [protected, lifted, own])
        #expect(strict.shown == "none")
        #expect(strict.values.map(\.value) == ["some"])
    }

    @Test func `a proposal is never shown, and replaces proposals only`() {
        let policy = MergePolicy.owner(.admin)
        let owned = Sketch.change(1, 1, "a", position: 1, role: .admin)
        let proposal = Sketch.change(2, 1, "b", context: 1, position: 2)
        let second = Sketch.change(3, 1, "c", context: 2, position: 3)
        let outcome = Sketch.outcome(policy, [owned, proposal, second])
        #expect(outcome.shown == "a")
        #expect(outcome.values.map(\.value) == ["c", "a"])
        let alone = Sketch.outcome(policy, [proposal])
        #expect(alone.shown == .null)
        #expect(alone.shownBy == nil)
        #expect(alone.isConflict)
    }

    @Test func `what was shown at a revision, and before the candidates`() {
        let unit = Sketch.unit(
            .queue,
            [
                Sketch.change(1, 1, "a", position: 1),
                Sketch.change(1, 2, "b", context: 1, position: 2),
                Sketch.change(2, 1, "c", context: 1, position: 3),
            ]
        )
        #expect(shown(at: Sketch.at(1), in: unit, lineage: Lineage()) == "a")
        #expect(shown(at: Sketch.at(3), in: unit, lineage: Lineage()) == "c")
        #expect(base(of: unit, lineage: Lineage()) == "a")
        #expect(base(of: UnitHistory(policy: .queue), lineage: Lineage()) == .null)
    }

    @Test func `a missing member comes from the author's own chain first`() {
        func group(_ level: Int64?, _ reason: Value?) -> Value {
            let members = [
                level.map { GroupMember(name: "level", value: .integer($0)) },
                reason.map { GroupMember(name: "reason", value: $0) },
            ]
            return .makeGroup(members.compactMap { $0 })
        }
        let unit = Sketch.unit(
            .queue,
            [
                Sketch.change(1, 1, group(1, "screen"), position: 1),
                Sketch.change(2, 1, group(2, "own"), context: 1, position: 2),
            ]
        )
        let members = ["level", "reason"]
        let own = Sketch.change(2, 2, group(3, nil), context: 1, position: 3)
        #expect(filledIn(own, members: members, in: unit, lineage: Lineage()) == group(3, "own"))
        let other = Sketch.change(3, 1, group(3, nil), context: 1, position: 3)
        let filled = filledIn(other, members: members, in: unit, lineage: Lineage())
        #expect(filled == group(3, "screen"))
    }
}
