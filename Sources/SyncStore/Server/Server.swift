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

    /// Makes a context.
    public init(
        replica: ReplicaID,
        incarnation: IncarnationID,
        user: String,
        role: Role,
        clockOffsetMilliseconds: Int64?
    ) {
        self.replica = replica
        self.incarnation = incarnation
        self.user = user
        self.role = role
        self.clockOffsetMilliseconds = clockOffsetMilliseconds
    }
}

/// What the server knows of a case when a change of it arrives.
public struct CaseStanding: Hashable, Sendable {
    /// Whether the case exists here (also when deleted), or this save makes it.
    public var exists: Bool
    /// Whether the device's user holds it; true for the save that makes it.
    public var isAssigned: Bool

    /// Makes a standing.
    public init(exists: Bool, isAssigned: Bool) {
        self.exists = exists
        self.isAssigned = isAssigned
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

extension Store {
    /// Accepts saves of one device: in one transaction, each change by itself, in order.
    ///
    /// A save that is here already gives `duplicate` receipts; a save that does not follow the chain throws.
    ///
    /// - Parameter judge: The rules; called for each new change that is not void.
    /// - Throws: ``Refusal`` `chain` when the saves do not fit the incarnation's chain (nothing was written), or a
    ///   ``StoreError``.
    public func accept(
        _ saves: [Save],
        from device: DeviceContext,
        judge: (Save, Change, CaseStanding) -> Verdict
    ) throws -> [Receipt] { [] }

    /// What the server has of an incarnation.
    public func known(of incarnation: IncarnationID) throws(StoreError) -> ChainHead { .none }

    /// What changed in `scope` after `cursor`.
    ///
    /// - Throws: ``StoreError`` `invalid` for a cursor that this server never gave.
    public func feedPage(
        _ scope: Scope,
        for device: DeviceContext,
        cursor: String?,
        lettersSeen: UInt64
    ) throws(StoreError) -> FeedPage {
        FeedPage(epoch: 1, cursor: "", hasMore: false, stateHash: .empty)
    }

    /// Decides a conflict: writes a resolution that covers all its candidates.
    ///
    /// - Throws: ``StoreError`` `notFound`, `changedMeanwhile` when `version` is not the conflict's any more or it
    ///   is closed, `invalid` for an index or value that does not fit.
    public func resolve(
        _ id: UInt64,
        version: UInt64,
        decision: Decision,
        by user: String,
        reason: String
    ) throws(StoreError) -> Conflict { throw StoreError(.notFound, "not built yet") }

    /// Decides all open conflicts with a candidate of `device`: its latest candidate, or what is shown.
    ///
    /// - Returns: How many, and the name under which ``undo(batch:by:reason:)`` takes them back.
    public func resolveAll(
        from device: ReplicaID,
        takeLatest: Bool,
        by user: String,
        reason: String
    ) throws(StoreError) -> (resolved: Int, batch: String) { (0, "") }

    /// Reopens what a batch decided and nobody decided or edited since.
    public func undo(batch: String, by user: String, reason: String) throws(StoreError) -> Int { 0 }

    /// Makes a closed conflict's candidates live again beside the present value: its next generation.
    public func reopen(
        _ id: UInt64,
        by user: String,
        reason: String
    ) throws(StoreError) -> Conflict { throw StoreError(.notFound, "not built yet") }

    /// The changes kept aside, oldest first; only waiting ones unless `includingEnded`.
    public func quarantine(includingEnded: Bool) throws(StoreError) -> [QuarantinedChange] { [] }

    /// Gives a change kept aside to the merge, at a position of its own; its device gets a second receipt.
    ///
    /// - Throws: ``StoreError`` `notFound`, `changedMeanwhile` when it was ended already, or `invalid` when this
    ///   schema still cannot hold it.
    public func admit(quarantined id: UInt64, by user: String) throws(StoreError) -> Receipt {
        throw StoreError(.notFound, "not built yet")
    }

    /// Refuses a change kept aside, for good; its device gets a second receipt.
    public func refuse(
        quarantined id: UInt64,
        by user: String,
        reason: String
    ) throws(StoreError) { throw StoreError(.notFound, "not built yet") }

    /// Assigns a case to a user.
    public func assign(_ id: CaseID, to user: String) throws(StoreError) -> [String] { [] }

    /// Takes a case from a user.
    public func unassign(_ id: CaseID, from user: String) throws(StoreError) -> [String] { [] }

    /// The users that a case is assigned to, by name.
    public func assigned(_ id: CaseID) throws(StoreError) -> [String] { [] }

    /// The server's epoch, from 1.
    public func epoch() throws(StoreError) -> UInt32 { 1 }

    /// Reserves `count` serials of `year` for a device.
    public func reserveNumbers(
        for replica: ReplicaID,
        prefix: String,
        year: Int,
        count: Int
    ) throws(StoreError) -> NumberBlock {
        NumberBlock(prefix: prefix, year: year, first: 1, last: count)
    }
}
