import SyncModel

@testable import SyncMerge

/// A position of any epoch is compared by its revision alone.
enum EpochlessRules: MergeRules {
    static func knows(_ later: Accepted, _ earlier: Accepted, _ lineage: Lineage) -> Bool {
        func flat(_ position: Position) -> Position {
            position == .zero ? .zero : Position(epoch: 1, revision: position.revision)
        }
        var (change, other) = (later, earlier)
        change.context = flat(change.context)
        change.position = flat(change.position)
        change.formers = []
        other.position = flat(other.position)
        other.formers = []
        other.context = flat(other.context)
        return StandardRules.knows(change, other, Lineage())
    }
}

/// Where a change stood in an earlier epoch is forgotten.
enum FormerlessRules: MergeRules {
    static func knows(_ later: Accepted, _ earlier: Accepted, _ lineage: Lineage) -> Bool {
        var (change, other) = (later, earlier)
        change.formers = []
        other.formers = []
        return StandardRules.knows(change, other, lineage)
    }
}

/// What an earlier epoch accepted is taken to be part of every later one.
enum ForklessRules: MergeRules {
    static func knows(_ later: Accepted, _ earlier: Accepted, _ lineage: Lineage) -> Bool {
        StandardRules.knows(later, earlier, Lineage())
    }
}
