internal import SyncModel

/// A save as the server keeps it: where it stands in its chain and in the log, and who wrote it when.
struct SaveRow {
    /// The row in `saves`.
    var id: Int64
    /// The interned incarnation.
    var incarnation: Int64
    /// The number of its first change.
    var first: UInt64
    /// How many changes it has.
    var count: Int
    /// The log row of its first change.
    var log: Int64
    /// The interned author.
    var author: Int64
    /// The author's role when the save arrived.
    var acting: Role
    /// The author's clock.
    var written: Instant
    /// The server's sorting time.
    var order: Instant
    /// Whether the author's clock was unknown or far off.
    var isSuspect: Bool

    /// The number of the change at a log row of this save.
    func seq(at log: Int64) -> UInt64 { first + UInt64(log - self.log) }

    /// The log row of change `seq` of this save.
    func log(at seq: UInt64) -> Int64 { log + Int64(seq - first) }
}

extension Session {
    /// What the server has of an incarnation.
    func chainHead(of incarnation: IncarnationID) throws -> ChainHead {
        guard let id = names.id(incarnation) else { return .none }
        return try prepare("SELECT seq, hash FROM chains WHERE incarnation = ?").bind(1, id)
            .first { ChainHead(seq: $0.unsigned(0), hash: $0.blob(1)) }
            ?? lostForkHead(of: incarnation)
    }

    /// How far the parent of a child reaches here that was opened after a change which this server lost.
    private func lostForkHead(of incarnation: IncarnationID) throws -> ChainHead {
        guard try presentEpoch() > 1, let origin = names.branches[incarnation]?.origin else {
            return .none
        }
        return try chainHead(of: origin.parent, at: origin.fork.seq)
    }

    /// Keeps the head of an incarnation.
    func setChainHead(_ head: ChainHead, of incarnation: IncarnationID) throws {
        try prepare("INSERT OR REPLACE INTO chains (incarnation, seq, hash) VALUES (?, ?, ?)")
            .bind(1, try intern(incarnation)).bind(2, head.seq).bind(3, blob: head.hash).run()
    }

    /// The save with that row number.
    ///
    /// - Throws: ``StoreError`` `corrupt` when there is none.
    func saveRow(_ id: Int64) throws -> SaveRow {
        let row = try prepare(SaveRow.select + " WHERE id = ?").bind(1, id).first(
            SaveRow.init(row:)
        )
        guard let row else { throw StoreError(.corrupt, "save \(id) is not in the table saves") }
        return row
    }

    /// The save that holds a change; `nil` when the change never arrived.
    func saveRow(holding dot: Dot) throws -> SaveRow? {
        guard let incarnation = names.id(dot.incarnation) else { return nil }
        let id = try prepare(
            """
            SELECT log.save FROM log WHERE log.id = (
                SELECT runs.log + ?2 - runs.first FROM runs
                WHERE incarnation = ?1 AND first <= ?2 ORDER BY first DESC LIMIT 1
            )
            """
        )
        .bind(1, incarnation).bind(2, dot.seq).first { $0.integer(0) }
        // Behind the end of a run stand the saves of others.
        guard let row = try id.map(saveRow), row.incarnation == incarnation, row.first <= dot.seq,
            dot.seq < row.first + UInt64(row.count)
        else { return nil }
        return row
    }

    /// The chain hash of a save.
    func hash(of row: SaveRow) throws -> [UInt8] {
        try prepare("SELECT hash FROM saves WHERE id = ?").bind(1, row.id).first { $0.blob(0) }
            ?? []
    }

    /// Adds a save; its changes follow it into the log, from row `log`.
    ///
    /// `statement` is ``RunStatements/addSave``.
    func append(
        _ save: Save,
        as row: SaveRow,
        received: Instant,
        _ statement: Prepared
    ) throws {
        statement.bind(1, row.id).bind(2, row.incarnation).bind(3, row.first)
            .bind(4, Int64(row.count)).bind(5, row.log).bind(6, save.caseID.bits)
            .bind(7, text: save.caseNumber).bind(8, save.operation.bits).bind(9, row.author)
            .bind(10, text: save.role.rawValue).bind(11, row.written.milliseconds)
            .bind(12, Int64(save.zoneMinutes)).bind(13, Int64(save.clockSegment))
            .bind(14, save.hlc.packed).bind(15, Int64(save.schemaVersion))
            .bind(16, blob: save.chainHash).bind(17, received.milliseconds)
            .bind(18, row.order.milliseconds).bind(19, Int64(row.isSuspect ? 1 : 0))
            .bind(20, text: row.acting.rawValue)
        try statement.run()
    }
}

extension SaveRow {
    static let select = """
        SELECT id, incarnation, first, count, log, author, acting, written, ordered, suspect FROM saves
        """

    static let insert = """
        INSERT INTO saves (
            id, incarnation, first, count, log, "case", number, operation, author, role, written,
            zone, segment, hlc, schema, hash, received, ordered, suspect, acting
        ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """

    /// Reads a row of ``select``.
    init(row: Prepared) throws {
        guard let acting = Role(rawValue: row.text(6)) else {
            throw StoreError(.corrupt, "the role of save \(row.integer(0)) is not one of the roles")
        }
        self.init(
            id: row.integer(0),
            incarnation: row.integer(1),
            first: row.unsigned(2),
            count: Int(row.integer(3)),
            log: row.integer(4),
            author: row.integer(5),
            acting: acting,
            written: Instant(milliseconds: row.integer(7)),
            order: Instant(milliseconds: row.integer(8)),
            isSuspect: row.integer(9) != 0
        )
    }
}
