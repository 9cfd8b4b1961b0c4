public import SyncModel

/// A change of one merge unit as the server accepts it: what the merge needs to know of it, and no more.
public struct Accepted: Hashable, Sendable {
    /// What kind of write it is.
    public enum Kind: Hashable, Sendable {
        /// An ordinary write by a person.
        case edit
        /// A decision: it knows `covers`, and a late change of `passedOver` counts as covered.
        case resolution(covers: Set<Dot>, passedOver: Set<PassedOver>)
        /// A candidate made live again by a reopening: it knows nothing.
        case reopened
    }

    /// A value that a user had proposed and a decision did not choose.
    public struct PassedOver: Hashable, Sendable {
        /// The user's name.
        public var author: String
        /// The value.
        public var value: Value

        /// Names a user and a value.
        public init(author: String, value: Value) {
            self.author = author
            self.value = value
        }
    }

    /// Its name.
    public var dot: Dot
    /// What it writes; a group is complete (``filledIn(_:members:in:lineage:)``).
    public var value: Value
    /// What its author had seen of the case.
    public var context: Position
    /// Where it is accepted.
    public var position: Position
    /// The server's sorting time.
    public var order: Instant
    /// The user's name.
    public var author: String
    /// The user's role at acceptance.
    public var role: Role
    /// Edit, resolution or reopened candidate.
    public var kind: Kind
    /// Changes of the author's own chain below this number do not count as known.
    ///
    /// The case was purged from his laptop in between. 0 when it never was.
    public var chainFloor: UInt64
    /// Whether the author may see this unit's values; one who may not never replaces by context.
    public var mayRead: Bool
    /// Where it was accepted in earlier epochs of the server, which the present one did not take over.
    public var formers: [Position]

    /// Makes an accepted change.
    public init(
        dot: Dot,
        value: Value,
        context: Position,
        position: Position,
        order: Instant,
        author: String,
        role: Role,
        kind: Kind = .edit,
        chainFloor: UInt64 = 0,
        mayRead: Bool = true,
        formers: [Position] = []
    ) {
        self.dot = dot
        self.value = value
        self.context = context
        self.position = position
        self.order = order
        self.author = author
        self.role = role
        self.kind = kind
        self.chainFloor = chainFloor
        self.mayRead = mayRead
        self.formers = formers
    }
}
