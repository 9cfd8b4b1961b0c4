internal import SyncModel
internal import SyncStore

// A laptop that was put back to an image of itself, or of which two copies are at work (DESIGN.md §5).
extension SyncStateMachine {
    /// The search for the last end of a save that both sides have.
    struct ForkSearch {
        var session: Session
        /// The highest that is known to be common.
        var common: ChainHead
        /// The lowest that is known not to be; exclusive.
        var high: UInt64
    }

    /// The next action where the event belongs to recovery; `nil` where it does not.
    mutating func recover(_ current: State, _ event: SyncEvent) -> SyncAction? {
        switch (current, event) {
        case (.fitting(let session), .heads(let heads)):
            heads.first == session.welcome.known ? proceed(session) : searchFork(session)
        case (.takingHeads(let search), .heads(let heads)): compare(heads, search)
        case (.comparing(let search, let heads), .answered(.common(let head), _, _)):
            narrow(search, heads, common: head)
        case (.openingChild, .opened(let standing)): greet(standing)
        case (.keepingClone(let refusal), .cloneKept): .fail(.refused(refusal))
        case (.ended, _), (.start, _): nil
        case (_, .answered(.refusal(let refusal), _, _)) where refusal.code == .clone:
            keepClone(refusal)
        default: nil
        }
    }

    /// Whether what the server has of the incarnation is a beginning of this laptop's chain.
    mutating func fit(_ session: Session) -> SyncAction {
        let (known, standing) = (session.welcome.known, session.standing)
        guard known.seq >= standing.receipted.seq else {
            return lost(known.seq, standing.receipted.seq)
        }
        if known.seq > standing.head.seq { return searchFork(session) }
        if known.seq == standing.head.seq {
            return known == standing.head ? proceed(session) : searchFork(session)
        }
        if known == standing.receipted { return proceed(session) }
        state = .fitting(session)
        return .takeHeads(after: known.seq - 1, before: known.seq + 1)
    }

    /// Goes on with a chain that fits: an incarnation that is closed has no more to say, unless this is a clone.
    private mutating func proceed(_ session: Session) -> SyncAction {
        let (welcome, standing) = (session.welcome, session.standing)
        let hasMore = standing.head.seq > welcome.known.seq
        if welcome.isCloned, standing.receipted == standing.head {
            return keepClone(Refusal(.clone))
        }
        // With more to say it says it: the server takes it in, and then tells both copies.
        guard welcome.isClosed, !welcome.isCloned, !hasMore else { return exchange(session) }
        return openChild(session, after: standing.head)
    }

    /// Looks for the fork: this laptop was put back to an image.
    private mutating func searchFork(_ session: Session) -> SyncAction {
        let head = session.standing.head
        if session.welcome.atHead == head { return openChild(session, after: head) }
        return search(ForkSearch(session: session, common: .none, high: head.seq + 1))
    }

    private mutating func search(_ search: ForkSearch) -> SyncAction {
        state = .takingHeads(search)
        return .takeHeads(after: search.common.seq, before: search.high)
    }

    /// Asks for the highest common one of some ends of saves; where none lie between the bounds, it is found.
    private mutating func compare(_ heads: [ChainHead], _ search: ForkSearch) -> SyncAction {
        guard !heads.isEmpty else { return openChild(search.session, after: search.common) }
        state = .comparing(search, heads)
        let incarnation = search.session.standing.incarnation
        return .send(.compare(CompareRequest(incarnation: incarnation, heads: heads)))
    }

    /// Takes the answer in; the search goes on between the common one and the next that was asked about.
    private mutating func narrow(
        _ search: ForkSearch,
        _ heads: [ChainHead],
        common: ChainHead
    ) -> SyncAction {
        var search = search
        if common == .none {
            search.high = heads.last?.seq ?? search.high
        } else {
            guard let index = heads.firstIndex(of: common) else {
                return fail("a common end that was not asked about")
            }
            search.common = common
            if index > 0 { search.high = heads[index - 1].seq }
        }
        return self.search(search)
    }

    private mutating func openChild(_ session: Session, after common: ChainHead) -> SyncAction {
        guard common.seq >= session.standing.receipted.seq else {
            return lost(common.seq, session.standing.receipted.seq)
        }
        guard !report.wasRestored else { return chain("the new incarnation does not fit either") }
        report.wasRestored = true
        state = .openingChild
        return .openChild(after: common)
    }

    /// Keeps that this laptop must enrol again, and ends.
    private mutating func keepClone(_ refusal: Refusal) -> SyncAction {
        state = .keepingClone(refusal)
        return .keepClone
    }
}
