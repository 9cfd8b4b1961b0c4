public import SyncModel

/// Where uploaded changes come from, and what acceptance needs to know of it.
public struct DeviceContext: Hashable, Sendable {
    /// The device.
    public var replica: ReplicaID
    /// Its incarnation.
    public var incarnation: IncarnationID
    /// The user.
    public var user: String
    /// The user's role now.
    public var role: Role
    /// Server's clock minus device's, 0 within the error of measurement; `nil` when unknown.
    public var clockOffsetMilliseconds: Int64?
    /// What an epoch that the server lost said of the changes that come, by number.
    public var claims: [UInt64: Claim]
    /// What is known of single clock segments; for others `clockOffsetMilliseconds` counts.
    public var segmentOffsets: [UInt32: SegmentOffset]

    /// Makes a context.
    public init(
        replica: ReplicaID,
        incarnation: IncarnationID,
        user: String,
        role: Role,
        clockOffsetMilliseconds: Int64?,
        segmentOffsets: [UInt32: SegmentOffset] = [:],
        claims: [Claim] = []
    ) {
        self.claims = Dictionary(claims.map { ($0.seq, $0) }) { first, _ in first }
        self.replica = replica
        self.incarnation = incarnation
        self.user = user
        self.role = role
        self.clockOffsetMilliseconds = clockOffsetMilliseconds
        self.segmentOffsets = segmentOffsets
    }

    /// When a save was written by the server's clock, and whether that is doubtful: estimated, unknown, or far from
    /// what the device's clock said.
    public func written(_ save: Save) -> (at: Instant, isSuspect: Bool) {
        let known =
            segmentOffsets[save.clockSegment]
            ?? clockOffsetMilliseconds.map { SegmentOffset(milliseconds: $0, isEstimated: false) }
        guard let known else { return (save.wallClock, true) }
        let isFar = known.milliseconds.magnitude > UInt64(Limits.clockSuspectMilliseconds)
        return (
            save.wallClock.advanced(byMilliseconds: known.milliseconds), known.isEstimated || isFar
        )
    }
}

/// What the server knows of a case when a change of it arrives.
public struct CaseStanding: Hashable, Sendable {
    /// Whether the case exists here (also when deleted), or this save makes it.
    public var exists: Bool
    /// Whether the device's user holds it; true for the save that makes it.
    public var isAssigned: Bool
    /// For a change that makes or restores a record: whether the record was here before the save, also deleted.
    ///
    /// True for all other changes.
    public var hasRecord: Bool

    /// Makes a standing.
    public init(exists: Bool, isAssigned: Bool, hasRecord: Bool = true) {
        self.exists = exists
        self.isAssigned = isAssigned
        self.hasRecord = hasRecord
    }
}

/// What the rules say of one change before the merge.
public enum Verdict: Hashable, Sendable {
    /// Goes to the merge.
    case accept
    /// Kept aside with this reason: a stable word such as `scope`, `field`, `code`, `length`, without content.
    case quarantine(String)
}

/// What the feed gives a user.
public enum Scope: Hashable, Sendable {
    /// Every case.
    case all
    /// The cases that this user is assigned.
    case assigned(user: String)
}

/// A change kept aside.
public struct QuarantinedChange: Hashable, Sendable {
    /// The server's id.
    public var id: UInt64
    /// The device.
    public var device: ReplicaID
    /// The user's name.
    public var author: String
    /// The case's number; its id when the server does not know the case.
    public var caseName: String
    /// The record.
    public var record: RecordAddress
    /// The unit.
    public var unit: String
    /// The value.
    public var value: Value
    /// Why.
    public var reason: String
    /// When it arrived.
    public var received: Instant
    /// How it ended: `nil` while it waits, else the second receipt.
    public var outcome: ReceiptStatus?
}

/// How an administrator decides a conflict.
public enum Decision: Hashable, Sendable {
    /// Takes candidate `INDEX`, counted from 0 in the order shown.
    case take(Int)
    /// Gives a value of his own.
    case value(Value)
    /// Keeps what is shown.
    case keep
}
