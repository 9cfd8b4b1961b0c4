import SyncModel
import SyncTesting

@testable import SyncMerge

/// Changes that no honest program sends: forged contexts, cycles, values of another type.
enum HostileChange {
    static func make(_ generator: inout SeededGenerator) -> Accepted {
        Accepted(
            dot: dot(&generator),
            value: value(&generator),
            context: position(&generator),
            position: position(&generator),
            order: Instant(milliseconds: generator.pick([.min, -1, 0, 1, .max]) ?? 0),
            author: generator.pick(["", "a", "b"]) ?? "",
            role: generator.pick(Role.allCases) ?? .admin,
            kind: kind(&generator),
            chainFloor: generator.pick([0, 1, .max]) ?? 0,
            mayRead: generator.happens(percent: 70)
        )
    }

    /// Parents in circles.
    static func lineage(_ generator: inout SeededGenerator) -> Lineage {
        var origins: [IncarnationID: Lineage.Origin] = [:]
        for number in 0..<3 where generator.happens(percent: 50) {
            origins[incarnation(number)] = Lineage.Origin(
                parent: incarnation(generator.below(3)),
                fork: generator.pick([0, 1, .max]) ?? 0
            )
        }
        return Lineage(origins)
    }

    private static func incarnation(_ number: Int) -> IncarnationID {
        IncarnationID(Identifier128(high: 0, low: UInt64(number)))
    }

    private static func dot(_ generator: inout SeededGenerator) -> Dot {
        let seq: UInt64 = generator.pick([0, 1, 2, 3, 4, 5, .max]) ?? 0
        return Dot(incarnation: incarnation(generator.below(3)), seq: seq)
    }

    private static func position(_ generator: inout SeededGenerator) -> Position {
        let revision: UInt64 = generator.pick([0, 1, 2, 3, 4, .max]) ?? 0
        return Position(epoch: generator.pick([0, 1, 2, .max]) ?? 0, revision: revision)
    }

    private static func kind(_ generator: inout SeededGenerator) -> Accepted.Kind {
        switch generator.below(5) {
        case 0: .reopened
        case 1:
            .resolution(
                covers: [dot(&generator), dot(&generator)],
                passedOver: [.init(author: "a", value: value(&generator))]
            )
        default: .edit
        }
    }

    private static func value(_ generator: inout SeededGenerator) -> Value {
        let values: [Value] = [
            .null, .text(""), .text("a b"), .text("b  c\u{0}"), .integer(.min), .boolean(true),
            .boolean(false), .set(["a", "a"]), .set([]),
            .difference(SetDifference(added: ["a"], removed: ["a"])),
            .difference(SetDifference(added: [], removed: [])),
            .group([]), .group([GroupMember(name: "a", value: .group([]))]),
            .group([GroupMember(name: "b", value: .null), GroupMember(name: "b", value: .null)]),
        ]
        return generator.pick(values) ?? .null
    }
}
