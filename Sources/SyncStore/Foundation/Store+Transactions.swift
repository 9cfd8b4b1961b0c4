// The only ways into the file.
//
//     try read { session in … }                          reads; one thread at a time
//     try write(confirm: { … }) { session in … }          BEGIN IMMEDIATE … COMMIT, or ROLLBACK when the body throws
//
// `confirm` answers, after a COMMIT that failed and a reopening, whether the transaction is there: look a value up that
// only it wrote (a dot, a cursor). Without it such a commit ends as `unknown`.
internal import GRDB
internal import SyncModel

extension Store {
    /// Runs `body` with the session, outside a transaction.
    func read<Result>(_ body: (Session) throws -> Result) throws(StoreError) -> Result {
        do {
            return try connection.withSession(body)
        } catch {
            throw StoreError(wrapping: error)
        }
    }

    /// Runs `body` in one write transaction; what it throws takes everything back.
    ///
    /// `confirm` says whether the transaction's result is in the file; it is asked after a failed COMMIT.
    ///
    /// `keepsCases` is for saves: they change nothing of what ``Session/savedCases`` remembers.
    func write<Result>(
        keepsCases: Bool = false,
        confirm: ((Session, Result) throws -> Bool)? = nil,
        _ body: (Session) throws -> Result
    ) throws(StoreError) -> Result {
        let outcome: CommitOutcome<Result>
        do {
            outcome = try connection.withSession { session in
                if !keepsCases { session.savedCases = [:] }
                return try commit(session, body)
            }
        } catch {
            throw StoreError(wrapping: error)
        }
        switch outcome {
        case .done(let result):
            tellJournalKeeper(isCertain: true)
            return result
        case .unknown(let result, let cause):
            return try lookUp(result, after: cause, confirm: confirm)
        }
    }

    /// Lets whoever keeps the journal know of what was committed.
    ///
    /// `isCertain`: Whether the session still knows; after a reopening it does not.
    private func tellJournalKeeper(isCertain: Bool) {
        guard side == .server, let keeper = journalKeeper.withLock({ $0 }) else { return }
        let news = { (session: Session) in
            defer { session.hasNewJournal = false }
            return session.hasNewJournal
        }
        // A store that cannot be read has told its caller already; the keeper looks again at the next opening.
        let isNew = (try? read(news)) ?? false
        if isNew || !isCertain { keeper() }
    }

    private enum CommitOutcome<Result> {
        case done(Result)
        case unknown(Result, StoreError)
    }

    private func commit<Result>(
        _ session: Session,
        _ body: (Session) throws -> Result
    ) throws -> CommitOutcome<Result> {
        try session.prepare(.begin).run()
        session.hasNewJournal = false
        let result: Result
        do {
            result = try body(session)
        } catch {
            // SQLite may have rolled back by itself; what matters is that nothing stays open.
            try? session.prepare("ROLLBACK").run()
            try session.forget()
            throw error
        }
        do {
            try environment.commitFault?(.before)
            try session.prepare(.commit).run()
            try environment.commitFault?(.after)
            return .done(result)
        } catch {
            // Whether it works or not, what was committed is found by looking.
            try? session.prepare("ROLLBACK").run()
            return .unknown(result, StoreError(wrapping: error))
        }
    }

    /// A failed COMMIT may have been written all the same: opens the file again and looks.
    private func lookUp<Result>(
        _ result: Result,
        after cause: StoreError,
        confirm: ((Session, Result) throws -> Bool)?
    ) throws(StoreError) -> Result {
        let schema = schema
        let isThere: Bool?
        do {
            isThere = try connection.reopen(prepare: { try $0.load(schema: schema) }) { session in
                try confirm?(session, result)
            }
        } catch {
            throw StoreError(.unknown, "the commit failed and the store cannot be read again")
        }
        switch isThere {
        case .some(true):
            tellJournalKeeper(isCertain: false)
            return result
        case .some(false): throw StoreError(.notSaved, cause.message)
        case .none: throw StoreError(.unknown, cause.message)
        }
    }
}
