public import SyncModel

/// Which incarnations continue which: a child holds its parent's changes up to the fork; and which epochs.
public struct Lineage: Hashable, Sendable {
    /// A child's parent, and the last number of the parent that the child holds.
    public struct Origin: Hashable, Sendable {
        /// The parent.
        public var parent: IncarnationID
        /// The last of the parent's changes that the child holds.
        public var fork: UInt64

        /// Names a parent and a fork.
        public init(parent: IncarnationID, fork: UInt64) {
            self.parent = parent
            self.fork = fork
        }
    }

    private let origins: [IncarnationID: Origin]
    private var aliases: [Dot: [Dot]] = [:]
    /// Where the epochs of the case begin.
    public var forks: Forks

    /// Takes the known parents; an incarnation that is not named has none.
    ///
    /// - Parameters:
    ///   - origins: The parents, by child.
    ///   - forks: Where the epochs of the case begin; nothing as long as the server was never restored.
    public init(_ origins: [IncarnationID: Origin] = [:], forks: Forks = Forks()) {
        self.origins = origins
        self.forks = forks
    }

    /// Adds that a change arrived again under another dot, of another copy of its laptop: it stands there too.
    public mutating func add(_ dot: Dot, standingFor original: Dot) {
        aliases[original, default: []].append(dot)
    }

    /// Whether `earlier` stands before `later` in `later`'s own chain.
    ///
    /// That is: same incarnation and lower number, or in an ancestor at or before the fork. A cycle in the
    /// origins ends the search.
    ///
    /// - Parameters:
    ///   - earlier: The change that is looked for.
    ///   - later: The change whose chain is searched.
    /// - Returns: `false` for a change and itself.
    public func isEarlier(_ earlier: Dot, than later: Dot) -> Bool {
        if stands(earlier, before: later) { return true }
        guard !aliases.isEmpty, let others = aliases[earlier] else { return false }
        return others.contains { stands($0, before: later) }
    }

    private func stands(_ earlier: Dot, before later: Dot) -> Bool {
        if earlier.incarnation == later.incarnation { return earlier.seq < later.seq }
        var seen: Set<IncarnationID> = [later.incarnation]
        var bound = UInt64.max
        var child = later.incarnation
        while let origin = origins[child], seen.insert(origin.parent).inserted {
            bound = min(UInt64.max, origin.fork)
            if origin.parent == earlier.incarnation { return earlier.seq <= bound }
            child = origin.parent
        }
        return false
    }
}
