internal import SyncModel

/// What the caller must do now; ``SyncEvent`` says what came of it.
enum SyncAction: Hashable {
    /// Read how the store stands: answer `opened`.
    case open
    /// Send a request and await its answer: `answered`.
    case send(Request)
    /// Send saves, with what a ``PushRequest`` says of them, and await the answer: `answered`, or `requestTooLarge`.
    case push(
        Upload,
        clockOffset: Int64?,
        segmentOffsets: [UInt32: SegmentOffset] = [:],
        claims: [Claim] = []
    )
    /// Keep epoch, schema and numbers: `welcomeKept`.
    case keepWelcome(Welcome)
    /// Read ends of own saves between two numbers, both exclusive: `heads`.
    case takeHeads(after: UInt64, before: UInt64)
    /// Open a child incarnation after an end of a save: `opened`, with how the store stands then.
    case openChild(after: ChainHead)
    /// Keep that this laptop must enrol again: `cloneKept`.
    case keepClone
    /// Begin to bring back what the server lost: answer `recoveryBegun`.
    case beginRecovery(Welcome)
    /// Read what is here of cases that the server lost a part of: `report`.
    case takeReport([CasePosition])
    /// Keep that the recovery is over: `recoveryFinished`.
    case finishRecovery(Welcome)
    /// Take the saves after a number that wait for a receipt: `upload`, or `nothingToSend` when none does.
    ///
    /// Those up to `through` go alone.
    case takeUpload(after: UInt64, through: UInt64, changesMax: Int)
    /// Keep receipts: `receiptsKept`.
    case keepReceipts([Receipt])
    /// Keep a page: `pageKept`, with the hash where the page is the last.
    ///
    /// `next` is what will be asked once it is kept, when more waits: it may be asked before, since a pull changes
    /// nothing on the server.
    case keepPage(FeedPage, next: PullRequest?)
    /// Keep whether both sides agree: `divergenceKept`.
    case keepDivergence(Bool)
    /// The sync is done.
    case finish(SyncReport)
    /// The sync ends early.
    case fail(SyncFailure)
}
