internal import Foundation
public import SyncModel
internal import Synchronization

/// How far a commit goes before it is reported.
public enum StoreDurability: String, Sendable {
    /// On the disk: what the product uses.
    case full = "FULL"
    /// In the system's cache: for comparison in benchmarks, and for tests.
    case normal = "NORMAL"
}

/// Where a commit can fail.
enum CommitStep: Sendable {
    /// Before anything of it is written.
    case before
    /// When all of it is written.
    case after
}

/// What a store takes from outside: time and randomness.
public struct StoreEnvironment: Sendable {
    /// The wall clock.
    public var now: @Sendable () -> Instant
    /// The time since the machine started; `nil` where it is not known: then jumps of the clock are not seen.
    public var bootTime: @Sendable () -> BootTime?
    /// 64 random bits.
    public var random: @Sendable () -> UInt64
    /// How far a commit goes.
    public var durability: StoreDurability
    /// The text of a case number from prefix, year and serial, with its check character: how the server gives
    /// numbers, and how it tells whether a laptop's fits.
    public var caseNumber: @Sendable (_ prefix: String, _ year: Int, _ serial: Int) -> String
    /// Runs before and after each COMMIT; a test's fault.
    var commitFault: (@Sendable (CommitStep) throws -> Void)?
    /// How long to wait for a store that another process holds.
    var lockWait = Limits.lockWaitMax

    /// Makes an environment.
    public init(
        now: @escaping @Sendable () -> Instant,
        random: @escaping @Sendable () -> UInt64,
        bootTime: @escaping @Sendable () -> BootTime? = { nil },
        durability: StoreDurability = .full,
        caseNumber: @escaping @Sendable (_ prefix: String, _ year: Int, _ serial: Int) -> String = {
            let digits = String($2)
            return
                "\($0)-\($1)-\(String(repeating: "0", count: max(0, 4 - digits.utf8.count)))\(digits)"
        }
    ) {
        self.now = now
        self.random = random
        self.bootTime = bootTime
        self.durability = durability
        self.caseNumber = caseNumber
    }
}

/// Which side of the sync a store is on.
public enum StoreSide: String, Sendable {
    /// One connection under an exclusive lock; tracks its user's changes.
    case laptop
    /// One writer; accepts changes and holds all history.
    case server
}

/// The shared storage core: one SQLite file with the case tables, the change log, candidates and versions.
public final class Store: Sendable {
    /// The database file.
    let path: String
    /// Which side this store is on.
    public let side: StoreSide
    /// Time and randomness.
    let environment: StoreEnvironment
    /// The open file.
    let connection: Connection
    private let identity: Mutex<(replica: ReplicaID, incarnation: IncarnationID)>
    private let currentSchema: Mutex<Schema>
    /// Whoever keeps the journal outside the database.
    let journalKeeper = Mutex<(@Sendable () -> Void)?>(nil)

    /// Makes a new store in a file that does not exist yet.
    ///
    /// - Parameters:
    ///   - path: The database file; its folder exists.
    ///   - side: Which side of the sync the store is on.
    ///   - schema: The schema to make tables of.
    ///   - replica: The id of this database on this device.
    ///   - incarnation: The name space of this store's own changes.
    ///   - environment: Time and randomness.
    /// - Returns: The open store.
    /// - Throws: ``StoreError`` `notSaved` when the file exists or cannot be made.
    public static func create(
        at path: String,
        side: StoreSide,
        schema: Schema,
        replica: ReplicaID,
        incarnation: IncarnationID,
        environment: StoreEnvironment
    ) throws(StoreError) -> Store {
        let connection = try connect(path, side, environment, creating: true)
        let store = Store(
            path: path,
            side: side,
            environment: environment,
            connection: connection,
            replica: replica,
            incarnation: incarnation,
            schema: schema
        )
        do throws(StoreError) {
            try store.write { session in
                try Tables.create(in: session)
                try session.execute("PRAGMA application_id = \(Tables.applicationID)")
                try session.execute("PRAGMA user_version = \(Tables.version)")
                try session.setSetting(Setting.side, to: side.rawValue)
                try session.setSetting(Setting.replica, to: replica.description)
                try session.setSetting(Setting.incarnation, to: incarnation.description)
                try session.keep(schema)
                try session.adopt(schema)
                try session.setReplica(replica, of: incarnation)
                if side == .server { try session.adoptFirstEpoch() }
                session.hashesAreTrusted = true
            }
        } catch {
            connection.close()
            // A file without tables is of no use, and would be in the way of the next attempt.
            for suffix in ["", "-wal", "-shm"] { unlink(path + suffix) }
            throw StoreError(.notSaved, error.message)
        }
        return store
    }

    /// Opens a store, and migrates it when an older program wrote it.
    ///
    /// - Throws: ``StoreError`` `missing`, `busy`, `schemaTooNew` or `corrupt`.
    public static func open(
        at path: String,
        side: StoreSide,
        environment: StoreEnvironment,
        readSchema: (String) throws -> Schema
    ) throws(StoreError) -> Store {
        let connection = try connect(path, side, environment, creating: false)
        do {
            let facts = try connection.withSession { session in
                let facts = try StoreFacts.read(session, side: side, readSchema: readSchema)
                session.hashesAreTrusted = MarkFile.take(of: path)
                if facts.version < Tables.version { try migrate(session) }
                try session.load(schema: facts.schema)
                return facts
            }
            return Store(
                path: path,
                side: side,
                environment: environment,
                connection: connection,
                replica: facts.replica,
                incarnation: facts.incarnation,
                schema: facts.schema
            )
        } catch {
            connection.close()
            throw StoreError(wrapping: error)
        }
    }

    private init(
        path: String,
        side: StoreSide,
        environment: StoreEnvironment,
        connection: Connection,
        replica: ReplicaID,
        incarnation: IncarnationID,
        schema: Schema
    ) {
        self.path = path
        self.side = side
        self.environment = environment
        self.connection = connection
        identity = Mutex((replica, incarnation))
        currentSchema = Mutex(schema)
    }

    private static func connect(
        _ path: String,
        _ side: StoreSide,
        _ environment: StoreEnvironment,
        creating: Bool
    ) throws(StoreError) -> Connection {
        do {
            return try Connection(
                path: path,
                side: side,
                durability: environment.durability,
                lockWait: environment.lockWait,
                creating: creating
            )
        } catch {
            throw StoreError(wrapping: error)
        }
    }

    private static func migrate(_ session: Session) throws {
        try session.prepare("BEGIN IMMEDIATE").run()
        do {
            try Migrations.run(session)
            try session.prepare("COMMIT").run()
        } catch {
            // What went wrong is thrown; the file stays as the older program wrote it.
            try? session.prepare("ROLLBACK").run()
            throw error
        }
        session.finalizeStatements()
    }

    /// Closes the file; the store may not be used after it.
    public func close() {
        // A store that was closed before has no session: nothing to mark.
        let isTrusted = (try? connection.withSession { $0.hashesAreTrusted }) ?? false
        connection.close()
        if isTrusted { MarkFile.put(for: path) }
    }

    /// This store's replica id.
    public var replica: ReplicaID { identity.withLock { $0.replica } }

    /// The incarnation that this store numbers its own changes in.
    public var incarnation: IncarnationID { identity.withLock { $0.incarnation } }

    /// Takes over ids that are in the file.
    func set(_ replica: ReplicaID, _ incarnation: IncarnationID) {
        identity.withLock { $0 = (replica, incarnation) }
    }

    /// The schema in use.
    public var schema: Schema { currentSchema.withLock { $0 } }

    /// The version of the schema in use.
    var schemaVersion: UInt32 { currentSchema.withLock { $0.version } }

    /// Takes a higher version of the schema into use: adds tables and columns, rewrites no row.
    ///
    /// - Throws: ``StoreError`` `schemaRefused` when it does not follow the one in use.
    public func publish(_ schema: Schema) throws(StoreError) {
        let obstacles = schema.obstacles(toFollowing: self.schema)
        guard obstacles.isEmpty, schema.version > self.schema.version else {
            throw StoreError(
                .schemaRefused,
                obstacles.first ?? "the version is not higher than the one in use"
            )
        }
        try take(schema, isJournalled: side == .server)
    }

    /// Takes a schema into use that follows the one in use.
    func take(_ schema: Schema, isJournalled: Bool) throws(StoreError) {
        let version = String(schema.version)
        try write(confirm: { session, _ in
            try session.setting(Setting.schemaVersion) == version
        }) { session in
            try session.keep(schema)
            try session.adopt(schema)
            if isJournalled { try session.journal(.schema(schema.source)) }
        }
        currentSchema.withLock { $0 = schema }
        try read { try $0.load(schema: schema) }
    }

    /// A small value kept beside the data under a name; `nil` when never set.
    ///
    /// - Throws: ``StoreError``.
    public func setting(_ name: String) throws(StoreError) -> String? {
        try read { try $0.setting("user." + name) }
    }

    /// Keeps a small value under a name; `nil` removes it.
    ///
    /// - Throws: ``StoreError``.
    public func setSetting(_ name: String, to value: String?) throws(StoreError) {
        try write(confirm: { session, _ in
            try session.setting("user." + name).map { Text($0) } == value.map { Text($0) }
        }) { try $0.setSetting("user." + name, to: value) }
    }
}

/// What a file says of itself before its tables are used.
private struct StoreFacts {
    var version: Int64
    var replica: ReplicaID
    var incarnation: IncarnationID
    var schema: Schema

    static func read(
        _ session: Session,
        side: StoreSide,
        readSchema: (String) throws -> Schema
    ) throws -> StoreFacts {
        let version = try Migrations.version(of: session)
        guard try Migrations.isOurs(session), version > 0 else {
            throw StoreError(.corrupt, "the file is not a store")
        }
        guard version <= Tables.version else {
            throw StoreError(.schemaTooNew, "the file has layout \(version)")
        }
        guard try session.setting(Setting.side) == side.rawValue,
            let replica = try session.setting(Setting.replica).flatMap({ ReplicaID($0) }),
            let incarnation = try session.setting(Setting.incarnation)
                .flatMap({ IncarnationID($0) }),
            let source = try session.setting(Setting.schema)
        else { throw StoreError(.corrupt, "the settings of the store are not whole") }
        let schema: Schema
        do {
            schema = try session.packedSchema(source: source) ?? readSchema(source)
        } catch {
            throw StoreError(.corrupt, "the store's schema cannot be read: \(error)")
        }
        return StoreFacts(
            version: version,
            replica: replica,
            incarnation: incarnation,
            schema: schema
        )
    }
}

extension Session {
    /// Keeps the schema's text, and beside it the form that is read in a millisecond.
    fileprivate func keep(_ schema: Schema) throws {
        try setSetting(Setting.schema, to: schema.source)
        try setSetting(Setting.schemaPacked, to: Data(schema.packed).base64EncodedString())
        try setSetting(Setting.schemaVersion, to: String(schema.version))
    }

    /// The schema from its packed form; `nil` when there is none that fits the text.
    fileprivate func packedSchema(source: String) throws -> Schema? {
        guard let text = try setting(Setting.schemaPacked), let data = Data(base64Encoded: text)
        else { return nil }
        return Schema(packed: Array(data), source: source)
    }
}
