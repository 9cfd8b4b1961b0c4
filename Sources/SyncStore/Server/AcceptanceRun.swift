internal import SyncMerge
internal import SyncModel

/// One write transaction that accepts changes: in order, with what it changes kept in memory until ``finish()``.
///
/// Log rows, saves, stamps, contests and conflicts are written as they come, since later changes read them. Rows of
/// kinds, versions, case heads and hashes are written once a record at the end, in order of record.
final class AcceptanceRun {
    let session: Session
    let environment: StoreEnvironment
    let schema: Schema
    let ownReplica: ReplicaID
    let ownIncarnation: IncarnationID
    /// The incarnations and their parents, as they are now.
    var lineage: Lineage
    /// Whether any change ever came with the dot that it had in an earlier incarnation.
    let hasFormerDots: Bool
    let statements: RunStatements
    var counters: ServerCounters
    /// The last feed number before the run: stamps above it are the run's own.
    let feedBefore: Int64
    var cases: [RunCase] = []
    var caseIndexes: [CaseID: Int] = [:]
    var records: [RunRecord] = []
    var recordIndexes: [RecordReference: Int] = [:]
    /// The conflicts that the run wrote; those of records that it makes cannot be read back before it ends.
    var conflicts: [Int64: Conflict] = [:]
    private var plans: [Text: KindPlan] = [:]
    var stamps: [Int64: StampFacts] = [:]
    var nextSave: Int64
    var nextLog: Int64
    /// The incarnation of the saves that stand one after the other at the end of the log.
    private var runIncarnation: Int64?
    var nextConflict: Int64
    /// The head of the server's own chain, once the run wrote to it.
    var ownHead: ChainHead?
    /// The cases in which decisions of the journal wait for what they cover; `nil` until a run asks.
    var decidedLater: Set<CaseID>?

    /// Starts a run in an open write transaction of `store`.
    init(_ store: Store, _ session: Session) throws {
        self.session = session
        environment = store.environment
        schema = store.schema
        ownReplica = store.replica
        ownIncarnation = store.incarnation
        lineage = try session.lineage()
        hasFormerDots = try session.hasFormerDots()
        statements = try RunStatements(session)
        counters = try ServerCounters(session, now: store.environment.now())
        feedBefore = counters.feed
        nextSave = try session.nextRow(of: "saves", "id")
        nextLog = try session.nextRow(of: "log", "id")
        nextConflict = try session.nextRow(of: "conflicts", "id")
    }

    /// The kind of that name, prepared when the run meets it first; `nil` when the schema has none.
    func plan(of name: String) throws -> KindPlan? {
        if let plan = plans[Text(name)] { return plan }
        guard let table = session.kinds.find(name), let kind = schema.kind(name) else { return nil }
        let plan = try KindPlan(table: table, kind: kind, session)
        plans[Text(name)] = plan
        return plan
    }

    /// Begins a save: it stands in the log whatever becomes of its changes.
    func begin(
        _ save: Save,
        replica: ReplicaID,
        user: String,
        acting: Role,
        order: Instant,
        isSuspect: Bool
    ) throws -> RunPart {
        guard let first = save.changes.first else {
            throw StoreError(.invalid, "a save holds at least one change")
        }
        let row = SaveRow(
            id: nextSave,
            incarnation: try session.intern(first.dot.incarnation),
            first: first.dot.seq,
            count: save.changes.count,
            log: nextLog,
            author: try session.intern(.author, save.author),
            acting: acting,
            written: save.wallClock,
            order: order,
            isSuspect: isSuspect
        )
        if runIncarnation != row.incarnation {
            try statements.addRun.bind(1, row.incarnation).bind(2, row.first).bind(3, row.log).run()
            runIncarnation = row.incarnation
        }
        try session.append(save, as: row, received: counters.received, statements.addSave)
        nextSave += 1
        nextLog += Int64(save.changes.count)
        var part = RunPart(
            save: save,
            row: row,
            replica: replica,
            user: user,
            caseIndex: try caseIndex(of: save.caseID)
        )
        part.formers = try formers(of: save)
        return part
    }

    /// The stamp of the accepted part of a save, made with its first accepted change.
    func stamp(of part: inout RunPart, at caseIndex: Int, seq: UInt64) throws -> Int64 {
        if let stamp = part.stamp { return stamp }
        let before = cases[caseIndex].lastStamp
        let stamp = counters.nextFeed()
        cases[caseIndex].revision += 1
        cases[caseIndex].feed = stamp
        if cases[caseIndex].isNew, cases[caseIndex].made == 0 { cases[caseIndex].made = stamp }
        let position = Position(epoch: counters.epoch, revision: cases[caseIndex].revision)
        try statements.addStamp.bind(1, stamp).bind(2, part.row.incarnation).bind(3, seq).bind(
            4,
            position.packed
        )
        .bind(5, part.row.author).bind(6, part.row.written.milliseconds)
        .bind(7, part.row.order.milliseconds).bind(8, part.row.id).bind(9, cases[caseIndex].n)
        .bind(10, before).run()
        stamps[stamp] = StampFacts(
            position: position,
            incarnation: part.row.incarnation,
            first: seq,
            base: part.row.log - Int64(part.row.first),
            order: part.row.order
        )
        part.stamp = stamp
        part.position = position
        return stamp
    }

    /// Where the part stands, or would stand if this change were its first accepted one.
    func position(of part: RunPart, at caseIndex: Int) -> Position {
        if part.stamp != nil { return part.position }
        return Position(epoch: counters.epoch, revision: cases[caseIndex].revision + 1)
    }

    /// What is known of a stamp.
    func facts(of stamp: Int64) throws -> StampFacts {
        if let facts = stamps[stamp] { return facts }
        let found = try statements.stamp.bind(1, stamp).first { row in
            StampFacts(
                position: Position(packed: row.integer(0)),
                incarnation: row.integer(1),
                first: row.unsigned(2),
                base: row.integer(3),
                order: Instant(milliseconds: row.integer(4))
            )
        }
        guard let found else {
            throw StoreError(.corrupt, "stamp \(stamp) is not in the table stamps")
        }
        stamps[stamp] = found
        return found
    }
}

extension Session {
    /// The number after the highest in a table, and above the epoch's floor.
    func nextRow(of table: String, _ column: String) throws -> Int64 {
        let highest = try prepare("SELECT max(\(column)) FROM \(table)").first { $0.integer(0) }
        return max(highest ?? 0, try ServerCounters.floor(self)) + 1
    }
}
