internal import GRDB
public import SyncModel

/// What a store takes from outside: time and randomness.
public struct StoreEnvironment: Sendable {
    /// The wall clock.
    public var now: @Sendable () -> Instant
    /// 64 random bits.
    public var random: @Sendable () -> UInt64

    /// Makes an environment.
    public init(
        now: @escaping @Sendable () -> Instant,
        random: @escaping @Sendable () -> UInt64
    ) {
        self.now = now
        self.random = random
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
    /// Makes a new store in a file that does not exist yet.
    ///
    /// - Parameters:
    ///   - path: The database file; its folder exists.
    ///   - incarnation: The name space of this store's own changes.
    /// - Throws: ``StoreError`` `notSaved` when the file exists or cannot be made.
    public static func create(
        at path: String,
        side: StoreSide,
        schema: Schema,
        replica: ReplicaID,
        incarnation: IncarnationID,
        environment: StoreEnvironment
    ) throws(StoreError) -> Store {
        throw StoreError(.missing, "not built yet")
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
        throw StoreError(.missing, "not built yet")
    }

    init() {}

    /// Closes the file; the store may not be used after it.
    public func close() {}

    /// The schema in use.
    public var schema: Schema { Schema(name: "", version: 0, kinds: [], source: "") }

    /// Takes a higher version of the schema into use: adds tables and columns, rewrites no row.
    ///
    /// - Throws: ``StoreError`` `schemaRefused` when it does not follow the one in use.
    public func publish(_ schema: Schema) throws(StoreError) {}

    /// A small value kept beside the data under a name; `nil` when never set.
    public func setting(_ name: String) throws(StoreError) -> String? { nil }

    /// Keeps a small value under a name; `nil` removes it.
    public func setSetting(_ name: String, to value: String?) throws(StoreError) {}

    /// This store's replica id.
    public var replica: ReplicaID { ReplicaID(Identifier128(high: 0, low: 0)) }

    /// The incarnation that this store numbers its own changes in.
    public var incarnation: IncarnationID { IncarnationID(Identifier128(high: 0, low: 0)) }

    /// Checks the invariants that one replica can check alone; never throws for what it finds.
    public func check() throws(StoreError) -> [InvariantReport] { [] }
}

/// One invariant and whether it holds.
public struct InvariantReport: Hashable, Sendable {
    /// A stable name, such as `chain`.
    public var name: String
    /// Whether it holds.
    public var ok: Bool
    /// What was found, without content; empty when `ok`.
    public var detail: String

    /// Makes a report.
    public init(name: String, ok: Bool, detail: String) {
        self.name = name
        self.ok = ok
        self.detail = detail
    }
}
