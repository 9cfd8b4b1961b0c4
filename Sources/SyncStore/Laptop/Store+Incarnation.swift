public import SyncModel

extension Store {
    /// Where the present incarnation and its ancestors branched off, newest first.
    ///
    /// - Returns: Empty when nothing ever did.
    /// - Throws: ``StoreError`` `corrupt` or `busy`.
    public func origins() throws(StoreError) -> [Origin] { try read { try $0.ownChain().origins } }

    /// Up to where all own changes have a receipt, as an end of a save.
    ///
    /// - Returns: ``ChainHead/none`` when the first change has none.
    /// - Throws: ``StoreError`` `corrupt` or `busy`.
    public func receiptedHead() throws(StoreError) -> ChainHead {
        try read { session in
            try session.loadPending()
            return try session.ownHead(at: session.pending.receiptedThrough)
        }
    }

    /// Ends of this laptop's saves between two numbers, both exclusive; where there are more than `limit`, some that
    /// lie evenly between them.
    ///
    /// - Parameters:
    ///   - low: Below the first.
    ///   - high: Beyond the last.
    ///   - limit: The most, at least 1.
    /// - Returns: Newest first; empty when no save that is here ends between them.
    /// - Throws: ``StoreError`` `corrupt` or `busy`.
    public func chainHeads(
        after low: UInt64,
        before high: UInt64,
        limit: Int
    ) throws(StoreError) -> [ChainHead] {
        try read { session in
            let all = try session.ownHeads(after: low, before: high)
            guard all.count > limit else { return all.reversed() }
            let count = max(1, limit)
            return (1...count).reversed().map { all[$0 * all.count / count - 1] }
        }
    }

    /// Opens a child of the present incarnation after `common`, in one transaction: this laptop was put back to an
    /// earlier image of itself.
    ///
    /// Own changes after it keep their numbers, contexts and times, and get a dot in the child; those up to it keep
    /// theirs. Reserved case numbers are dropped: the laptop that went on may have used them.
    ///
    /// - Parameter common: The last end of a save that the server has too.
    /// - Throws: ``StoreError`` `invalid` when no own save ends there, `notSaved`, `unknown` or `corrupt`.
    public func openChild(after common: ChainHead) throws(StoreError) {
        let now = environment.now()
        let (high, low) = (environment.random(), environment.random())
        let child = IncarnationID(Identifier128(version7At: now, random: (high, low)))
        try become(replica, child, after: common)
    }

    /// Makes this store another replica, in one transaction: a laptop of which two copies were found at work enrolled
    /// anew.
    ///
    /// - Parameters:
    ///   - replica: The new replica.
    ///   - origin: Its incarnation, which continues the present one after the last change with a receipt.
    /// - Throws: ``StoreError`` `invalid` when no own save ends at the fork, `notSaved`, `unknown` or `corrupt`.
    public func rejoin(as replica: ReplicaID, _ origin: Origin) throws(StoreError) {
        try become(replica, origin.incarnation, after: origin.fork)
    }

    private func become(
        _ replica: ReplicaID,
        _ child: IncarnationID,
        after common: ChainHead
    ) throws(StoreError) {
        try write(confirm: { session, _ in
            try session.setting(Setting.incarnation) == child.description
        }) { session in
            try session.loadPending()
            guard try session.ownHead(at: common.seq) == common else {
                throw StoreError(.invalid, "no save ends at change \(common.seq)")
            }
            let parent = try session.ownChain().incarnation
            try session.add(
                Branch(
                    origin: Origin(incarnation: child, parent: parent, fork: common),
                    moved: session.pending.tip.seq
                )
            )
            try session.setReplica(replica, of: child)
            try session.setSetting(Setting.replica, to: replica.description)
            try session.setSetting(Setting.incarnation, to: child.description)
            try session.prepare("DELETE FROM numbers").run()
            session.chain = nil
        }
        set(replica, child)
    }
}
