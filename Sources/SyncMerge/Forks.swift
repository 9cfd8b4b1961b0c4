public import SyncModel

/// Where the epochs of one case begin: what each took over from the one before (`DESIGN.md` §5).
///
/// A server that is restored from a backup begins a new epoch: of the case it has what the backup holds, and
/// its revisions go on from there. What the former epoch accepted after the backup is not part of the new one,
/// until somebody brings it back; then it stands at a new position, and the old one is a *former* position.
///
/// Without forks there is one epoch, and one position is part of another when it is not after it.
public struct Forks: Hashable, Sendable {
    /// The case's last revision that an epoch took over, by epoch.
    private let taken: [UInt32: UInt64]

    /// Takes the last revision that each epoch took over; one that is not named took over everything.
    ///
    /// - Parameter taken: The case's revision in the backup that an epoch began from, by epoch.
    public init(_ taken: [UInt32: UInt64] = [:]) { self.taken = taken }

    /// Whether what was accepted at `position` was part of the case where it stood at `context`.
    ///
    /// In the epoch of `context` that is a matter of revisions. What an earlier epoch accepted is part of it when
    /// every epoch from then on took it over; what a later epoch accepted is not.
    ///
    /// - Parameters:
    ///   - context: What somebody saw of the case.
    ///   - position: Where a change was accepted.
    /// - Returns: Whether he saw it.
    public func reaches(_ context: Position, _ position: Position) -> Bool {
        guard position.epoch != context.epoch else {
            return position.revision <= context.revision
        }
        guard position.epoch < context.epoch else { return false }
        // The first epoch that began without it ends the search; epochs are numbered one after the other.
        for (epoch, revision) in taken
        where epoch > position.epoch && epoch <= context.epoch && revision < position.revision {
            return false
        }
        return position.revision <= context.revision
    }

    /// How far the epochs after a position's own took its epoch over, at most the position itself.
    ///
    /// - Parameter position: Where somebody's copy of the case stands.
    /// - Returns: A position of the same epoch.
    public func taken(of position: Position) -> Position {
        var revision = position.revision
        for (epoch, last) in taken where epoch > position.epoch { revision = min(revision, last) }
        return Position(epoch: position.epoch, revision: revision)
    }

    /// Whether a change was part of the case where it stood at `context`, by any of its positions.
    ///
    /// - Parameters:
    ///   - context: What somebody saw of the case.
    ///   - change: An accepted change.
    /// - Returns: Whether he saw it.
    func reaches(_ context: Position, _ change: Accepted) -> Bool {
        if reaches(context, change.position) { return true }
        return change.formers.contains { reaches(context, $0) }
    }
}
