public import SyncModel

/// What a backup holds.
public struct BackupFacts: Hashable, Sendable {
    /// The server's epoch.
    public var epoch: UInt32
    /// The last feed number.
    public var position: Int64

    /// Makes the facts.
    public init(epoch: UInt32, position: Int64) {
        self.epoch = epoch
        self.position = position
    }
}

extension Store {
    /// Copies the whole store, as it stands now, into a new file; the store goes on.
    ///
    /// The file is not yet on the disk for certain, and not checked: that is the caller's to do.
    ///
    /// - Parameter path: The file; there is none of that name.
    /// - Returns: What the copy holds.
    /// - Throws: ``StoreError`` `notSaved` when the disk is full or fails; a part of the file may be there.
    public func copy(to path: String) throws(StoreError) -> BackupFacts {
        try read { session in
            try session.prepare("VACUUM INTO ?").bind(1, text: path).run()
            return try session.backupFacts()
        }
    }

    /// What a backup made now would hold.
    ///
    /// - Returns: Epoch and position.
    /// - Throws: ``StoreError`` `corrupt` or `busy`.
    public func backupFacts() throws(StoreError) -> BackupFacts {
        try read { session in try session.backupFacts() }
    }

    /// How far each chain reaches here: what a backup covers.
    ///
    /// - Returns: The last change of each incarnation.
    /// - Throws: ``StoreError`` `corrupt` or `busy`.
    public func chainEnds() throws(StoreError) -> [IncarnationID: UInt64] {
        try read { session in
            let ends = try session.prepare(
                """
                SELECT incarnations.incarnation, chains.seq
                FROM chains JOIN incarnations ON incarnations.id = chains.incarnation
                """
            )
            .all { (IncarnationID(try $0.identifier(0)), $0.unsigned(1)) }
            return Dictionary(ends) { first, _ in first }
        }
    }

    /// Remembers a backup that was made and checked: laptops keep what it does not hold.
    ///
    /// - Parameters:
    ///   - path: Where it is.
    ///   - facts: What it holds.
    ///   - ends: How far each chain reaches in it.
    /// - Throws: ``StoreError`` `notSaved`, `unknown`, `corrupt` or `busy`.
    public func noteBackup(
        at path: String,
        _ facts: BackupFacts,
        covering ends: [IncarnationID: UInt64]
    ) throws(StoreError) {
        let now = environment.now()
        try write(confirm: { session, _ in try session.backupPaths().contains { $0 == path } }) {
            session in
            try session.prepare("INSERT INTO backups (at, path, feed) VALUES (?, ?, ?)")
                .bind(1, now.milliseconds).bind(2, text: path).bind(3, facts.position).run()
            let backup = session.lastInsertedRow
            for (incarnation, seq) in ends {
                try session.prepare(
                    "INSERT INTO backup_heads (backup, incarnation, seq) VALUES (?, ?, ?)"
                )
                .bind(1, backup).bind(2, try session.intern(incarnation)).bind(3, seq).run()
            }
        }
    }

    /// Where the backups are that may still be restored.
    ///
    /// - Returns: Their paths, each once.
    /// - Throws: ``StoreError`` `corrupt` or `busy`.
    public func backupPaths() throws(StoreError) -> [String] {
        try read { session in try session.backupPaths() }
    }

    /// The number of an incarnation's last change that every backup holds which may still be restored.
    ///
    /// - Parameter incarnation: The incarnation.
    /// - Returns: 0 when no backup is known, or one holds nothing of it.
    /// - Throws: ``StoreError`` `corrupt` or `busy`.
    public func watermark(of incarnation: IncarnationID) throws(StoreError) -> UInt64 {
        let since = environment.now().milliseconds - Limits.backupLifeMilliseconds
        return try read { session in
            let lowest = try session.prepare(
                """
                SELECT min(coalesce(backup_heads.seq, 0)) FROM backups LEFT JOIN backup_heads
                    ON backup_heads.backup = backups.id AND backup_heads.incarnation = ?
                WHERE backups.at >= ?
                """
            )
            .bind(1, session.names.id(incarnation) ?? 0).bind(2, since).first { $0.unsigned(0) }
            return lowest ?? 0
        }
    }
}

extension Session {
    fileprivate func backupFacts() throws -> BackupFacts {
        BackupFacts(epoch: try presentEpoch(), position: try ServerCounters.feed(self))
    }

    fileprivate func backupPaths() throws -> [String] {
        try prepare("SELECT DISTINCT path FROM backups ORDER BY path").all { $0.text(0) }
    }
}
