/// A unit whose live set holds two or more different values, or a deletion against an unseen edit.
public struct Conflict: Hashable, Sendable {
    /// Whether it waits, and how it ended.
    ///
    /// Raw values are those of `--json`.
    public enum State: String, Hashable, Sendable {
        case open
        /// Ended by an ordinary edit of someone who had seen every candidate.
        case settled
        /// Ended by a decision.
        case resolved
    }

    /// How it ended.
    public struct Resolution: Hashable, Sendable {
        /// What was chosen.
        public var value: Value
        /// Who chose.
        public var by: String
        /// Why; empty for an informed edit.
        public var reason: String
        /// When, by the server's clock.
        public var at: Instant

        /// Makes a resolution.
        public init(value: Value, by: String, reason: String, at: Instant) {
            self.value = value
            self.by = by
            self.reason = reason
            self.at = at
        }
    }

    /// The server's id of this generation of the conflict.
    public var id: UInt64
    /// Counts each change of the candidates; a decision must name the version that was read.
    public var version: UInt64
    /// Counts the conflicts of this unit, from 1.
    public var generation: UInt64
    /// Whether it waits.
    public var state: State
    /// The case.
    public var caseID: CaseID
    /// The case's number for people.
    public var caseNumber: String
    /// The record.
    public var record: RecordAddress
    /// The merge unit.
    public var unit: String
    /// The policy's name.
    public var policy: String
    /// The value before the candidates: what was shown at the lowest context among them.
    public var base: Value
    /// What is shown meanwhile.
    public var shown: Value
    /// The candidates, latest order first.
    public var candidates: [Candidate]
    /// When it opened, by the server's clock.
    public var opened: Instant
    /// How it ended; `nil` while it is open.
    public var resolution: Resolution?

    /// Makes a conflict.
    public init(
        id: UInt64,
        version: UInt64,
        generation: UInt64,
        state: State,
        caseID: CaseID,
        caseNumber: String,
        record: RecordAddress,
        unit: String,
        policy: String,
        base: Value,
        shown: Value,
        candidates: [Candidate],
        opened: Instant,
        resolution: Resolution? = nil
    ) {
        self.id = id
        self.version = version
        self.generation = generation
        self.state = state
        self.caseID = caseID
        self.caseNumber = caseNumber
        self.record = record
        self.unit = unit
        self.policy = policy
        self.base = base
        self.shown = shown
        self.candidates = candidates
        self.opened = opened
        self.resolution = resolution
    }
}

/// One of the different live values of a conflict; its author is its first supporter's.
public struct Candidate: Hashable, Sendable {
    /// The value.
    public var value: Value
    /// The user's name.
    public var author: String
    /// The device that wrote it.
    public var device: ReplicaID
    /// The author's wall clock.
    public var written: Instant
    /// The server's sorting time.
    public var order: Instant
    /// Whether the author's clock was unknown or far off.
    public var clockSuspect: Bool
    /// The first supporter.
    public var dot: Dot
    /// Whether this is what is shown meanwhile.
    public var isShown: Bool

    /// Makes a candidate.
    public init(
        value: Value,
        author: String,
        device: ReplicaID,
        written: Instant,
        order: Instant,
        clockSuspect: Bool,
        dot: Dot,
        isShown: Bool
    ) {
        self.value = value
        self.author = author
        self.device = device
        self.written = written
        self.order = order
        self.clockSuspect = clockSuspect
        self.dot = dot
        self.isShown = isShown
    }
}
