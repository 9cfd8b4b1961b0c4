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

    /// Makes a mark.
    public init(dot: Dot, context: Position, position: Position, chainFloor: UInt64 = 0) {
        self.dot = dot
        self.context = context
        self.position = position
        self.chainFloor = chainFloor
    }
}

/// The live deletion of `alive` that an edit and it do not know of each other; `nil` when there is none.
///
/// - Parameters:
///   - edit: An accepted change in the scope of `alive` (the record, or for the case file any record) that
///     is neither superseded nor a deletion.
///   - alive: The accepted changes of the `alive` unit.
public func deletion(
    against edit: EditMark,
    in alive: UnitHistory,
    lineage: Lineage
) -> Accepted? {
    nil
}
