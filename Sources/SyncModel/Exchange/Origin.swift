/// Where an incarnation branched off: its parent's changes up to the fork are its own too.
public struct Origin: Hashable, Sendable {
    /// The child.
    public var incarnation: IncarnationID
    /// The incarnation that it continues.
    public var parent: IncarnationID
    /// The last of the parent's changes that the child holds, the end of a save; the child's numbers go on after it,
    /// and its chain hash follows from the one here.
    public var fork: ChainHead

    /// Names a child, its parent and the fork.
    public init(incarnation: IncarnationID, parent: IncarnationID, fork: ChainHead) {
        self.incarnation = incarnation
        self.parent = parent
        self.fork = fork
    }
}

/// Asks which of these ends of saves the server has too; the answer is the highest, or ``ChainHead/none``.
public struct CompareRequest: Hashable, Sendable {
    /// Whose chain; the part before its fork is its ancestors'.
    public var incarnation: IncarnationID
    /// Ends of saves of the device, newest first, at most ``Limits/compareHeadsMax``.
    public var heads: [ChainHead]

    /// Makes a request.
    public init(incarnation: IncarnationID, heads: [ChainHead]) {
        self.incarnation = incarnation
        self.heads = heads
    }
}
