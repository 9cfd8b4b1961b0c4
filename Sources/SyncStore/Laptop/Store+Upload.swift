public import SyncModel

extension Store {
    /// The oldest saves without a receipt after `seq`, whole; marks them sent, durably, before it returns.
    ///
    /// - Parameters:
    ///   - seq: Where the last upload of this sync ended; 0 for the first.
    ///   - through: Saves after it are left out; `nil` for none. What the server has already goes alone, since its
    ///     receipts may make later void changes real.
    ///   - changesMax: The most changes, at least 1; at least one save is given whole.
    /// - Returns: Saves that follow each other in the chain of one incarnation; empty when all have receipts.
    /// - Throws: ``StoreError`` `notSaved`, `unknown`, `corrupt` or `busy`.
    public func nextUpload(
        after seq: UInt64,
        through: UInt64? = nil,
        changesMax: Int
    ) throws(StoreError) -> Upload {
        let (upload, isMarked) = try read { session in
            try session.loadPending()
            let upload = try session.upload(
                after: max(seq, session.pending.receiptedThrough),
                through: through,
                changesMax: changesMax
            )
            return (upload, upload.lastSeq ?? 0 <= session.pending.sentThrough)
        }
        guard !isMarked, let last = upload.lastSeq else { return upload }
        try write(confirm: { session, _ in
            try session.loadPending()
            return session.pending.sentThrough >= last
        }) { session in
            try session.loadPending()
            guard last > session.pending.sentThrough else { return }
            try session.setSetting(Setting.sentThrough, to: String(last))
            session.pending.sentThrough = last
        }
        return upload
    }
}

extension Session {
    /// Whole saves of the log after `seq`, of one incarnation.
    func upload(
        after seq: UInt64,
        through: UInt64? = nil,
        changesMax: Int
    ) throws -> Upload {
        let chain = try ownChain()
        var end = chain.end(of: seq + 1) ?? .max
        if let through, through > seq { end = min(end, through + 1) }
        var reader = try UploadReader(self, chain, after: seq, changesMax: changesMax)
        let rows = try prepare(.uploadLog).bind(1, seq)
        defer { rows.reset() }
        while try rows.step(), try reader.take(rows, before: end) {}
        return reader.upload
    }

    /// The same as objects.
    func saves(after seq: UInt64, changesMax: Int) throws -> [Save] {
        let upload = try upload(after: seq, changesMax: changesMax)
        do throws(PackedError) {
            return try upload.readSaves()
        } catch {
            throw StoreError(.corrupt, "a value of the log after \(seq) cannot be read")
        }
    }
}
