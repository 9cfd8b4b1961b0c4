public import SyncModel

extension Store {
    /// What changed in `scope` after `cursor`.
    ///
    /// Costs follow the change: without one, no case row is read. The same cursor gives the same page until
    /// something changes, so a page that was lost is asked for again.
    ///
    /// - Parameters:
    ///   - scope: Which cases the device's user may hold now.
    ///   - device: The device; its letters come along.
    ///   - cursor: Where the last page ended; `nil` for everything.
    ///   - lettersSeen: The last letter that the device holds.
    ///   - whole: Cases to give whole whatever changed; those that are not in the scope count as left. Then the page
    ///     holds nothing else and moves no cursor.
    /// - Returns: A page; ask again while `hasMore`.
    /// - Throws: ``StoreError`` `invalid` for a cursor that this server never gave.
    public func feedPage(
        _ scope: Scope,
        for device: DeviceContext,
        cursor: String?,
        lettersSeen: UInt64,
        whole: [CaseID] = []
    ) throws(StoreError) -> FeedPage {
        try trustHashes()
        return try read { session in
            try session.prepare("BEGIN").run()
            // Only reads: there is nothing to lose when this fails.
            defer { try? session.prepare("COMMIT").run() }
            let reach = try session.reach(of: scope)
            var start = FeedCursor(reach)
            var former: FeedCursor?
            if let cursor {
                guard let given = FeedCursor(cursor),
                    given.progress <= (try ServerCounters.feed(session))
                else { throw StoreError(.invalid, "this server never gave such a cursor") }
                let rebased = try session.rebased(given)
                if given.reach == reach { start = rebased } else { former = rebased }
            }
            let builder = try FeedBuilder(session, start, epoch: try ServerCounters.epoch(session))
            if !whole.isEmpty {
                // Only these; the cursor stays where it was, and the next pull goes on from it.
                try builder.addWhole(Set(whole))
                return try builder.finishUnmoved(cursor)
            }
            if let former { try builder.leave(former) }
            try builder.addCases()
            try builder.addLetters(for: device, after: lettersSeen)
            return try builder.finish()
        }
    }
}

extension Store {
    /// Computes the hashes from the rows when another program may have changed them: what it did is to be noticed.
    private func trustHashes() throws(StoreError) {
        guard try read({ !$0.hashesAreTrusted }) else { return }
        try write { session in
            try session.storeHashesFromRows()
            try session.execute("DELETE FROM scope_hashes")
            let sums = try session.scopeSums()
            for (user, sum) in sums { try session.addToHash(of: user, sum) }
        }
        try read { $0.hashesAreTrusted = true }
    }
}

extension Session {
    fileprivate func reach(of scope: Scope) throws -> FeedCursor.Reach {
        switch scope {
        case .all: .all
        // A user that was never assigned a case may have no number yet; 0 is nobody's.
        case .assigned(let user): .user(names.id(.author, user) ?? 0)
        }
    }
}
