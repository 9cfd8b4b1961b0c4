// What is open: the connection, its prepared statements, and the registries that live in memory.
//
// Registries (`names`, `kinds`) are filled by `load()` and grow inside write transactions; after a rollback
// `forget()` reads them again. Code that runs inside `Store.read`/`Store.write` gets a `Session` and may use
// everything here.
internal import GRDB
internal import GRDBSQLite
internal import SyncMerge
internal import SyncModel

/// An open connection with its caches; used by one thread at a time (``Connection``).
final class Session {
    /// GRDB's queue, which owns the connection.
    let queue: DatabaseQueue
    private let handle: OpaquePointer
    /// Which side this store is on.
    let side: StoreSide
    /// Interned names: units and fields, authors, incarnations.
    var names = Names()
    /// The tables of the kinds.
    var kinds = KindRegistry()
    /// Own changes that still matter to what is shown; laptop only.
    var pending = PendingIndex()
    /// Whether the open transaction wrote into the journal.
    var hasNewJournal = false
    /// The server's epoch, once it was looked up; `nil` when it may have changed.
    var epochCount: UInt32?
    /// Whether the stored hashes are known to be those of the rows (``MarkFile``).
    var hashesAreTrusted = false

    /// What the merge has to know of incarnations, once it was asked for (``lineage()``).
    var knownLineage: Lineage?
    /// The incarnations of this laptop's own changes, once they were asked for (``ownChain()``).
    var chain: OwnChain?
    /// What is known of this laptop's clock, once it was asked for (``clockBook()``).
    var clock: ClockBook?

    /// Cases as saves found them; forgotten by every other transaction (``Store/write(keepsCases:confirm:_:)``).
    var savedCases: [CaseID: FoundCase] = [:]

    private var statements: [String: Prepared] = [:]
    private var hotStatements: [Prepared?] = Array(
        repeating: nil,
        count: HotStatement.allCases.count
    )
    private var aliveUnit: Int64?
    private var lastAuthor: (name: String, id: Int64)?

    init(queue: DatabaseQueue, side: StoreSide) throws {
        guard let handle = queue.writeWithoutTransaction({ $0.sqliteConnection }) else {
            throw StoreError(.unknown, "the connection is not open")
        }
        // GRDB's observers, of which there are none here, need a transaction to end on GRDB's queue.
        sqlite3_commit_hook(handle, nil, nil)
        sqlite3_rollback_hook(handle, nil, nil)
        self.queue = queue
        self.handle = handle
        self.side = side
    }

    /// Runs `body` with GRDB's connection on GRDB's queue, for `execute(sql:)` and rows outside hot loops.
    func withDatabase<Result>(_ body: (Database) throws -> Result) rethrows -> Result {
        try queue.unsafeReentrantWrite(body)
    }

    /// The statement for `sql`, prepared once a connection.
    func prepare(_ sql: String) throws -> Prepared {
        if let prepared = statements[sql] { return prepared }
        let prepared = Prepared(try withDatabase { try $0.makeStatement(sql: sql) })
        statements[sql] = prepared
        return prepared
    }

    /// One of the statements that run for each save or upload, without a look at its text.
    func prepare(_ hot: HotStatement) throws -> Prepared {
        if let prepared = hotStatements[hot.rawValue] { return prepared }
        let prepared = try prepare(hot.sql)
        hotStatements[hot.rawValue] = prepared
        return prepared
    }

    /// Runs statements that are not worth keeping.
    func execute(_ sql: String) throws { try withDatabase { try $0.execute(sql: sql) } }

    /// The row number that the last insert made.
    var lastInsertedRow: Int64 { sqlite3_last_insert_rowid(handle) }

    /// How many rows the last statement changed.
    var changedRows: Int { Int(sqlite3_changes(handle)) }

    /// Finalises all statements: before a close, and before a change of tables.
    func finalizeStatements() {
        kinds.dropStatements()
        statements = [:]
        for index in hotStatements.indices { hotStatements[index] = nil }
    }

    /// The interned name of ``Schema/aliveUnit``.
    func aliveUnitID() throws -> Int64 {
        if let aliveUnit { return aliveUnit }
        let id = try intern(.unit, Schema.aliveUnit)
        aliveUnit = id
        return id
    }

    /// The interned name of an author; the last one is remembered.
    func authorID(_ name: String) throws -> Int64 {
        if let lastAuthor, lastAuthor.name.utf8.elementsEqual(name.utf8) { return lastAuthor.id }
        let id = try intern(.author, name)
        lastAuthor = (name, id)
        return id
    }

    /// Reads the registries; a store without tables gives empty ones.
    ///
    /// `schema` is the one in use; `nil` keeps the one that was loaded before.
    func load(schema: Schema?) throws {
        names = try Names.read(self)
        kinds = try KindRegistry.read(self, schema: schema ?? kinds.schema)
        pending = PendingIndex()
        chain = nil
        clock = nil
        knownLineage = nil
        epochCount = nil
        savedCases = [:]
        aliveUnit = nil
        lastAuthor = nil
    }

    /// Forgets what a rolled-back transaction may have put into the registries.
    func forget() throws { try load(schema: nil) }
}

/// The statements of each save and of each upload.
enum HotStatement: Int, CaseIterable {
    case begin
    case commit
    case findCase
    case insertLog
    case beneath
    case base
    case uploadLog

    /// The statement's text.
    var sql: String {
        switch self {
        case .begin: "BEGIN IMMEDIATE"
        case .commit: "COMMIT"
        case .findCase:
            """
            SELECT k._n, k.alive, c.position FROM kind_case k LEFT JOIN cases c ON c.n = k._n
            WHERE k.id = ?
            """
        case .insertLog:
            """
            INSERT INTO log (seq, record, unit, value, base, context, state, save)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """
        case .beneath: "SELECT value FROM beneath WHERE record = ? AND unit = ?"
        case .base: "SELECT base FROM log WHERE seq = ?"
        case .uploadLog:
            "SELECT \(UploadReader.columns) FROM log WHERE seq > ? ORDER BY seq"
        }
    }
}
