// What is open: the connection, its prepared statements, and the registries that live in memory.
//
// Registries (`names`, `kinds`) are filled by `load()` and grow inside write transactions; after a rollback
// `forget()` reads them again. Code that runs inside `Store.read`/`Store.write` gets a `Session` and may use
// everything here.
internal import GRDB
internal import GRDBSQLite
internal import SyncModel

/// An open connection with its caches; used by one thread at a time (``Connection``).
final class Session {
    /// GRDB's queue, which owns the connection.
    let queue: DatabaseQueue
    /// GRDB's connection, for `execute(sql:)` and rows outside hot loops.
    let database: Database
    /// Which side this store is on.
    let side: StoreSide
    /// Interned names: units and fields, authors, incarnations.
    var names = Names()
    /// The tables of the kinds.
    var kinds = KindRegistry()
    /// Own changes that still matter to what is shown; laptop only.
    var pending = PendingIndex()
    /// Whether the stored hashes are known to be those of the rows (``MarkFile``).
    var hashesAreTrusted = false

    private var statements: [String: Prepared] = [:]

    init(queue: DatabaseQueue, database: Database, side: StoreSide) throws {
        self.queue = queue
        self.database = database
        self.side = side
    }

    /// The statement for `sql`, prepared once a connection.
    func prepare(_ sql: String) throws -> Prepared {
        if let prepared = statements[sql] { return prepared }
        let prepared = Prepared(try database.makeStatement(sql: sql))
        statements[sql] = prepared
        return prepared
    }

    /// Runs statements that are not worth keeping.
    func execute(_ sql: String) throws { try database.execute(sql: sql) }

    /// The row number that the last insert made.
    var lastInsertedRow: Int64 { database.lastInsertedRowID }

    /// How many rows the last statement changed.
    var changedRows: Int { database.changesCount }

    /// Finalises all statements: before a close, and before a change of tables.
    func finalizeStatements() {
        kinds.dropStatements()
        statements = [:]
    }

    /// The interned name of ``Schema/aliveUnit``.
    func aliveUnitID() throws -> Int64 { try intern(.unit, Schema.aliveUnit) }

    /// Reads the registries; a store without tables gives empty ones.
    ///
    /// `schema` is the one in use; `nil` keeps the one that was loaded before.
    func load(schema: Schema?) throws {
        names = try Names.read(self)
        kinds = try KindRegistry.read(self, schema: schema ?? kinds.schema)
        pending = PendingIndex()
    }

    /// Forgets what a rolled-back transaction may have put into the registries.
    func forget() throws { try load(schema: nil) }
}
