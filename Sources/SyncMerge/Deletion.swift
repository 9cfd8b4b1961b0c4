public import SyncModel

/// An accepted change that counts as an edit of a record, or of a case, for its deletion.
public struct EditMark: Hashable, Sendable {
    /// The change.
    public var dot: Dot
    /// What its author had seen of the case.
    public var context: Position
    /// Where it was accepted.
    public var position: Position
    /// As ``Accepted/chainFloor``.
    public var chainFloor: UInt64
    /// The server's sorting time; it only orders candidates.
    public var order: Instant
    /// As ``Accepted/formers``.
    public var formers: [Position]

    /// Makes a mark.
    public init(
        dot: Dot,
        context: Position,
        position: Position,
        chainFloor: UInt64 = 0,
        order: Instant = Instant(milliseconds: .min),
        formers: [Position] = []
    ) {
        self.dot = dot
        self.context = context
        self.position = position
        self.chainFloor = chainFloor
        self.order = order
        self.formers = formers
    }
}

extension EditMark {
    /// The mark of an accepted change.
    public init(_ change: Accepted) {
        self.init(
            dot: change.dot,
            context: change.context,
            position: change.position,
            chainFloor: change.chainFloor,
            order: change.order,
            formers: change.formers
        )
    }
}

/// The live deletion of `alive` that an edit and it do not know of each other; `nil` when there is none.
///
/// - Parameters:
///   - edit: An accepted change in the scope of `alive` (the record, or for the case file any record) that
///     is neither superseded nor a deletion.
///   - alive: The accepted changes of the `alive` unit.
///   - lineage: The known parents of incarnations.
/// - Returns: The latest such deletion.
public func deletion(
    against edit: EditMark,
    in alive: UnitHistory,
    lineage: Lineage
) -> Accepted? {
    AliveReading<StandardRules>(alive, edits: [], lineage).deletion(against: edit)
}

/// What the unit `alive` comes to, with the edits in its scope.
///
/// A conflict is open when a live deletion and an edit do not know of each other. Then the record is shown,
/// even over an earlier decision, and the candidates are `true`, supported by those edits, and `false`.
///
/// - Parameters:
///   - alive: The accepted changes of the `alive` unit.
///   - edits: The accepted changes in its scope (the record; for the case file any record of the case) that
///     were not superseded when they first came, also in an earlier epoch, and are no deletions; creations
///     and restores count, also the unit's own. In order of acceptance. They matter only while a deletion is
///     live: else leave them out.
///   - lineage: The known parents of incarnations.
/// - Returns: `shown` is `true`, `false`, or null for a record that was never made.
public func outcome(
    of alive: UnitHistory,
    edits: [EditMark],
    lineage: Lineage
) -> UnitOutcome {
    AliveReading<StandardRules>(alive, edits: edits, lineage).outcome()
}

/// Adds a creation, deletion, restore or decision to a unit `alive`.
///
/// As ``accept(_:into:lineage:)``, with one narrowing: a deletion never replaces a deletion, so that only a
/// decision or an explicit restore ends a conflict between a deletion and an edit.
///
/// - Parameters:
///   - change: The change; a decision has the case's position as its context.
///   - alive: The unit before it.
///   - edits: As for ``outcome(of:edits:lineage:)``.
///   - lineage: The known parents of incarnations.
/// - Returns: As ``accept(_:into:lineage:)``; a deletion that meets unseen edits gets `conflict-beaten`.
public func accept(
    _ change: Accepted,
    into alive: UnitHistory,
    edits: [EditMark],
    lineage: Lineage
) -> Acceptance {
    acceptAlive(change, into: alive, edits: edits, lineage: lineage, rules: StandardRules.self)
}

/// What an accepted edit does to the conflict of an `alive` unit in whose scope it is.
///
/// - Parameters:
///   - edit: The edit; not superseded, no deletion, not a change of this `alive` unit.
///   - alive: The accepted changes of the `alive` unit.
///   - edits: The edits before it, as for ``outcome(of:edits:lineage:)``.
///   - lineage: The known parents of incarnations.
/// - Returns: `opened`; `changed` while one is open, whatever its author knew: every later edit raises the
///   version; else `none`.
public func deletionEffect(
    of edit: EditMark,
    in alive: UnitHistory,
    edits: [EditMark],
    lineage: Lineage
) -> Acceptance.ConflictEffect {
    guard alive.liveChanges.contains(where: { $0.value == .boolean(false) }) else { return .none }
    if outcome(of: alive, edits: edits, lineage: lineage).isConflict { return .changed }
    return deletion(against: edit, in: alive, lineage: lineage) == nil ? .none : .opened
}
