public import SyncModel

extension Store {
    /// Writes the draft as one save, in one transaction: rows, log, clock and chain together.
    ///
    /// Only real changes are recorded. All edits are written, or none.
    ///
    /// - Parameter draft: What to write.
    /// - Returns: The number of changes recorded (a group is one, making a record counts its `alive`); 0 when the
    ///   draft changes nothing.
    /// - Throws: ``StoreError`` `notFound` (a case or `unique` record that is not here), `deleted`,
    ///   `changedMeanwhile`, `invalid`, `notSaved`, `unknown` or `corrupt`.
    public func save(_ draft: SaveDraft) throws(StoreError) -> Int { try save([draft]) }

    /// Writes the drafts of one command, a save each, in one transaction: all of them, or none.
    ///
    /// - Parameter drafts: What to write, in order; a later draft sees what an earlier one wrote.
    /// - Returns: The number of changes recorded in all.
    /// - Throws: As ``save(_:)-(SaveDraft)``.
    public func save(_ drafts: [SaveDraft]) throws(StoreError) -> Int {
        let (environment, incarnation) = (environment, incarnation)
        let written = try write(
            keepsCases: true,
            confirm: { session, written in
                try written.count == 0 || session.hasTip(written.tip)
            }
        ) { session in
            try session.loadPending()
            let now = environment.now()
            var writer = SaveWriter(
                session: session,
                incarnation: incarnation,
                now: now,
                likelyTime: try session.likelyTime(environment, at: now),
                clockSegment: drafts.isEmpty ? 0 : try session.clockSegment(environment, at: now),
                schemaVersion: schemaVersion
            )
            if drafts.count > 1 { session.pending.makeRoom(for: drafts) }
            var count = 0
            for draft in drafts { count += try writer.write(draft) }
            return (count: count, tip: session.pending.tip)
        }
        return written.count
    }

    /// This store's own head: the last of its changes and the chain hash there.
    ///
    /// - Returns: ``ChainHead/none`` before the first change.
    /// - Throws: ``StoreError`` `corrupt` or `busy`.
    public func head() throws(StoreError) -> ChainHead {
        try read { session in
            try session.loadPending()
            return ChainHead(seq: session.pending.tip.seq, hash: session.pending.tip.hash)
        }
    }
}

extension Session {
    /// Whether the log ends in this tip.
    fileprivate func hasTip(_ tip: ChainTip) throws -> Bool {
        try loadPending()
        return pending.tip.seq == tip.seq && pending.tip.hash == tip.hash
    }
}
