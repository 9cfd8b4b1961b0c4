public import SyncModel

/// What was shown at a revision of the case: the outcome of what was accepted by then.
///
/// - Parameters:
///   - position: The revision.
///   - history: The unit, with all its accepted changes up to `position`.
///   - lineage: The known parents of incarnations.
/// - Returns: The value; null when nothing was shown.
public func shown(at position: Position, in history: UnitHistory, lineage: Lineage) -> Value {
    UnitReading<StandardRules>(history, upTo: position, lineage).outcome().shown
}

/// The value before the candidates of a conflict: what was shown at the lowest context among the live
/// changes.
///
/// - Parameters:
///   - history: The unit, with all its accepted changes.
///   - lineage: The known parents of incarnations.
/// - Returns: The value; null when nothing was shown then, or when nothing is live.
public func base(of history: UnitHistory, lineage: Lineage) -> Value {
    guard let lowest = history.liveChanges.map(\.seenRevision).min() else { return .null }
    return shown(at: lowest, in: history, lineage: lineage)
}

extension Accepted {
    /// The latest revision that its author had seen: a decision is made on what was accepted just before it,
    /// and a reopened candidate saw nothing.
    var seenRevision: Position {
        switch kind {
        case .edit: return context
        case .reopened: return .zero
        case .resolution:
            let first = formers.min() ?? position
            guard first.revision > 0 else { return context }
            return max(context, Position(epoch: first.epoch, revision: first.revision - 1))
        }
    }
}
