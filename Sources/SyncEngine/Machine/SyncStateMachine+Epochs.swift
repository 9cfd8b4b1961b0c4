internal import SyncModel

/// What a laptop brings back to a server that was restored from a backup.
struct EpochRecovery: Hashable {
    /// Where the cases here stand, those that the server was not asked about yet.
    var held: [CasePosition]
    /// Those of which the server lost a part, with how much it took over.
    var lost: [CasePosition] = []
    /// Those of them that were not read yet.
    var unread: [CasePosition] = []
    /// What was read of them and is not told yet.
    var reports: [ReportedChange] = []
    /// The lost cases that did not come whole yet.
    var unseen: [CaseID] = []

    /// How many cases are read at once.
    static let casesRead = 200

    /// A pull for lost cases first.
    func asking(_ request: PullRequest) -> PullRequest {
        var request = request
        request.whole = Array(unseen.prefix(Limits.wholeCasesMax))
        return request
    }
}

// A server that was restored: hello → reconcile until all cases are compared → report what is here of the lost ones →
// push own changes again → pull the lost cases whole → pull as ever. What was told is told again when the sync breaks.
extension SyncStateMachine {
    /// Why this laptop may not sync with a server of these epochs; `nil` when it may.
    func refusal(of welcome: Welcome, _ standing: SyncStanding) -> Refusal? {
        guard standing.epoch > 0 else { return nil }
        let isOlder = welcome.epoch < standing.epoch
        let isForeign = standing.mark.map { !welcome.epochs.contains($0) } ?? false
        guard isOlder || isForeign else { return nil }
        return Refusal(.branch, detail: "epoch \(welcome.epoch), known is \(standing.epoch)")
    }

    /// Whether the server was restored since this laptop met it.
    func isRestored(_ welcome: Welcome, _ standing: SyncStanding) -> Bool {
        standing.epoch > 0 && (welcome.epoch > standing.epoch || standing.isRecovering)
    }

    /// After the welcome is kept: bring back what was lost, or push at once.
    mutating func afterWelcome(_ session: Session) -> SyncAction {
        guard session.recovery != nil else { return takeUpload(session, after: 0) }
        return reconcile(session)
    }

    /// The next action of a recovery; `nil` when the event is none of it.
    mutating func bringBack(_ state: consuming State, _ event: SyncEvent) -> SyncAction? {
        switch (state, event) {
        case (.beginningRecovery(var session), .recoveryBegun(let held, let receipted)):
            session.recovery = EpochRecovery(held: held)
            session.standing.receipted = receipted
            return fit(session)
        case (.reconciling(var session), .answered(.reconciled(let result), _, _)):
            session.recovery?.lost += result.lost
            return reconcile(session)
        case (.takingReport(var session), .report(let changes)):
            session.recovery?.reports = changes
            return tell(session)
        case (.reporting(let session), .answered(.reported, _, _)): return tell(session)
        default: return nil
        }
    }

    private mutating func reconcile(_ session: Session) -> SyncAction {
        var session = session
        guard var recovery = session.recovery else { return takeUpload(session, after: 0) }
        guard !recovery.held.isEmpty else {
            recovery.unread = recovery.lost
            recovery.unseen = recovery.lost.map(\.caseID)
            session.recovery = recovery
            return tell(session)
        }
        let cases = Array(recovery.held.prefix(Limits.reconcileCasesMax))
        recovery.held.removeFirst(cases.count)
        session.recovery = recovery
        state = .reconciling(session)
        return .send(.reconcile(ReconcileRequest(cases: cases)))
    }

    private mutating func tell(_ session: Session) -> SyncAction {
        var session = session
        guard var recovery = session.recovery else { return takeUpload(session, after: 0) }
        guard recovery.reports.isEmpty else {
            let changes = Array(recovery.reports.prefix(Limits.reportChangesMax))
            recovery.reports.removeFirst(changes.count)
            session.recovery = recovery
            state = .reporting(session)
            return .send(.report(ReportRequest(changes: changes)))
        }
        guard !recovery.unread.isEmpty else { return takeUpload(session, after: 0) }
        let cases = Array(recovery.unread.prefix(EpochRecovery.casesRead))
        recovery.unread.removeFirst(cases.count)
        session.recovery = recovery
        state = .takingReport(session)
        return .takeReport(cases)
    }

    /// Keeps a page of lost cases.
    mutating func keepWhole(
        _ page: FeedPage,
        _ request: PullRequest,
        _ session: Session
    ) -> SyncAction {
        var session = session
        session.recovery?.unseen.removeFirst(request.whole.count)
        var page = page
        // Another pull follows in any case.
        page.hasMore = true
        state = .keepingPage(session, page, lettersSeen: request.lettersSeen)
        return .keepPage(page, next: nil)
    }
}
