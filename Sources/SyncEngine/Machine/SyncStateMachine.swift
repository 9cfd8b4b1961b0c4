internal import SyncModel
internal import SyncStore
internal import SyncWire

/// Decides what a sync does next; performs nothing itself.
///
/// hello → (recover) → push until nothing waits → pull until nothing comes → compare hashes.
/// Between any two actions the sync may break off, and a new machine goes on from what the store
/// and the server then hold: a save is sent until its receipt is kept, a page is asked for until it
/// is kept with its cursor, and both sides answer what they had already with the same result.
///
/// Invariants, each checked by a test of its name:
/// 1. One request is out at a time; nothing of the store is held meanwhile.
/// 2. An answer that is not one to the request ends the sync; nothing of it is kept.
/// 3. Nothing is pushed or pulled when the server knows less than it gave receipts for, or another epoch. When it
///    knows more than this laptop wrote, or another chain, the laptop was put back to an image of itself: it opens a
///    child incarnation after what both have, once, and begins again.
/// 4. It ends: each comparison narrows the search, each push moves the chain on, each page the cursor.
/// 5. A laptop that was told that two copies of it are at work asks nothing any more.
struct SyncStateMachine: ~Copyable {
    /// Where the sync stands.
    enum State {
        case start
        case opening
        case greeting(SyncStanding)
        case fitting(Session)
        case takingHeads(ForkSearch)
        case comparing(ForkSearch, [ChainHead])
        case openingChild
        case keepingClone(Refusal)
        case keepingWelcome(Session)
        case takingUpload(Session, after: UInt64)
        case pushing(Session, Upload)
        case keepingReceipts(Session, upTo: UInt64)
        case pulling(Session, PullRequest)
        case keepingPage(Session, FeedPage, lettersSeen: UInt64)
        case keepingDivergence
        case beginningRecovery(Session)
        case reconciling(Session)
        case takingReport(Session)
        case reporting(Session)
        case finishingRecovery(Session)
        case ended
    }

    /// What is known once the server has answered.
    struct Session {
        var standing: SyncStanding
        var welcome: Welcome
        /// The first upload tells how far receipts reach; then the server's knowledge is compared with it.
        var isChainCompared = false
        /// What is to be brought back to a restored server; `nil` when nothing was lost.
        var recovery: EpochRecovery?
    }

    var state = State.start
    private var changesMax: Int
    /// What was done so far.
    var report = SyncReport()

    /// Prepares a sync.
    ///
    /// - Parameter changesMax: The most changes of one push; less when a push turns out too large.
    init(changesMax: Int = Limits.uploadChangesMax) { self.changesMax = changesMax }

    /// The first action.
    mutating func begin() -> SyncAction {
        state = .opening
        return .open
    }

    /// The next action.
    mutating func handle(_ event: SyncEvent) -> SyncAction {
        let current = state
        state = .ended
        if let action = recover(current, event) { return action }
        switch (current, event) {
        case (.opening, .opened(let standing)): return greet(standing)
        case (.greeting(let standing), .answered(.welcome(let welcome), let sent, let received)):
            report.clockOffsetMilliseconds = ClockMeasurement.offset(
                sent: sent,
                received: received,
                serverTime: welcome.serverTime
            )
            return meet(welcome, standing)
        case (.keepingWelcome(let session), .welcomeKept): return afterWelcome(session)
        case (.takingUpload(let session, _), .upload(let upload, let claims, let offsets)):
            return push(session, upload, claims, offsets)
        case (.takingUpload(let session, _), .nothingToSend(let cursor, let lettersSeen)):
            return pull(session, PullRequest(cursor: cursor, lettersSeen: lettersSeen))
        case (.pushing(let session, let upload), .answered(.pushResult(let result), _, _)):
            return keep(result, of: upload, session)
        case (.pushing(let session, let upload), .answered(.refusal(let refusal), _, _))
        where refusal.code == .tooLarge:
            return pushLess(session, upload, refusal)
        case (.pushing(let session, let upload), .requestTooLarge):
            return pushLess(session, upload, Refusal(.tooLarge, detail: "one save"))
        case (.keepingReceipts(let session, let seq), .receiptsKept):
            return takeUpload(session, after: seq)
        case (.pulling(let session, let request), .answered(.page(let page), _, _)):
            return keep(page, request, session)
        case (
            .keepingPage(let session, let page, let lettersSeen), .pageKept(let outcome, let hash)
        ):
            return pageKept(session, page, lettersSeen, outcome, hash)
        case (.keepingDivergence, .divergenceKept): return .finish(report)
        case (.finishingRecovery(let session), .recoveryFinished): return compareHashes(session)
        case (_, .answered(.refusal(let refusal), _, _)): return .fail(.refused(refusal))
        case (_, .answered):
            return bringBack(current, event) ?? fail("an answer to something else")
        default: return bringBack(current, event) ?? fail("step out of order")
        }
    }

    mutating func greet(_ standing: SyncStanding) -> SyncAction {
        guard !standing.isCloned else { return .fail(.refused(Refusal(.clone))) }
        state = .greeting(standing)
        return .send(
            .hello(
                HelloRequest(
                    incarnation: standing.incarnation,
                    head: standing.head,
                    schemaVersion: standing.schemaVersion,
                    numbersLeft: standing.numbersLeft,
                    origins: Array(standing.origins.prefix(Limits.originsMax))
                )
            )
        )
    }

    private mutating func meet(_ welcome: Welcome, _ standing: SyncStanding) -> SyncAction {
        report.role = welcome.role
        report.epoch = welcome.epoch
        report.watermark = welcome.watermark
        if let refusal = refusal(of: welcome, standing) { return .fail(.refused(refusal)) }
        let session = Session(standing: standing, welcome: welcome)
        guard isRestored(welcome, standing) else { return fit(session) }
        state = .beginningRecovery(session)
        return .beginRecovery(welcome)
    }

    /// Goes on with a chain that fits the server's: keeps what the welcome brings, where that is news.
    mutating func exchange(_ session: Session) -> SyncAction {
        let (standing, welcome) = (session.standing, session.welcome)
        let isNews =
            standing.epoch == 0 || welcome.schema != nil || welcome.numbers != nil
            || standing.mark == nil && !welcome.epochs.isEmpty
        guard isNews else { return afterWelcome(session) }
        state = .keepingWelcome(session)
        return .keepWelcome(welcome)
    }

    mutating func takeUpload(_ session: Session, after seq: UInt64) -> SyncAction {
        state = .takingUpload(session, after: seq)
        let known = session.welcome.known.seq
        return .takeUpload(after: seq, through: known, changesMax: changesMax)
    }

    private mutating func push(
        _ session: Session,
        _ upload: Upload,
        _ claims: [Claim],
        _ offsets: [UInt32: SegmentOffset]
    ) -> SyncAction {
        var session = session
        guard let first = upload.firstSeq else { return fail("empty upload") }
        if !session.isChainCompared {
            // Everything before the first save that waits has its receipt.
            guard session.welcome.known.seq >= first - 1 else {
                return lost(session.welcome.known.seq, first - 1)
            }
            session.isChainCompared = true
        }
        state = .pushing(session, upload)
        return .push(
            upload,
            clockOffset: report.clockOffsetMilliseconds,
            segmentOffsets: offsets,
            claims: claims
        )
    }

    private mutating func pushLess(
        _ session: Session,
        _ upload: Upload,
        _ refusal: Refusal
    ) -> SyncAction {
        guard upload.saves.count > 1, let first = upload.firstSeq else {
            return .fail(.refused(refusal))
        }
        changesMax = max(1, upload.changes.count / 2)
        return takeUpload(session, after: first - 1)
    }

    private mutating func keep(
        _ result: PushResult,
        of upload: Upload,
        _ session: Session
    ) -> SyncAction {
        let dots = upload.dots
        guard result.receipts.map(\.dot) == dots, let last = dots.last?.seq
        else { return fail("receipts of other changes") }
        guard result.known.seq >= last else { return fail("receipts without effect") }
        guard result.epoch == report.epoch else {
            return chain("receipts of epoch \(result.epoch)")
        }
        let makings = upload.makings
        report.pushed += zip(upload.changes, dots).count { change, dot in
            !change.isVoid && !makings.contains(dot)
        }
        report.receipts += result.receipts.filter { !makings.contains($0.dot) }
        state = .keepingReceipts(session, upTo: last)
        return .keepReceipts(result.receipts)
    }

    private mutating func pull(_ session: Session, _ request: PullRequest) -> SyncAction {
        var session = session
        if !session.isChainCompared {
            // Nothing waits: every change has its receipt.
            let head = session.standing.head.seq
            guard session.welcome.known.seq >= head else {
                return lost(session.welcome.known.seq, head)
            }
            session.isChainCompared = true
        }
        let request = session.recovery?.asking(request) ?? request
        state = .pulling(session, request)
        return .send(.pull(request))
    }

    private mutating func keep(
        _ page: FeedPage,
        _ request: PullRequest,
        _ session: Session
    ) -> SyncAction {
        guard page.epoch == report.epoch else { return chain("page of epoch \(page.epoch)") }
        guard request.whole.isEmpty else { return keepWhole(page, request, session) }
        let isStill = request.cursor.map { Text($0) == Text(page.cursor) } ?? false
        let last = page.letters.last?.number ?? request.lettersSeen
        guard !page.hasMore || !isStill || last > request.lettersSeen else {
            return fail("a page that leads nowhere")
        }
        let lettersSeen = max(last, request.lettersSeen)
        state = .keepingPage(session, page, lettersSeen: lettersSeen)
        let next = PullRequest(cursor: page.cursor, lettersSeen: lettersSeen)
        return .keepPage(page, next: page.hasMore ? next : nil)
    }

    private mutating func pageKept(
        _ session: Session,
        _ page: FeedPage,
        _ lettersSeen: UInt64,
        _ outcome: PageOutcome,
        _ hash: StateHash?
    ) -> SyncAction {
        report.pulled += outcome.pulled
        report.receipts += outcome.receipts
        report.cursor = page.cursor
        guard !page.hasMore else {
            return pull(session, PullRequest(cursor: page.cursor, lettersSeen: lettersSeen))
        }
        guard let hash else { return fail("no hash") }
        report.stateHash = hash
        report.hasDiverged = hash != page.stateHash
        guard session.recovery != nil else { return compareHashes(session) }
        state = .finishingRecovery(session)
        return .finishRecovery(session.welcome)
    }

    private mutating func compareHashes(_ session: Session) -> SyncAction {
        guard report.hasDiverged != session.standing.hasDiverged else { return .finish(report) }
        state = .keepingDivergence
        return .keepDivergence(report.hasDiverged)
    }

    func lost(_ known: UInt64, _ acknowledged: UInt64) -> SyncAction {
        chain("the server has change \(known) and gave receipts up to \(acknowledged)")
    }

    func chain(_ detail: String) -> SyncAction {
        .fail(.refused(Refusal(.chain, detail: detail)))
    }

    func fail(_ detail: String) -> SyncAction {
        .fail(.wire(WireError(.damaged, detail: detail)))
    }
}
