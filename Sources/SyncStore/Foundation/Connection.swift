// The connection of a store, and the one place where its thread safety is argued.
//
// Everything goes through `Store.read` and `Store.write` (Store+Transactions.swift); they give the body the open
// `Session`, which must not leave it.
internal import Foundation
internal import GRDB
internal import SyncModel

/// The one connection of a store: opened, used by one thread at a time, reopened after a failed commit, closed.
///
/// `@unchecked Sendable` is safe here: `session`, the only mutable state, and all that it refers to are reached under
/// `lock` only, inside `withSession`; a session never leaves that call. SQLite asks for no more: its connection belongs
/// to no thread, but may be used by one at a time. What GRDB itself does, it does on its own queue
/// (``Session/withDatabase(_:)``): a hop to that queue for each save would cost more than what the save computes.
final class Connection: @unchecked Sendable {
    private let path: String
    private let side: StoreSide
    private let durability: StoreDurability
    private let lockWait: Duration
    private let lock = NSLock()
    private var session: Session?
    /// How to go on when the file could not be opened again: the next use tries once more.
    private var renewal: ((Session) throws -> Void)?

    /// Opens the file; SQLite makes it when `creating`.
    init(
        path: String,
        side: StoreSide,
        durability: StoreDurability,
        lockWait: Duration,
        creating: Bool
    ) throws {
        self.lockWait = lockWait
        self.path = path
        self.side = side
        self.durability = durability
        if !creating, !FileManager.default.fileExists(atPath: path) {
            throw StoreError(.missing, "there is no store at this path")
        }
        if creating, FileManager.default.fileExists(atPath: path) {
            throw StoreError(.notSaved, "there is a file at this path")
        }
        session = try makeSession()
    }

    /// Runs `body` with the open session, alone.
    func withSession<Result>(_ body: (Session) throws -> Result) throws -> Result {
        lock.lock()
        defer { lock.unlock() }
        if session == nil, let renewal { try open(renewal) }
        guard let session else { throw StoreError(.unknown, "the store is closed") }
        return try body(session)
    }

    /// Closes and opens the file again, then runs `body`: after a commit whose outcome is not known.
    ///
    /// `prepare` reads the registries into the new session first.
    func reopen<Result>(
        prepare: @escaping (Session) throws -> Void,
        _ body: (Session) throws -> Result
    ) throws -> Result {
        lock.lock()
        defer { lock.unlock() }
        closeSession()
        return try body(try open(prepare))
    }

    /// Closes the file; afterwards every use throws.
    func close() {
        lock.lock()
        defer { lock.unlock() }
        renewal = nil
        closeSession()
    }

    @discardableResult
    private func open(_ prepare: @escaping (Session) throws -> Void) throws -> Session {
        renewal = prepare
        let fresh = try makeSession()
        try prepare(fresh)
        session = fresh
        renewal = nil
        return fresh
    }

    private func closeSession() {
        guard let open = session else { return }
        session = nil
        open.finalizeStatements()
        // A failure to close is the same to the caller as a process that ended: the next open recovers.
        try? open.queue.close()
    }

    private func makeSession() throws -> Session {
        var configuration = Configuration()
        configuration.busyMode = .timeout(lockWait / .seconds(1))
        configuration.foreignKeysEnabled = false
        let (side, durability) = (side, durability)
        configuration.prepareDatabase { database in
            // Not GRDB's journalMode: it resets synchronous. cache_spill=OFF: see FAULTS, SQLite 3.40.1.
            if side == .laptop { try database.execute(sql: "PRAGMA locking_mode=EXCLUSIVE") }
            try database.execute(sql: "PRAGMA journal_mode=WAL")
            try database.execute(sql: "PRAGMA synchronous=\(durability.rawValue)")
            try database.execute(sql: "PRAGMA cache_spill=OFF")
            try database.execute(sql: "PRAGMA temp_store=MEMORY")
            try database.execute(sql: "PRAGMA cache_size=-65536")
            try database.execute(sql: "PRAGMA trusted_schema=OFF")
            // Each query is written for the indexes there are; one made on the fly reads a whole table.
            try database.execute(sql: "PRAGMA automatic_index=OFF")
            if side == .laptop {
                let pages = Limits.laptopCheckpointPages
                try database.execute(sql: "PRAGMA wal_autocheckpoint=\(pages)")
            }
        }
        let hasLog = FileFacts.size(of: path + "-wal") > 0
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        if hasLog { try Self.makeDurable(queue) }
        return try Session(queue: queue, side: side)
    }

    /// Puts what a log holds that an earlier process left, or a failed commit, on the disk before anyone reads it.
    ///
    /// SQLite takes such a log in without a sync: its last commits may stand in the system's cache alone. An answer
    /// given from them, such as the receipt of a change that came again, would be taken back by the next power cut.
    private static func makeDurable(_ queue: DatabaseQueue) throws {
        do {
            try queue.inDatabase { try $0.execute(sql: "PRAGMA wal_checkpoint(PASSIVE)") }
        } catch let error as DatabaseError where error.resultCode == .SQLITE_FULL {
            // The log was synced before there was no room to copy its pages.
        }
    }
}
