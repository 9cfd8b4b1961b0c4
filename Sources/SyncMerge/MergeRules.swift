import SyncModel

/// The rules that every policy rests on.
///
/// There is one conformer in the product, ``StandardRules``. The tests substitute faulty ones, to show that
/// each fault is noticed.
protocol MergeRules {
    /// Whether `later`'s author knew `earlier` when he wrote.
    static func knows(_ later: Accepted, _ earlier: Accepted, _ lineage: Lineage) -> Bool
    /// Whether two values are one candidate.
    static func isSame(_ left: Value, _ right: Value) -> Bool
    /// Whether a live change is shown before all others that are not.
    static func isSticky(_ change: Accepted) -> Bool
}

/// The rules of `DESIGN.md` §3.
enum StandardRules: MergeRules {}

extension MergeRules {
    static func knows(_ later: Accepted, _ earlier: Accepted, _ lineage: Lineage) -> Bool {
        standardKnows(later, earlier, lineage)
    }

    static func isSame(_ left: Value, _ right: Value) -> Bool { left == right }

    static func isSticky(_ change: Accepted) -> Bool { change.isResolution }
}

extension Accepted {
    /// Whether it is a decision.
    var isResolution: Bool {
        switch kind {
        case .resolution: true
        case .edit, .reopened: false
        }
    }

    /// Whether this sorts before `other` by (order, incarnation, seq): the last of a list is its last writer.
    func isBefore(_ other: Accepted) -> Bool {
        if order != other.order { return order < other.order }
        return dot < other.dot
    }
}
