internal import Casework
internal import Foundation
internal import Glibc
internal import SyncModel
public import SyncStore

/// What a restore did.
public struct RestoreFacts: Hashable, Sendable {
    /// The new epoch.
    public var epoch: UInt32
    /// The last feed number.
    public var position: Int64
    /// How many entries of the journal were done again; `nil` when none was found.
    public var replayed: Int?
    /// Where the journal was; `nil` when none was found.
    public var journal: String?
}

extension DataFolder {
    /// The journal of decisions and acts of authority, outside the database.
    public var journalPath: String { path + "/journal.log" }

    /// Makes this folder, which is empty or not there, the server that a backup holds, in a new epoch.
    ///
    /// The journal is looked for where it is said to be, else beside the backup, else where it was when the backup was
    /// made; without one the server begins as the backup left it.
    ///
    /// - Parameters:
    ///   - file: The backup.
    ///   - journal: The journal; `nil` to look for it.
    ///   - environment: Clock and randomness.
    /// - Returns: What was done.
    /// - Throws: ``OperatorError`` `folderNotEmpty`, `noBackup`, `backupDamaged`, `journalDamaged`, `notSaved`; the
    ///   folder is as it was then.
    public func restore(
        from file: String,
        journal: String?,
        environment: StoreEnvironment
    ) throws(OperatorError) -> RestoreFacts {
        guard isEmpty else { throw OperatorError(.folderNotEmpty, path) }
        guard access(file, R_OK) == 0 else { throw OperatorError(.noBackup, file) }
        let isNew = access(path, F_OK) != 0
        try make()
        guard let lock = try lock() else { throw OperatorError(.busy, path) }
        defer { withExtendedLifetime(lock) {} }
        let working = path + "/restoring.db"
        do {
            try DurableFiles.copy(file, to: working)
            let facts = try begin(working, from: file, journal: journal, environment)
            for suffix in ["-wal", "-shm", ".mark"] { unlink(working + suffix) }
            try DurableFiles.sync(working)
            try DurableFiles.rename(working, to: databasePath)
            // The first opening writes the journal of the new folder.
            try openStore(environment: environment).close()
            return facts
        } catch {
            DurableFiles.removeDatabase(working)
            DurableFiles.removeDatabase(databasePath)
            unlink(journalPath)
            unlink(lockPath)
            if isNew { rmdir(path) }
            throw OperatorError(wrapping: error)
        }
    }

    private var isEmpty: Bool {
        guard access(path, F_OK) == 0 else { return true }
        // A folder that cannot be read is not one to fill.
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: path) else {
            return false
        }
        return names.isEmpty
    }

    /// Opens the copy, checks it, and begins the epoch in it.
    private func begin(
        _ working: String,
        from file: String,
        journal: String?,
        _ environment: StoreEnvironment
    ) throws -> RestoreFacts {
        let store = try Self.openBackup(working, environment)
        defer { store.close() }
        let found = try findJournal(journal, beside: file, of: store)
        let rows = try found.map {
            try Self.rows(of: $0.file, at: $0.path, after: store.journalHead())
        }
        let ends = try store.chainEnds()
        let backup = try store.backupFacts()
        func random() -> (UInt64, UInt64) { (environment.random(), environment.random()) }
        try store.beginEpoch(
            replaying: rows ?? [],
            id: Identifier128(version7At: environment.now(), random: random()),
            incarnation: IncarnationID(
                Identifier128(version7At: environment.now(), random: random())
            ),
            readSchema: { try SchemaReader.read($0, file: "a schema of the journal") }
        )
        try store.noteBackup(at: file, backup, covering: ends)
        if let fault = try store.check().first(where: { !$0.ok }) {
            throw OperatorError(.backupDamaged, "\(fault.name): \(fault.detail)")
        }
        let facts = try store.backupFacts()
        return RestoreFacts(
            epoch: facts.epoch,
            position: facts.position,
            replayed: rows?.count,
            journal: found?.path
        )
    }

    private static func openBackup(
        _ path: String,
        _ environment: StoreEnvironment
    ) throws(OperatorError) -> Store {
        let store: Store
        do {
            store = try Store.open(
                at: path,
                side: .server,
                environment: environment,
                readSchema: { try SchemaReader.read($0, file: "the schema of the backup") }
            )
        } catch {
            switch error.code {
            case .corrupt: throw OperatorError(.backupDamaged, error.message)
            case .busy, .missing, .schemaTooNew, .notSaved, .unknown, .fault, .notFound, .deleted,
                .changedMeanwhile, .invalid, .schemaRefused:
                throw OperatorError(storeFailure: error)
            }
        }
        do {
            guard let fault = try store.check().first(where: { !$0.ok }) else { return store }
            store.close()
            throw OperatorError(.backupDamaged, "\(fault.name): \(fault.detail)")
        } catch {
            store.close()
            throw OperatorError(wrapping: error)
        }
    }

    private func findJournal(
        _ given: String?,
        beside file: String,
        of store: Store
    ) throws -> (path: String, file: JournalFile)? {
        if let given, access(given, R_OK) != 0 { throw OperatorError(.noBackup, given) }
        let former = try store.setting(Self.journalSetting)
        let places = given.map { [$0] } ?? [file + ".journal", former].compactMap { $0 }
        let key = try ServerIdentity(keptIn: store).signingKey.publicKey
        var best: (path: String, file: JournalFile)?
        for place in places {
            guard let bytes = FileManager.default.contents(atPath: place), !bytes.isEmpty else {
                continue
            }
            let journal: JournalFile
            do {
                journal = try JournalFile(Array(bytes), signedBy: key)
            } catch JournalFile.Damage.line(let line) {
                throw OperatorError(.journalDamaged, "\(place):\(line)")
            }
            // The longest tells most: one of them may be on a disk that was lost.
            if journal.head.number >= best?.file.head.number ?? 0 { best = (place, journal) }
        }
        return best
    }

    /// The entries after the backup's last one; the journal must hold that very one, or begin after it.
    private static func rows(
        of journal: JournalFile,
        at path: String,
        after head: (number: UInt64, hash: [UInt8])
    ) throws(OperatorError) -> [JournalRow] {
        let known =
            journal.base.number == head.number
            ? journal.base.hash : journal.rows.first { $0.number == head.number }?.hash
        guard known == head.hash || journal.head.number < head.number else {
            throw OperatorError(.journalDamaged, path)
        }
        return journal.rows.filter { $0.number > head.number }
    }

    /// Where the journal of the folder was when a backup was made.
    static let journalSetting = "journal.path"
}
