public import SyncModel

/// What a sync did.
public struct SyncReport: Hashable, Sendable {
    /// Changes delivered, void ones left out.
    public var pushed = 0
    /// Units changed here by others.
    public var pulled = 0
    /// The receipts of this sync, second ones included.
    public var receipts: [Receipt] = []
    /// Where this sync left the feed.
    public var cursor = ""
    /// The server's epoch.
    public var epoch: UInt32 = 0
    /// The hash of what this laptop now holds.
    public var stateHash = StateHash.empty
    /// Whether this laptop turned out to be put back to an earlier image of itself; it goes on as a child of it.
    public var wasRestored = false
    /// Whether the server's hash of the same scope differs: an alarm.
    public var hasDiverged = false
    /// Server's clock minus laptop's; `nil` when not measured.
    public var clockOffsetMilliseconds: Int64?
    /// The user's role now.
    public var role: Role?
    /// The last own change that every backup holds which may still be restored; 0 when there is none.
    public var watermark: UInt64 = 0

    /// An empty report.
    public init() {}
}
