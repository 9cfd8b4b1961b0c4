public import SyncModel

extension Store {
    /// Takes in a page of the feed, with its cursor, in one transaction; a page that is older than what is
    /// here, or comes
    /// again, changes nothing.
    ///
    /// - Parameter page: The page; its bytes may come from a peer.
    /// - Returns: What changed here.
    /// - Throws: ``StoreError`` `invalid` for a page that is not whole, `notSaved`, `unknown` or `corrupt`; nothing was
    ///   written then.
    public func apply(_ page: FeedPage) throws(StoreError) -> PageOutcome {
        try write(confirm: { session, _ in
            try session.setting(Setting.cursor).map { Text($0) } == Text(page.cursor)
        }) { session in
            try session.loadPending()
            let applier = try PageApplier(session: session, page: page)
            return try applier.apply()
        }
    }

    /// The cursor of the last page; `nil` before the first.
    ///
    /// - Returns: The cursor as the server gave it.
    /// - Throws: ``StoreError`` `corrupt` or `busy`.
    public func cursor() throws(StoreError) -> String? {
        try read { try $0.setting(Setting.cursor) }
    }

    /// The number of the last letter taken in; 0 before the first.
    ///
    /// - Returns: The number.
    /// - Throws: ``StoreError`` `corrupt` or `busy`.
    public func lettersSeen() throws(StoreError) -> UInt64 {
        try read { UInt64(try $0.integerSetting(Setting.lettersSeen) ?? 0) }
    }

    /// The hash of the acknowledged values of all cases in scope; computed from the rows themselves when the file was
    /// changed by anything but this program since it was last closed.
    ///
    /// A case that left the scope and is kept only because a change in it waits for its receipt does not count.
    ///
    /// - Returns: The sum of the cases' hashes.
    /// - Throws: ``StoreError`` `notSaved`, `unknown`, `corrupt` or `busy`.
    public func stateHash() throws(StoreError) -> StateHash {
        var hash = try hashOfAllHeld()
        guard side == .laptop else { return hash }
        let leaving = try read { session in
            try session.prepare(
                "SELECT hash FROM cases WHERE n IN (SELECT \"case\" FROM leaving)"
            )
            .all { StateHash(sum: $0.unsigned(0)) }
        }
        for left in leaving { hash.subtract(left) }
        return hash
    }

    private func hashOfAllHeld() throws(StoreError) -> StateHash {
        if try read({ $0.hashesAreTrusted }) { return try read { try $0.scopeHash() } }
        let hash = try write(confirm: { session, hash in
            try session.scopeHash() == hash
        }) { session in
            try session.loadPending()
            try session.storeHashesFromRows()
            return try session.scopeHash()
        }
        try read { $0.hashesAreTrusted = true }
        return hash
    }
}
