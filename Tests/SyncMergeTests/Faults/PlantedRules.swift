import SyncModel

@testable import SyncMerge

/// The newer clock has seen everything older.
enum ClockRules: MergeRules {
    static func knows(_ later: Accepted, _ earlier: Accepted, _ lineage: Lineage) -> Bool {
        earlier.isBefore(later)
    }
}

/// The base of a change is what is current when it arrives.
enum CurrentBaseRules: MergeRules {
    static func knows(_ later: Accepted, _ earlier: Accepted, _ lineage: Lineage) -> Bool {
        StandardRules.knows(later, earlier, lineage) || earlier.position < later.position
    }
}

/// Whoever is not the last writer is dropped.
enum DroppingRules: MergeRules {
    static func knows(_ later: Accepted, _ earlier: Accepted, _ lineage: Lineage) -> Bool {
        if StandardRules.knows(later, earlier, lineage) { return true }
        return earlier.isBefore(later) && !StandardRules.knows(earlier, later, lineage)
    }
}

/// A late edit beats a decision that it did not know.
enum UnstickyRules: MergeRules {
    static func isSticky(_ change: Accepted) -> Bool { false }
}

/// What a decision passed over opens again when it comes late.
enum ReopeningRules: MergeRules {
    static func knows(_ later: Accepted, _ earlier: Accepted, _ lineage: Lineage) -> Bool {
        var change = later
        if case .resolution(let covers, _) = change.kind {
            change.kind = .resolution(covers: covers, passedOver: [])
        }
        return StandardRules.knows(change, earlier, lineage)
    }
}

/// A laptop's own earlier changes are not known.
enum ChainlessRules: MergeRules {
    static func knows(_ later: Accepted, _ earlier: Accepted, _ lineage: Lineage) -> Bool {
        var change = later
        change.chainFloor = .max
        return StandardRules.knows(change, earlier, lineage)
    }
}

/// A change at the author's context counts as unseen: `>=` for `>`.
enum OffByOneRules: MergeRules {
    static func knows(_ later: Accepted, _ earlier: Accepted, _ lineage: Lineage) -> Bool {
        var change = later
        if earlier.position == later.context { change.context = .zero }
        return StandardRules.knows(change, earlier, lineage)
    }
}

/// A decision covers nothing.
enum CoverlessRules: MergeRules {
    static func knows(_ later: Accepted, _ earlier: Accepted, _ lineage: Lineage) -> Bool {
        var change = later
        if case .resolution(_, let passedOver) = change.kind {
            change.kind = .resolution(covers: [], passedOver: passedOver)
        }
        return StandardRules.knows(change, earlier, lineage)
    }
}

/// Text is compared as Swift compares strings.
enum StringRules: MergeRules {
    static func isSame(_ left: Value, _ right: Value) -> Bool {
        guard case .text(let first) = left, case .text(let second) = right else {
            return left == right
        }
        return first.string == second.string
    }
}

/// One who may not see the values settles a conflict all the same.
enum SightlessRules: MergeRules {
    static func knows(_ later: Accepted, _ earlier: Accepted, _ lineage: Lineage) -> Bool {
        var change = later
        change.mayRead = true
        return StandardRules.knows(change, earlier, lineage)
    }
}
