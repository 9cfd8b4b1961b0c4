import SyncModel
import Testing

@testable import SyncMerge

/// Shows each way to know a change, and each limit of it.
@Suite struct KnowsTests {
    private let none = Lineage()

    @Test(arguments: [(UInt64(4), false), (5, true), (6, true)])
    func `an author knows what was accepted up to his context`(context: UInt64, expected: Bool) {
        let earlier = Sketch.change(1, 1, "a", position: 5)
        let later = Sketch.change(2, 1, "b", context: context, position: 9)
        #expect(knows(later, earlier, lineage: none) == expected)
        #expect(!knows(earlier, later, lineage: none))
    }

    @Test func `one who may not see the values knows his own chain only`() {
        let other = Sketch.change(1, 1, "a", position: 1)
        let own = Sketch.change(2, 1, "b", position: 2)
        let later = Sketch.change(2, 2, "c", context: 5, position: 9, mayRead: false)
        #expect(!knows(later, other, lineage: none))
        #expect(knows(later, own, lineage: none))
    }

    @Test func `a purge of the case ends what the chain knows`() {
        let before = Sketch.change(1, 3, "a", position: 9)
        let after = Sketch.change(1, 5, "b", position: 8, chainFloor: 4)
        #expect(!knows(after, before, lineage: none))
        #expect(knows(Sketch.change(1, 5, "b", position: 8), before, lineage: none))
    }

    @Test(arguments: [(UInt64(7), true), (8, false)])
    func `a child incarnation knows its parent's part up to the fork`(seq: UInt64, expected: Bool) {
        let lineage = Lineage([
            Sketch.incarnation(2): .init(parent: Sketch.incarnation(1), fork: 7),
            Sketch.incarnation(3): .init(parent: Sketch.incarnation(2), fork: 9),
        ])
        let earlier = Sketch.change(1, seq, "a", position: 5)
        for child in [2, 3] {
            let later = Sketch.change(child, 12, "b", position: 9)
            #expect(knows(later, earlier, lineage: lineage) == expected)
            #expect(!knows(earlier, later, lineage: lineage))
        }
    }

    @Test func `a change that arrived again under another dot stands at both`() {
        var lineage = Lineage([
            Sketch.incarnation(2): .init(parent: Sketch.incarnation(1), fork: 3),
            Sketch.incarnation(4): .init(parent: Sketch.incarnation(1), fork: 3),
        ])
        let first = Sketch.change(2, 4, "a", position: 5)
        let later = Sketch.change(4, 6, "b", position: 9)
        #expect(!knows(later, first, lineage: lineage))
        lineage.add(Sketch.dot(4, 4), standingFor: Sketch.dot(2, 4))
        #expect(knows(later, first, lineage: lineage))
        #expect(!knows(Sketch.change(4, 3, "b", position: 9), first, lineage: lineage))
    }

    @Test func `a reopened candidate knows nothing`() {
        let earlier = Sketch.change(1, 1, "a", position: 1)
        let reopened = Sketch.change(1, 2, "b", context: 5, position: 9, kind: .reopened)
        #expect(!knows(reopened, earlier, lineage: none))
    }

    @Test func `a decision covers late what its author passed over of the same user`() {
        let passedOver: Set<Accepted.PassedOver> = [.init(author: "user2", value: "b")]
        let decision = Sketch.change(
            9,
            1,
            "a",
            position: 5,
            kind: .resolution(covers: [Sketch.dot(1, 1)], passedOver: passedOver)
        )
        #expect(knows(decision, Sketch.change(1, 1, "a", position: 1), lineage: none))
        #expect(knows(decision, Sketch.change(2, 2, "b", position: 7), lineage: none))
        #expect(!knows(decision, Sketch.change(2, 2, "c", position: 7), lineage: none))
        #expect(!knows(decision, Sketch.change(3, 2, "b", position: 7), lineage: none))
        let informed = Sketch.change(2, 2, "b", context: 5, position: 7)
        #expect(!knows(decision, informed, lineage: none))
        #expect(knows(informed, decision, lineage: none))
    }

    /// Of the case, epoch 2 took over five revisions, and epoch 3 seven.
    private let forks = Forks([2: 5, 3: 7])

    private static let reaches: [(context: Position, position: Position, expected: Bool)] = [
        (at(1, 6), at(1, 6), true), (at(1, 6), at(1, 7), false),
        (at(2, 6), at(1, 5), true), (at(2, 6), at(1, 6), false),
        (at(1, 9), at(2, 6), false), (at(3, 8), at(1, 5), true),
        (at(3, 8), at(1, 6), false), (at(3, 8), at(2, 7), true), (at(3, 9), at(2, 8), false),
        (.zero, at(1, 1), false),
    ]

    private static func at(_ epoch: UInt32, _ revision: UInt64) -> Position {
        Position(epoch: epoch, revision: revision)
    }

    @Test(arguments: reaches)
    func `a context holds what its epoch accepted and took over`(
        context: Position,
        position: Position,
        expected: Bool
    ) {
        #expect(forks.reaches(context, position) == expected)
    }

    @Test func `an author knows what he saw in an epoch that was lost`() {
        var earlier = Sketch.change(1, 1, "a", position: 5)
        earlier.position = Self.at(2, 6)
        var later = Sketch.change(2, 1, "b", position: 9)
        later.context = Self.at(1, 8)
        let lineage = Lineage(forks: forks)
        #expect(!knows(later, earlier, lineage: lineage))
        earlier.formers = [Self.at(1, 8)]
        #expect(knows(later, earlier, lineage: lineage))
        earlier.formers = [Self.at(1, 9)]
        #expect(!knows(later, earlier, lineage: lineage))
        later.context = Self.at(2, 6)
        #expect(knows(later, earlier, lineage: lineage))
    }
}
