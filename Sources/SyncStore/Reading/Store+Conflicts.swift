public import SyncModel

extension Store {
    /// The conflicts after id `after` in order of id.
    ///
    /// - Parameters:
    ///   - includingClosed: Whether settled and resolved ones are among them.
    ///   - limit: The most to return.
    ///   - after: The last id of the page before; 0 for the first page.
    /// - Returns: At most `limit` conflicts.
    /// - Throws: ``StoreError`` `corrupt` or `busy`.
    public func conflicts(
        includingClosed: Bool,
        limit: Int,
        after: UInt64
    ) throws(StoreError) -> [Conflict] {
        try read { session in
            let ids = try session.prepare(
                """
                SELECT id FROM conflicts WHERE id > ? \(includingClosed ? "" : "AND state = 'open'")
                ORDER BY id LIMIT ?
                """
            )
            let found = try ids.bind(1, after).bind(2, Int64(clamping: max(0, limit)))
                .all { $0.integer(0) }
            return try found.flatMap { id in
                try session.conflicts(where: "id = ?1") { $0.bind(1, id) }
            }
        }
    }

    /// One conflict.
    ///
    /// - Parameter id: The server's id of it.
    /// - Returns: The conflict; `nil` when there is none of that id.
    /// - Throws: ``StoreError`` `corrupt` or `busy`.
    public func conflict(_ id: UInt64) throws(StoreError) -> Conflict? {
        try read { session in
            try session.conflicts(where: "id = ?1") { $0.bind(1, id) }.first
        }
    }
}
