import SyncModel

@testable import SyncMerge

/// Changes in few words, for tests of one rule.
enum Sketch {
    static func incarnation(_ number: Int) -> IncarnationID {
        IncarnationID(Identifier128(high: 1, low: UInt64(number)))
    }

    static func dot(_ incarnation: Int, _ seq: UInt64) -> Dot {
        Dot(incarnation: Self.incarnation(incarnation), seq: seq)
    }

    static func at(_ revision: UInt64) -> Position { Position(epoch: 1, revision: revision) }

    /// A change `incarnation.seq` accepted at `position` whose author had seen `context`; its order is its
    /// position unless given.
    static func change(
        _ incarnation: Int,
        _ seq: UInt64,
        _ value: Value,
        context: UInt64 = 0,
        position: UInt64,
        order: Int64? = nil,
        role: Role = .counsellor,
        kind: Accepted.Kind = .edit,
        chainFloor: UInt64 = 0,
        mayRead: Bool = true
    ) -> Accepted {
        Accepted(
            dot: dot(incarnation, seq),
            value: value,
            context: context == 0 ? .zero : at(context),
            position: at(position),
            order: Instant(milliseconds: order ?? Int64(position)),
            author: "user\(incarnation)",
            role: role,
            kind: kind,
            chainFloor: chainFloor,
            mayRead: mayRead
        )
    }

    static func unit(_ policy: MergePolicy, _ changes: [Accepted]) -> UnitHistory {
        changes.reduce(into: UnitHistory(policy: policy)) { history, change in
            history = accept(change, into: history, lineage: Lineage()).history
        }
    }

    static func outcome(_ policy: MergePolicy, _ changes: [Accepted]) -> UnitOutcome {
        SyncMerge.outcome(of: unit(policy, changes), lineage: Lineage())
    }
}
