internal import SyncModel
internal import SyncStore

/// What happened; each answers one ``SyncAction``.
enum SyncEvent: Hashable {
    /// The store was read before the first message.
    case opened(SyncStanding)
    /// The server answered; the times are this laptop's clock before and after.
    case answered(Response, sent: Instant, received: Instant)
    /// The request is larger than an envelope, or than what carries it.
    case requestTooLarge
    /// What the welcome brought is kept.
    case welcomeKept
    /// Ends of own saves, newest first.
    case heads([ChainHead])
    /// That this laptop must enrol again is kept.
    case cloneKept
    /// Saves that wait for a receipt, the receipts that they had in an epoch which the server lost, and what is known
    /// of their clock segments.
    case upload(Upload, claims: [Claim] = [], offsets: [UInt32: SegmentOffset] = [:])
    /// The recovery began; where the cases here stand, and how far receipts reach now.
    case recoveryBegun([CasePosition], receipted: ChainHead)
    /// What is here of the cases that were asked for.
    case report([ReportedChange])
    /// That the recovery is over is kept.
    case recoveryFinished
    /// No more saves wait; where the feed goes on.
    case nothingToSend(cursor: String?, lettersSeen: UInt64)
    /// The receipts are kept.
    case receiptsKept
    /// The page is kept; the hash of what this laptop holds now, where the page was the last.
    case pageKept(PageOutcome, StateHash?)
    /// Whether both sides agree is kept.
    case divergenceKept
}

/// How this laptop stands before the first message.
struct SyncStanding: Hashable {
    /// Its incarnation.
    var incarnation: IncarnationID
    /// Its own head.
    var head: ChainHead
    /// The end of a save up to where all its changes have receipts.
    var receipted: ChainHead
    /// Where its incarnation and the ancestors of it branched off, newest first.
    var origins: [Origin]
    /// Whether the server found two copies of it at work.
    var isCloned: Bool
    /// The version of its schema.
    var schemaVersion: UInt32
    /// The case numbers left for this year.
    var numbersLeft: Int
    /// The highest epoch that the server was met in; 0 before the first sync.
    var epoch: UInt32
    /// Whether the last sync found a divergence.
    var hasDiverged: Bool
    /// The epoch's number and name, where the server told it.
    var mark: EpochMark?
    /// Whether a recovery began and did not end.
    var isRecovering = false
}
